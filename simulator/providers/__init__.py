"""Pulumi providers over the simulated cloud: one servicer per package, all on one state."""

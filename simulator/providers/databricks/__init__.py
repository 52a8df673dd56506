"""Pulumi's databricks package: what stands in workspaces of the simulated Azure, in metastores and in the account."""

from simulator.providers.databricks.package import package

__all__ = ["package"]

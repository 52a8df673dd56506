"""Requested changes of the estate: previewed before they are merged, deployed after."""

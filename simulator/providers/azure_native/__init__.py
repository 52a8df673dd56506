"""Pulumi's azure-native provider over the simulated Resource Manager.

Its rules follow pulumi/pulumi-azure-native provider/pkg/provider (provider.go, diff.go, crud/crud.go), read 2026-11-23.
"""

from simulator.providers.azure_native.package import package

__all__ = ["package"]

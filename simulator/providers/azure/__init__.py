"""Pulumi's azure package: only what its azure-native package does not have.

Ids and bodies follow the documentation of terraform-provider-azurerm 4, read 2026-11-23.
"""

from simulator.providers.azure.package import package

__all__ = ["package"]

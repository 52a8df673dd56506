"""Pulumi's azuread package over the simulated Entra ID.

Ids and names follow the documentation of terraform-provider-azuread 3, read 2026-11-23.
"""

from simulator.providers.azuread.package import package

__all__ = ["package"]

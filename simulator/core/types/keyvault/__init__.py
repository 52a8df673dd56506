"""Microsoft.KeyVault."""

from simulator.core.types.keyvault import objects, vaults

__all__ = ["objects", "vaults"]

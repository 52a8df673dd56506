"""Microsoft.Storage."""

from simulator.core.types.storage import accounts, blobs, management_policies, services

__all__ = ["accounts", "blobs", "management_policies", "services"]

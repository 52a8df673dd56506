"""Microsoft.ManagedIdentity."""

from simulator.core.types.identities import user_assigned

__all__ = ["user_assigned"]

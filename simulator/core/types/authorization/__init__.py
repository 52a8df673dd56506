"""Microsoft.Authorization."""

from simulator.core.types.authorization import policies, role_assignments, role_definitions

__all__ = ["policies", "role_assignments", "role_definitions"]

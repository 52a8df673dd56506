"""Resource types that know more than the tables; importing the package registers them."""

from simulator.core.types import (
    authorization,
    identities,
    keyvault,
    monitor,
    network,
    policy_insights,
    resources,
    services,
    storage,
)
from simulator.core.types.base import HANDLERS, Handler, handler_for, handles

__all__ = [
    "HANDLERS",
    "Handler",
    "authorization",
    "handler_for",
    "handles",
    "identities",
    "keyvault",
    "monitor",
    "network",
    "policy_insights",
    "resources",
    "services",
    "storage",
]

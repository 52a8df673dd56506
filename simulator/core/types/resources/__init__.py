"""Microsoft.Resources, Microsoft.Management and Microsoft.Subscription."""

from simulator.core.types.resources import groups, management_groups, subscriptions

__all__ = ["groups", "management_groups", "subscriptions"]

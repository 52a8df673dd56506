"""Microsoft.Resources, Microsoft.Management and Microsoft.Subscription."""

from simulator.core.types.resources import deployments, groups, management_groups, subscriptions

__all__ = ["deployments", "groups", "management_groups", "subscriptions"]

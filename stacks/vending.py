"""Subscriptions for landing zones to come."""

from collections.abc import Mapping

import pulumi

from components.management.vending import SubscriptionVending, SubscriptionVendingArgs, VendedSubscription
from stacks.context import Context


def build_vending(
    context: Context, groups: "pulumi.Output[Mapping[str, str]]", opts: pulumi.ResourceOptions
) -> Mapping[str, pulumi.Output[str]]:
    """Make the subscriptions that the platform's data ask for, and return their ids by landing zone."""
    wanted = context.estate.platform[context.name].vending
    if wanted is None:
        return {}
    prefix = context.estate.settings.organization.prefix
    vending = SubscriptionVending(
        "subscriptions",
        SubscriptionVendingArgs(
            billing_scope=wanted.billing_scope,
            subscriptions={
                zone: VendedSubscription(
                    alias_name=f"sub-{prefix}-{zone}",
                    display_name=f"sub-{prefix}-{zone}",
                    management_group_id=groups[f"data-{one.environment}"],
                    workload=one.workload,
                )
                for zone, one in wanted.subscriptions.items()
            },
            tags=context.tags,
        ),
        opts,
    )
    return vending.outputs.subscription_ids

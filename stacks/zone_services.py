"""What both kinds of zone may have in their network and monitoring: Bastion, alerts."""

from collections.abc import Mapping

import pulumi

from arm.regions import REGIONS
from components._interfaces import DiagnosticSettings
from components.monitoring.action_group import ActionGroup
from components.monitoring.alerts import Alerts, AlertsArgs, AlertTarget, SubscriptionAlerts
from components.network.bastion import Bastion, BastionArgs
from components.network.spoke import Spoke
from components.resource_group import ResourceGroupSet
from config.models.stacks import Zone
from stacks.context import Context

_ZONES = ("1", "2", "3")


def availability_zones(zone: Zone) -> tuple[str, ...]:
    """All availability zones of a zone's region; none where the region has none."""
    return _ZONES if REGIONS[zone.region].zones else ()


def bastion(
    context: Context,
    zone: Zone,
    network: Spoke,
    groups: ResourceGroupSet,
    *,
    diagnostics: DiagnosticSettings | None,
    opts: pulumi.ResourceOptions,
) -> None:
    """Azure Bastion, where the zone asks for it."""
    if not zone.bastion:
        return
    Bastion(
        "bastion",
        BastionArgs(
            resource_group_name=groups.outputs.names["network"],
            location=zone.region,
            bastion_name=context.names["bastion"],
            public_ip_address_name=context.names["bastion-address"],
            subnet_resource_id=network.outputs.subnet_resource_ids["bastion"],
            zones=availability_zones(zone),
            diagnostic_settings=diagnostics,
            tags=context.tags,
        ),
        opts,
    )


def alerts(
    context: Context,
    zone: Zone,
    groups: ResourceGroupSet,
    receivers: ActionGroup,
    *,
    subscription_id: str,
    targets: Mapping[str, tuple[str, pulumi.Input[str]]],
    opts: pulumi.ResourceOptions,
) -> None:
    """Alerts on the subscription's health and changes, and on the zone's resources: key → ARM type and id."""
    stem = f"{zone.name}-{zone.environment}"
    Alerts(
        "alerts",
        AlertsArgs(
            resource_group_name=groups.outputs.names["monitoring"],
            action_group_resource_id=receivers.outputs.resource_id,
            targets={
                key: AlertTarget(resource_id=resource_id, arm_type=arm_type, name_stem=f"{stem}-{key}")
                for key, (arm_type, resource_id) in targets.items()
            },
            subscription=SubscriptionAlerts(
                subscription_resource_id=f"/subscriptions/{subscription_id}", name_stem=stem
            ),
            tags=context.tags,
        ),
        opts,
    )

"""The private link scope of Azure Monitor that a management zone keeps."""

from collections.abc import Mapping

import pulumi

from components.monitoring.private_link_scope import PrivateLinkScope, PrivateLinkScopeArgs, ScopedResource
from config.models.management_zone import ManagementZoneStack
from config.monitor_scope import keeps_scope
from stacks.context import Context
from stacks.vaults import endpoint


def build_monitor_scope(
    context: Context,
    zone: ManagementZoneStack,
    *,
    resource_group_name: pulumi.Input[str],
    subnet_id: pulumi.Input[str],
    zones: "pulumi.Input[Mapping[str, str]] | None",
    workspace_id: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> None:
    """Build it with the central workspace inside, where the zone keeps one; teams put their insights into it."""
    if not keeps_scope(context.estate, context.name):
        return
    PrivateLinkScope(
        "monitor-scope",
        PrivateLinkScopeArgs(
            resource_group_name=resource_group_name,
            location=zone.region,
            scope_name=context.names["monitor-scope"],
            private_endpoints={"azuremonitor": endpoint(context, "monitor", subnet_id=subnet_id, zones=zones)},
            scoped_resources={
                "central-logs": ScopedResource(name=context.names["log-workspace"], resource_id=workspace_id)
            },
            tags=context.tags,
        ),
        opts,
    )

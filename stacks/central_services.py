"""What a management zone keeps for everybody, where it says so: the hub of Synapse Studio, a container registry."""

from collections.abc import Mapping
from typing import Any

import pulumi

from components._interfaces import DiagnosticSettings
from components.resource_group import ResourceGroupSet
from components.services.container_registry import ContainerRegistry, ContainerRegistryArgs
from components.services.studio_hub import StudioHub, StudioHubArgs
from config.models.management_zone import ManagementZoneStack
from stacks.context import Context
from stacks.vaults import endpoint


def central_services(
    context: Context,
    zone: ManagementZoneStack,
    groups: ResourceGroupSet,
    *,
    subnet_id: pulumi.Input[str],
    zones: "pulumi.Input[Mapping[str, str]] | None",
    diagnostics: DiagnosticSettings,
    opts: pulumi.ResourceOptions,
) -> None:
    """Build what the zone asks for."""

    def common(key: str, role: str, group: str) -> dict[str, Any]:
        return {
            "resource_group_name": groups.outputs.names[role],
            "location": zone.region,
            "private_endpoints": {group: endpoint(context, key, subnet_id=subnet_id, zones=zones)},
            "cloud": context.estate.settings.cloud,
            "tags": context.tags,
        }

    if zone.synapse_studio:
        StudioHub(
            "studio-hub",
            StudioHubArgs(**common("studio-hub", "consumption", "Web"), hub_name=context.names["studio-hub"]),
            opts,
        )
    if zone.container_registry:
        ContainerRegistry(
            "registry",
            ContainerRegistryArgs(
                **common("registry", "container", "registry"),
                diagnostic_settings=diagnostics,
                registry_name=context.names["registry"],
            ),
            opts,
        )

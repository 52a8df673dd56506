"""The self-hosted integration runtime of a landing zone."""

from collections.abc import Mapping

import pulumi

from components._interfaces import DiagnosticSettings
from components.services.shared_runtime import SharedRuntime, SharedRuntimeArgs
from config.models.landing_zone import LandingZoneStack
from config.runtimes import RUNTIME_NAME
from stacks.context import Context
from stacks.vaults import endpoint


def shared_runtime(
    context: Context,
    zone: LandingZoneStack,
    *,
    resource_group_name: pulumi.Input[str],
    subnet_id: pulumi.Input[str],
    zones: "pulumi.Input[Mapping[str, str]] | None",
    diagnostics: DiagnosticSettings | None,
    opts: pulumi.ResourceOptions,
) -> None:
    """Build the runtime that the zone's teams share, where the zone asks for one; its machines reach it privately."""
    if zone.runtime is None:
        return
    SharedRuntime(
        "runtimes",
        SharedRuntimeArgs(
            resource_group_name=resource_group_name,
            location=zone.region,
            factory_name=context.names["runtime-factory"],
            runtime_name=RUNTIME_NAME,
            private_endpoints={
                "dataFactory": endpoint(context, "runtime-factory", subnet_id=subnet_id, zones=zones),
            },
            diagnostic_settings=diagnostics,
            cloud=context.estate.settings.cloud,
            tags=context.tags,
        ),
        opts,
    )

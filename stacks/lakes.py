"""The lakes of a landing zone, from its settings and from what its datasets keep."""

from collections.abc import Mapping

import pulumi

from components.lake.lake_set import LakeOfSet
from components.lake.lifecycle import Lifecycle
from config.models.landing_zone import Lake, LandingZoneStack
from config.retention import expiries
from stacks.context import Context
from stacks.vaults import endpoint

_ENDPOINT_GROUPS = ("blob", "dfs")


def lakes_of(
    context: Context,
    zone: LandingZoneStack,
    subnet_id: pulumi.Input[str],
    zones: "pulumi.Output[Mapping[str, str]] | None",
) -> dict[str, LakeOfSet]:
    """Each lake by its role."""
    expired = expiries(context.estate, context.name)

    def lake(role: str, settings: Lake) -> LakeOfSet:
        return LakeOfSet(
            account_name=context.names[f"lake-{role}"],
            sku=f"Standard_{settings.redundancy}",
            lifecycle=Lifecycle(
                cool_after_days=settings.lifecycle.cool_after_days,
                cold_after_days=settings.lifecycle.cold_after_days,
                archive_after_days=settings.lifecycle.archive_after_days,
                delete_after_days=settings.lifecycle.delete_after_days,
                expiries=expired.get(role, {}),
            ),
            private_endpoints={
                group: endpoint(context, f"lake-{role}-{group}", subnet_id=subnet_id, zones=zones)
                for group in _ENDPOINT_GROUPS
            },
        )

    return {
        "raw": lake("raw", zone.lakes.raw),
        "enriched-curated": lake("enriched-curated", zone.lakes.enriched_curated),
        "workspace": lake("workspace", zone.lakes.workspace),
    }

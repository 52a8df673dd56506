"""A resource as policies see it: what stands around it, what is related to it, and what they say about it."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from arm.ids import ResourceId, parse
from arm.policy.guard import Finding, Guard
from arm.policy.run import Context
from arm.unknown import UNKNOWN
from simulator.core import schemas
from simulator.core.store import Resource
from simulator.core.world import MANAGEMENT_GROUP

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

# Policies do not judge themselves, nor the tree that they hang on.
OUTSIDE = (
    "microsoft.authorization/policy",
    "microsoft.management/",
    "microsoft.subscription/",
    "microsoft.policyinsights/",
)
EXTENSIONS = ("microsoft.insights/diagnosticsettings", "microsoft.authorization/", "microsoft.security/")


def findings_on(cloud: "Cloud", guard: Guard, row: Resource) -> tuple[Finding, ...]:
    """What every policy says about something that stands."""
    arm_id = parse(row.id)
    context = replace(
        surroundings(cloud, arm_id, row.api_version),
        related=related(cloud, arm_id, guard.looked_for(arm_id.resource_type)),
    )
    return guard.findings(cloud.show(row), cloud.world.time(), context, management_groups(cloud, arm_id))


def management_groups(cloud: "Cloud", arm_id: ResourceId) -> list[str]:
    """Ids of the management groups above something."""
    return [str(one) for one in cloud.world.scopes(arm_id) if one.resource_type == MANAGEMENT_GROUP]


def surroundings(cloud: "Cloud", arm_id: ResourceId, api_version: str) -> Context:
    """The group and subscription around a resource, as policies read them."""
    group = subscription = None
    at: ResourceId | None = arm_id
    while at is not None and at.namespace:
        row = cloud.store.get(at.key)
        shown = {"id": str(at), "name": at.name, **(row.body if row else {})}
        if at.resource_type == "Microsoft.Resources/resourceGroups":
            group = shown
        elif at.resource_type == "Microsoft.Resources/subscriptions":
            properties = shown.get("properties") or {}
            subscription = {
                **shown,
                "subscriptionId": at.name,
                "displayName": properties.get("displayName"),
                "tenantId": cloud.world.tenant_id,
            }
        at = at.parent
    return Context(
        resource_group=group or UNKNOWN,
        subscription=subscription or UNKNOWN,
        request={"apiVersion": api_version},
        now=cloud.world.now(),
        tracked=schemas.is_tracked(arm_id.resource_type),
    )


def related(cloud: "Cloud", arm_id: ResourceId, looked_for: frozenset[tuple[str, bool]]) -> tuple[dict[str, Any], ...]:
    """What stands on or below a resource, and beside it in its group, of the types that policies look for.

    Types that extend others are looked for on the resource itself, as Azure does.
    """
    own = arm_id.resource_type.lower()
    group = "/".join(arm_id.key.split("/")[:5]) if arm_id.resource_group else arm_id.key
    found: list[Resource] = []
    for kind, wide in sorted(looked_for):
        on_itself = kind.startswith((f"{own}/", *EXTENSIONS))
        beside = "/".join(arm_id.key.split("/")[:3]) if wide else group
        found += cloud.store.of_type(kind, scope=arm_id.key if on_itself else beside)
    return tuple(
        {"id": row.id, "name": parse(row.id).name, "type": parse(row.id).resource_type, **row.body} for row in found
    )

"""Which roles an identity holds on a resource, by itself or by what the resource stands in."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from arm.ids import ResourceId

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

_ASSIGNMENT = "Microsoft.Authorization/roleAssignments"


def held_roles(cloud: "Cloud", principals: Collection[str], at: ResourceId) -> frozenset[str]:
    """The GUIDs of role definitions, in lower case, that any of the principals holds at a resource or above it."""
    scopes = {scope.key for scope in cloud.world.scopes(at)}
    return frozenset(
        str(one.properties["roleDefinitionId"]).rsplit("/", 1)[-1].lower()
        for one in cloud.store.children_of_any(sorted(scopes), _ASSIGNMENT)
        if one.properties["principalId"] in principals
    )

"""Resource groups."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from arm.ids import parse
from simulator.core.request import Request
from simulator.core.rules import refusal
from simulator.core.types.base import Handler, handles

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.Resources/resourceGroups"
MANAGED_BY_FIXED = refusal(
    "ResourceGroupManagedByMismatch",
    409,
    "The resource group is managed by `{before}` and cannot become managed by `{after}`.",
    source="Go package armerror, Microsoft copyright (code name); condition inferred from it",
)


@handles(TYPE)
class ResourceGroups(Handler):
    """A group: tags may change, location and manager may not."""

    def validate(self, request: Request) -> None:
        """Refuse another manager."""
        before, after = request.before("managedBy"), request.body.get("managedBy")
        if request.existing is not None and (before or "").lower() != (after or "").lower():
            raise MANAGED_BY_FIXED(request.id, before=before, after=after)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """A group carries its state under properties."""
        body["properties"] = {"provisioningState": "Succeeded"}


def managed_group(
    cloud: "Cloud", group_id: str, location: str, manager: str, deny: str, tags: Mapping[str, str] | None = None
) -> None:
    """Make a group that a service owns behind a deny assignment, or change its tags."""
    found = parse(group_id)
    body = {"location": location, "managedBy": manager, "properties": {"provisioningState": "Succeeded"}}
    cloud.keep(found, {**body, "tags": dict(tags)} if tags else body)
    cloud.store.put_record("deny", found.key, {"name": deny, "owner": manager})


def drop_managed_group(cloud: "Cloud", group_id: str) -> None:
    """Take away a group that a service owns, with whatever is in it."""
    found = parse(group_id)
    cloud.store.delete_record("deny", found.key)
    for row in reversed(cloud.store.below(found.key)):
        cloud.store.delete(row.key)
    cloud.store.delete(found.key)

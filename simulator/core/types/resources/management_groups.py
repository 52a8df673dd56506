"""Management groups: a tree of at most six levels under the tenant root group."""

import copy
from typing import TYPE_CHECKING, Any

from arm.ids import ResourceId, parse, subscription
from arm.limits import limit
from simulator.core.request import Request, dig
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.Management/managementGroups"
PLACEMENT = f"{TYPE}/subscriptions"
HAS_CHILDREN = refusal(
    "BadRequest",
    400,
    "Management group `{name}` cannot be deleted while it has children: {children}.",
    f"{TYPE}:BadRequest",
)
TOO_DEEP = refusal(
    "BadRequest",
    400,
    "Management group `{name}` would lie {depth} levels below the root group; {most} are accepted.",
    f"{TYPE}:-",
)
CIRCLE = refusal(
    "BadRequest",
    400,
    "Management group `{name}` cannot lie below itself.",
    source="Azure REST API of management groups, general knowledge (2026-11-23); code as for its other refusals",
)
NO_PARENT = refusal(
    "ParentManagementGroupNotFound",
    404,
    "The parent management group `{parent}` was not found.",
    source="Azure REST API of management groups, general knowledge (2026-11-23); code name inferred",
)
NO_SUBSCRIPTION = refusal(
    "SubscriptionNotFound", 404, "The subscription `{name}` could not be found.", "*:SubscriptionNotFound"
)
ROOT_STAYS = refusal(
    "BadRequest",
    400,
    "The tenant root management group cannot be deleted or moved.",
    source="Azure REST API of management groups, general knowledge (2026-11-23)",
)
FORBIDDEN = refusal(
    "BadRequest",
    400,
    "Permission to write and delete role assignments is required at both parents of subscription `{name}`.",
    f"{PLACEMENT}:BadRequest",
)
behaviour("Deletion needs a group without children, so parents wait for theirs.", f"{TYPE}#2")
behaviour(
    "A subscription that is taken out of its group stands under the root group; what a group passes on follows.",
    f"{TYPE}#1",
)


@handles(TYPE)
class ManagementGroups(Handler):
    """A group whose parent is the tenant root group unless one is named."""

    def validate(self, request: Request) -> None:
        """Check parent, depth and circles."""
        world = request.cloud.world
        parent = _parent(request)
        root = world.root_group()
        if request.id.key == root.key:
            raise ROOT_STAYS(request.id)
        if request.cloud.store.get(parent.key) is None:
            raise NO_PARENT(request.id, parent=parent)
        chain = world.group_chain(parent)
        if any(one.key == request.id.key for one in chain):
            raise CIRCLE(request.id, name=request.id.name)
        depth = len(chain) - 1 + _height(request.cloud, request.id)
        if depth > limit("management-group-depth"):
            raise TOO_DEEP(request.id, name=request.id.name, depth=depth, most=limit("management-group-depth"))

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Name the parent whole."""
        parent = _parent(request)
        properties = body.setdefault("properties", {})
        properties["tenantId"] = request.cloud.world.tenant_id
        properties["displayName"] = properties.get("displayName") or request.id.name
        version = int(request.before("properties", "details", "version") or 0) + 1
        properties["details"] = {
            "version": version,
            "updatedTime": request.cloud.world.now(),
            "parent": {"id": str(parent), "name": parent.name},
        }

    def before_delete(self, cloud: "Cloud", resource: Resource, caller: str) -> None:
        """Refuse while groups or subscriptions lie below."""
        if resource.key == cloud.world.root_group().key:
            raise ROOT_STAYS(resource.id)
        below = [*children(cloud, resource.key), *placed(cloud, resource.key)]
        if below:
            listed = ", ".join(f"`{row.id}`" for row in below)
            raise HAS_CHILDREN(resource.id, name=resource.name, children=listed)

    def show(self, cloud: "Cloud", resource: Resource, body: dict[str, Any]) -> None:
        """Add the direct children."""
        groups = [{"id": row.id, "type": TYPE, "name": row.name} for row in children(cloud, resource.key)]
        subscriptions = [
            {"id": row.id, "type": "/subscriptions", "name": row.name} for row in placed(cloud, resource.key)
        ]
        body["properties"]["children"] = [*groups, *subscriptions]


@handles(PLACEMENT)
class Placements(Handler):
    """A subscription's place in the tree."""

    def validate(self, request: Request) -> None:
        """The subscription must exist and the caller may move it."""
        row = request.cloud.world.subscription(request.id.name)
        if row is None:
            raise NO_SUBSCRIPTION(request.id, name=request.id.name)
        action = "Microsoft.Authorization/roleAssignments/write"
        old = row.properties.get("managementGroupId")
        for scope in (request.id.parent, parse(old) if old else None):
            if scope is not None and not request.cloud.may(request.caller, action, scope):
                raise FORBIDDEN(request.id, name=request.id.name)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Say what stands there."""
        row = request.cloud.world.subscription(request.id.name)
        properties = body.setdefault("properties", {})
        properties["tenant"] = request.cloud.world.tenant_id
        properties["state"] = "Active"
        properties["displayName"] = row.properties.get("displayName") if row else None
        properties["parent"] = {"id": str(request.id.parent)}

    def after_put(self, request: Request, resource: Resource) -> None:
        """Move the subscription; its earlier place is gone."""
        cloud = request.cloud
        for row in cloud.store.of_type(PLACEMENT, request.id.name):
            if row.key != resource.key:
                cloud.store.delete(row.key)
        place(cloud, request.id.name, request.id.parent)

    def after_delete(self, cloud: "Cloud", resource: Resource) -> None:
        """Back to the root group."""
        place(cloud, parse(resource.id).name, None)


def place(cloud: "Cloud", subscription_id: str, group: ResourceId | None) -> None:
    """Put a subscription under a group, or under the root group."""
    row = cloud.store.get(subscription(subscription_id).key)
    if row is not None:
        body = copy.deepcopy(dict(row.body))
        body["properties"]["managementGroupId"] = str(group or cloud.world.root_group())
        cloud.amend(row, body)


def children(cloud: "Cloud", key: str) -> list[Resource]:
    """The groups directly below a group."""
    rows = cloud.store.of_type(TYPE)
    return [row for row in rows if str(dig(row.body, "properties", "details", "parent", "id") or "").lower() == key]


def placed(cloud: "Cloud", key: str) -> list[Resource]:
    """The subscriptions directly below a group."""
    rows = cloud.store.of_type("Microsoft.Resources/subscriptions")
    root = cloud.world.root_group()
    return [row for row in rows if str(row.properties.get("managementGroupId") or root).lower() == key]


def _parent(request: Request) -> ResourceId:
    named = request.given("properties", "details", "parent", "id")
    return parse(str(named)) if named else request.cloud.world.root_group()


def _height(cloud: "Cloud", group: ResourceId) -> int:
    """Levels from a group down to its lowest descendant, the group included."""
    below = children(cloud, group.key)
    return 1 + max((_height(cloud, parse(row.id)) for row in below), default=0)

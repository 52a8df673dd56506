"""Route tables: next hops, duplicate prefixes, and subnets that still use them."""

from typing import TYPE_CHECKING, Any

from simulator.core.request import Request, put_default
from simulator.core.rules import refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.network.addresses import network
from simulator.core.types.network.inline import InlineChildren
from simulator.core.types.network.references import users
from simulator.core.types.network.virtual_networks import NETWORK, SUBNET

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.Network/routeTables"
IN_USE = refusal(
    "InUseRouteTableCannotBeDeleted",
    400,
    "Route table `{name}` is in use by `{holder}` and cannot be deleted.",
    f"{TYPE}:InUseRouteTableCannotBeDeleted",
)
NEXT_HOP = refusal(
    "RouteNextHopIpAddressMismatch",
    400,
    "Route `{name}`: nextHopIpAddress goes with nextHopType VirtualAppliance and with no other.",
    source=f"{NETWORK}; code name inferred",
)
CONFLICT = refusal(
    "RouteConflict",
    400,
    "Routes `{name}` and `{other}` cannot have the same address prefix `{prefix}`.",
    source=f"{NETWORK}; code name inferred",
)


def check_routes(routes: list[dict[str, Any]], target: object) -> None:
    """Refuse routes that contradict themselves or each other."""
    seen: dict[str, str] = {}
    for route in routes:
        properties = route.get("properties") or {}
        name = str(route.get("name"))
        prefix = str(properties.get("addressPrefix"))
        if prefix[:1].isdigit():
            network(prefix, target)
        appliance = properties.get("nextHopType") == "VirtualAppliance"
        if appliance != bool(properties.get("nextHopIpAddress")):
            raise NEXT_HOP(target, name=name)
        if prefix in seen:
            raise CONFLICT(target, name=name, other=seen[prefix], prefix=prefix)
        seen[prefix] = name


@handles(TYPE)
class RouteTables(InlineChildren):
    """Routes inline are the whole list."""

    child_property, child_type = "routes", f"{TYPE}/routes"

    def validate(self, request: Request) -> None:
        """Check the list."""
        check_routes(request.properties.get("routes") or [], request.id)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Defaults."""
        super().complete(request, body)
        put_default(body["properties"], disableBgpRoutePropagation=False)

    def before_delete(self, cloud: "Cloud", resource: Resource, caller: str) -> None:
        """Refuse while a subnet uses it."""
        found = users(cloud, resource.key, SUBNET, "properties", "routeTable")
        if found:
            raise IN_USE(resource.id, name=resource.name, holder=found[0].id)

    def show(self, cloud: "Cloud", resource: Resource, body: dict[str, Any]) -> None:
        """Add routes and the subnets that use it."""
        super().show(cloud, resource, body)
        found = users(cloud, resource.key, SUBNET, "properties", "routeTable")
        if found:
            body["properties"]["subnets"] = [{"id": row.id} for row in found]


@handles(f"{TYPE}/routes")
class Routes(Handler):
    """One route as a resource of its own."""

    def validate(self, request: Request) -> None:
        """Check against the siblings that stand."""
        parent = request.id.parent
        siblings = request.cloud.store.children(parent.key, f"{TYPE}/routes") if parent else []
        others = [{"name": row.name, **row.body} for row in siblings if row.key != request.id.key]
        check_routes([*others, {"name": request.id.name, **request.body}], request.id)

"""DNS private resolvers and their endpoints."""

from typing import TYPE_CHECKING, Any

from arm.ids import parse
from arm.network_rules import delegations
from simulator.core.request import Request, dig, put_default
from simulator.core.rules import refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.network import occupancy
from simulator.core.types.network.addresses import check_static, next_free
from simulator.core.types.network.references import NOT_FOUND, check_references, ids_at, referenced
from simulator.core.types.network.subnets import first_prefix, subnet_of

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.Network/dnsResolvers"
INBOUND, OUTBOUND = f"{TYPE}/inboundEndpoints", f"{TYPE}/outboundEndpoints"
OVERVIEW = "azure-docs dns/dns-private-resolver-overview (2022-12-06)"
HAS_ENDPOINTS = refusal(
    "CannotDeleteResource",
    409,
    "Cannot delete `{id}` while nested resources exist. Some of them: {nested}.",
    f"{TYPE}:CannotDeleteResource",
)
ONE_PER_NETWORK = refusal(
    "BadRequest",
    400,
    "Virtual network `{network}` is used by DNS resolver `{other}`; one resolver per network.",
    source=f"{OVERVIEW}, network-rules.csv",
)
SUBNET_INVALID = refusal(
    "BadRequest",
    400,
    "Subnet `{subnet}` cannot hold a resolver endpoint: {problem}.",
    source=f"{OVERVIEW}, network-rules.csv",
)


@handles(TYPE)
class Resolvers(Handler):
    """A resolver of one network."""

    def validate(self, request: Request) -> None:
        """The network exists, in the region, without another resolver."""
        network = referenced(request, request.properties.get("virtualNetwork"), "properties.virtualNetwork.id")
        if network is None:
            raise NOT_FOUND(request.id, reference="(no virtualNetwork)", id=request.id)
        for row in request.cloud.store.of_type(TYPE):
            if row.key != request.id.key and network.key in ids_at(row.body, ("properties", "virtualNetwork")):
                raise ONE_PER_NETWORK(request.id, network=network.id, other=row.id)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """It is connected at once."""
        body["properties"].update(dnsResolverState="Connected", resourceGuid=request.cloud.world.guid(request.id.key))

    def before_delete(self, cloud: "Cloud", resource: Resource, caller: str) -> None:
        """Refuse while an endpoint is left."""
        below = cloud.store.children(resource.key)
        if below:
            raise HAS_ENDPOINTS(resource.id, id=resource.id, nested=", ".join(f"`{row.id}`" for row in below))


@handles(INBOUND, OUTBOUND)
class Endpoints(Handler):
    """An endpoint in a subnet that is delegated to the service and that no other endpoint uses."""

    def _places(self, properties: dict[str, Any]) -> list[dict[str, Any]]:
        return properties.get("ipConfigurations") or [{"subnet": properties.get("subnet")}]

    def validate(self, request: Request) -> None:
        """Check the subnet."""
        check_references(request)
        resolver = request.cloud.store.get(request.id.parent.key) if request.id.parent else None
        network = str(dig(resolver.body, "properties", "virtualNetwork", "id")).lower() if resolver else ""
        rule = next(one for name, one in delegations().items() if name.lower() == TYPE.lower())
        for one in self._places(request.properties):
            subnet = subnet_of(request, one.get("subnet"), "properties.subnet.id")
            if subnet is None:
                raise NOT_FOUND(request.id, reference="(no subnet)", id=request.id)
            problem = self._problem(request, subnet, network, rule.max_prefix_length, rule.min_prefix_length)
            if problem:
                raise SUBNET_INVALID(request.id, subnet=subnet.id, problem=problem)

    def _problem(
        self, request: Request, subnet: Resource, network: str, smallest: int | None, largest: int | None
    ) -> str | None:
        services = {name.lower() for name in occupancy.delegation_names(subnet.properties)}
        if TYPE.lower() not in services:
            return f"it is not delegated to `{TYPE}`"
        if subnet.parent != network:
            return "it is not in the resolver's virtual network"
        length = first_prefix(subnet).prefixlen
        if not (largest or 0) <= length <= (smallest or 32):
            return f"it is a /{length}; /{largest} to /{smallest} is accepted"
        others = [
            one for one in occupancy.occupants(request.cloud, subnet.key) if one["holder"].lower() != request.id.key
        ]
        return f"it is used by `{others[0]['holder']}`" if others else None

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Give out addresses."""
        cloud = request.cloud
        occupancy.leave(cloud, str(request.id))
        for one in self._places(body["properties"]):
            subnet = subnet_of(request, one.get("subnet"), "properties.subnet.id")
            if subnet is None:
                continue
            put_default(one, privateIpAllocationMethod="Dynamic")
            prefix, taken = first_prefix(subnet), occupancy.taken(cloud, subnet.key)
            wanted = one.get("privateIpAddress")
            address = check_static(wanted, prefix, taken, subnet.id) if wanted else next_free(prefix, taken, subnet.id)
            if request.type == INBOUND:
                one["privateIpAddress"] = address
            occupancy.occupy(cloud, parse(subnet.id), str(request.id), addresses=[address])
        body["properties"]["resourceGuid"] = cloud.world.guid(request.id.key)

    def after_delete(self, cloud: "Cloud", resource: Resource) -> None:
        """Give the addresses back."""
        occupancy.leave(cloud, resource.id)

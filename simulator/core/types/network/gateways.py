"""VPN and ExpressRoute gateways, and network types that only name others."""

from typing import TYPE_CHECKING, Any

from arm.ids import parse
from simulator.core.request import Request, dig
from simulator.core.rules import refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.network import occupancy
from simulator.core.types.network.addresses import next_free
from simulator.core.types.network.references import check_references
from simulator.core.types.network.subnets import first_prefix, subnet_of

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.Network/virtualNetworkGateways"
SUBNET = refusal(
    "GatewaySubnet",
    400,
    "Gateway `{id}` needs a subnet named GatewaySubnet without other resources; it names `{subnet}`.",
    f"{TYPE}:GatewaySubnet",
)


@handles(TYPE)
class Gateways(Handler):
    """A gateway in GatewaySubnet."""

    def validate(self, request: Request) -> None:
        """The subnet is its own."""
        check_references(request)
        for subnet in self._subnets(request, request.properties):
            others = [
                one["holder"]
                for one in occupancy.occupants(request.cloud, subnet.key)
                if parse(one["holder"]).resource_type.lower() != TYPE.lower()
            ]
            if parse(subnet.id).name != "GatewaySubnet" or others:
                raise SUBNET(request.id, id=request.id, subnet=subnet.id)

    def _subnets(self, request: Request, properties: dict[str, Any]) -> list[Resource]:
        listed = properties.get("ipConfigurations") or []
        found = [subnet_of(request, dig(one, "properties", "subnet"), "properties.ipConfigurations") for one in listed]
        return [one for one in found if one is not None]

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Its place in the subnet."""
        cloud = request.cloud
        occupancy.leave(cloud, str(request.id))
        for subnet in self._subnets(request, body["properties"]):
            address = next_free(first_prefix(subnet), occupancy.taken(cloud, subnet.key), subnet.id)
            occupancy.occupy(cloud, parse(subnet.id), str(request.id), addresses=[address])
        body["properties"]["resourceGuid"] = cloud.world.guid(request.id.key)

    def after_delete(self, cloud: "Cloud", resource: Resource) -> None:
        """Give the addresses back."""
        occupancy.leave(cloud, resource.id)


@handles("Microsoft.Network/*")
class NetworkTypes(Handler):
    """Every other network type: what it names exists in its region."""

    def validate(self, request: Request) -> None:
        """Follow every reference, except those to its own parts."""
        check_references(request)

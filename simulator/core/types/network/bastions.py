"""Azure Bastion."""

from typing import TYPE_CHECKING, Any

from arm.ids import parse
from arm.network_rules import reserved_subnets
from simulator.core.request import Request, dig, put_default
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.network import occupancy
from simulator.core.types.network.addresses import next_free
from simulator.core.types.network.references import check_references
from simulator.core.types.network.subnets import first_prefix, subnet_of

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.Network/bastionHosts"
NAME = "AzureBastionSubnet"
WRONG_SUBNET = refusal(
    "BastionHostSubnetInvalid",
    400,
    "Bastion `{id}` must use a subnet named `AzureBastionSubnet` of /{length} or larger; it names `{subnet}`.",
    source="microsoft/azure-skills 1a03acf (2026-08-21), network-rules.csv AzureBastionSubnet; code name inferred",
)
behaviour(
    "Bastion stands in AzureBastionSubnet, whose security group needs fixed rules and which takes no routes.", TYPE
)


@handles(TYPE)
class Bastions(Handler):
    """A bastion in its subnet; the Developer sku needs none."""

    def validate(self, request: Request) -> None:
        """The subnet has the name and size."""
        check_references(request)
        needed = reserved_subnets()[NAME].max_prefix_length
        for one in request.properties.get("ipConfigurations") or []:
            subnet = subnet_of(request, dig(one, "properties", "subnet"), "properties.ipConfigurations.subnet.id")
            if subnet is None or parse(subnet.id).name != NAME or first_prefix(subnet).prefixlen > needed:
                found = subnet.id if subnet else "none"
                raise WRONG_SUBNET(request.id, id=request.id, length=needed, subnet=found)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Its name, and its place in the subnet."""
        cloud = request.cloud
        put_default(body, sku={"name": "Standard"})
        properties = body.setdefault("properties", {})
        digest = cloud.world.guid(request.id.key, cloud.world.incarnation(request.id.key))
        properties["dnsName"] = f"bst-{digest}.bastion.azure.com"
        put_default(properties, scaleUnits=2)
        occupancy.leave(cloud, str(request.id))
        for one in properties.get("ipConfigurations") or []:
            subnet = subnet_of(request, one["properties"]["subnet"], "properties.ipConfigurations.subnet.id")
            if subnet is not None:
                address = next_free(first_prefix(subnet), occupancy.taken(cloud, subnet.key), subnet.id)
                occupancy.occupy(cloud, parse(subnet.id), str(request.id), addresses=[address])

    def after_delete(self, cloud: "Cloud", resource: Resource) -> None:
        """Give the addresses back."""
        occupancy.leave(cloud, resource.id)

"""Kubernetes clusters: their ranges, the subnet of their nodes, and the group that Azure keeps these in."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network
from typing import TYPE_CHECKING, Any

from arm.ids import parse, resource_group
from simulator.core.request import Request, dig
from simulator.core.rules import behaviour, fact_rows, refusal
from simulator.core.store import Resource
from simulator.core.types.base import HANDLERS
from simulator.core.types.network import occupancy
from simulator.core.types.network.references import NOT_FOUND, region_of
from simulator.core.types.network.subnets import first_prefix
from simulator.core.types.resources.groups import drop_managed_group, managed_group
from simulator.core.types.services.tabled import Tabled

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.ContainerService/managedClusters"
SERVICES_OVERLAP = refusal(
    "ServiceCidrOverlapExistingSubnetsCidr",
    400,
    "The service range `{range}` overlaps the subnet `{subnet}` of {prefix}.",
    f"{TYPE}:ServiceCidrOverlapExistingSubnetsCidr",
)
DNS_OUTSIDE = refusal(
    "DnsServiceIpOutOfServiceCidr",
    400,
    "The DNS address {address} is not in the service range `{range}`.",
    f"{TYPE}:DnsServiceIpOutOfServiceCidr",
)
DELEGATED = refusal(
    "SubnetIsDelegated",
    400,
    "Subnet `{subnet}` is delegated to {service}: a cluster cannot use it.",
    f"{TYPE}:SubnetIsDelegated",
)
TOO_SMALL = refusal(
    "InsufficientSubnetSize",
    400,
    "Subnet `{subnet}` of {prefix} has {free} addresses; pool `{pool}` asks for {wanted}.",
    f"{TYPE}:InsufficientSubnetSize",
)
NO_ROUTE = refusal(
    "ExistingRouteTableNotAssociatedWithSubnet",
    400,
    "With userDefinedRouting subnet `{subnet}` needs a route table with a default route.",
    source="MicrosoftDocs/azure-docs aks/egress-outboundtype, limitations; code name inferred",
)
OWN_NETWORK = refusal(
    "InvalidParameter",
    400,
    "Outbound type managedNATGateway is not for a network of your own: subnet `{subnet}`.",
    source="MicrosoftDocs/azure-docs aks/nat-gateway; code inferred",
)
NO_ENTRA = refusal(
    "InvalidParameter",
    400,
    "Accounts of its own can be disabled on a cluster with Entra ID integration only.",
    source="MicrosoftDocs/azure-docs aks/manage-local-accounts-managed-azure-ad; code inferred",
)
behaviour(
    "The group of the nodes appears with the cluster, with the cluster's tags, and goes with it.",
    f"{TYPE}#1",
    f"{TYPE}#2",
    source="Azure/AKS issues 207 and 970",
)
RESERVED, SURGE = 5, 3
"""Addresses that Azure keeps of a subnet; a third more nodes stand while a pool is upgraded."""


class Clusters(Tabled):
    """A cluster."""

    def validate(self, request: Request) -> None:
        """Ranges, accounts, and the subnets of its pools."""
        super().validate(request)
        if request.properties.get("disableLocalAccounts") and not request.properties.get("aadProfile"):
            raise NO_ENTRA(request.id)
        services = request.given("properties", "networkProfile", "serviceCidr")
        address = request.given("properties", "networkProfile", "dnsServiceIP")
        if services and address and IPv4Address(address) not in IPv4Network(services):
            raise DNS_OUTSIDE(request.id, address=address, range=services)
        for pool, subnet in _subnets(request):
            _check(request, pool, subnet, services)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """The group of the nodes, and addresses of the API and of the issuer of tokens."""
        super().complete(request, body)
        properties, name = body["properties"], request.id.name
        group = f"MC_{request.id.resource_group}_{name}_{body['location']}"
        properties["nodeResourceGroup"] = properties.get("nodeResourceGroup") or group
        guid = request.cloud.world.guid(request.id.key, request.cloud.world.incarnation(request.id.key))
        host = f"{properties.get('dnsPrefix') or name}-{guid[:8]}"
        private = bool(dig(properties, "apiServerAccessProfile", "enablePrivateCluster"))
        properties["fqdn"] = f"{host}.hcp.{body['location']}.azmk8s.io"
        if private and dig(properties, "apiServerAccessProfile", "privateDNSZone") != "none":
            properties["privateFQDN"] = f"{host}.privatelink.{body['location']}.azmk8s.io"
        if dig(properties, "oidcIssuerProfile", "enabled"):
            properties["oidcIssuerProfile"]["issuerURL"] = f"https://{body['location']}.oic.prod-aks.azure.com/{guid}/"

    def after_put(self, request: Request, resource: Resource) -> None:
        """Hold the subnets and make the group, which takes the cluster's tags."""
        for _, subnet in _subnets(request):
            occupancy.occupy(request.cloud, parse(subnet.id), resource.id, blocks="link")
        group, tags = _group(resource), resource.body.get("tags")
        managed_group(request.cloud, group, str(resource.location), resource.id, "AKS node resource group", tags)

    def after_delete(self, cloud: "Cloud", resource: Resource) -> None:
        """Let go of both."""
        occupancy.leave(cloud, resource.id)
        drop_managed_group(cloud, _group(resource))


def _group(resource: Resource) -> str:
    name = dig(dict(resource.body), "properties", "nodeResourceGroup")
    return str(resource_group(resource.id.split("/")[2], str(name)))


def _subnets(request: Request) -> Iterator[tuple[dict[str, Any], Resource]]:
    for pool in request.properties.get("agentPoolProfiles") or ():
        named = pool.get("vnetSubnetID")
        if named:
            found = request.cloud.find(str(named))
            if found is None or region_of(request, found) != request.body.get("location"):
                raise NOT_FOUND(request.id, reference=named, id=request.id)
            yield pool, found


def _check(request: Request, pool: dict[str, Any], subnet: Resource, services: str | None) -> None:
    prefix, outbound = first_prefix(subnet), request.given("properties", "networkProfile", "outboundType")
    if services and IPv4Network(services).overlaps(prefix):
        raise SERVICES_OVERLAP(request.id, range=services, subnet=subnet.id, prefix=prefix)
    owners = sorted(occupancy.delegation_names(subnet.properties))
    if owners:
        raise DELEGATED(request.id, subnet=subnet.id, service=owners[0])
    nodes = int(pool.get("maxCount") or pool.get("count") or 1)
    wanted, free = nodes + -(-nodes // SURGE), prefix.num_addresses - RESERVED
    if wanted > free:
        raise TOO_SMALL(request.id, subnet=subnet.id, prefix=prefix, free=free, pool=pool.get("name"), wanted=wanted)
    if outbound == "managedNATGateway":
        raise OWN_NETWORK(request.id, subnet=subnet.id)
    if outbound == "userDefinedRouting" and not _leads_out(request, subnet):
        raise NO_ROUTE(request.id, subnet=subnet.id)


def _leads_out(request: Request, subnet: Resource) -> bool:
    table = request.cloud.find(str(dig(dict(subnet.properties), "routeTable", "id") or ""))
    if table is None:
        return False
    written = [route.get("properties") or {} for route in table.properties.get("routes") or ()]
    apart = request.cloud.list(type="Microsoft.Network/routeTables/routes")
    written += [one["properties"] for one in apart if one["id"].lower().startswith(f"{table.id.lower()}/")]
    return any(route.get("addressPrefix") == "0.0.0.0/0" for route in written)


(_ROW,) = [row for row in fact_rows("services") if row["arm_type"] == TYPE]
HANDLERS[TYPE.lower()] = Clusters(dict(_ROW))

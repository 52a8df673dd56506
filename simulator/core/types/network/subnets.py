"""Subnets: inside the network, apart from each other, large enough, delegated to services that exist, in use."""

from ipaddress import IPv4Network
from typing import TYPE_CHECKING, Any

from arm.ids import ResourceId
from arm.network_rules import delegations, prefix_problem, reserved_subnets, service_endpoints
from simulator.core.request import Request, put_default
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.network import bastion_rules
from simulator.core.types.network.addresses import Network, inside, networks, overlap
from simulator.core.types.network.occupancy import delegation_names, occupants, prefixes, taken
from simulator.core.types.network.references import referenced

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.Network/virtualNetworks/subnets"
NETWORK = "Azure REST API error codes of Microsoft.Network, general knowledge (2026-11-23)"
OUTSIDE = refusal(
    "NetcfgSubnetRangeOutsideVnet",
    400,
    "Subnet `{subnet}` is not valid: its prefix `{prefix}` is outside the address space of `{network}`.",
    f"{TYPE}:NetcfgSubnetRangeOutsideVnet",
)
OVERLAP = refusal(
    "NetcfgSubnetRangesOverlap",
    400,
    "Subnet `{subnet}` is not valid: `{prefix}` overlaps `{other}` of subnet `{sibling}`.",
    f"{TYPE}:NetcfgSubnetRangesOverlap",
)
INVALID = refusal(
    "NetcfgInvalidSubnet",
    400,
    "Subnet `{subnet}` is not valid in virtual network `{network}`: {problem}.",
    f"{TYPE}:NetcfgInvalidSubnet",
)
IN_USE = refusal(
    "InUseSubnetCannotBeDeleted",
    400,
    "Subnet `{subnet}` is in use by `{holder}` and cannot be deleted.",
    f"{TYPE}:InUseSubnetCannotBeDeleted",
)
CANNOT_UPDATE = refusal(
    "InUseSubnetCannotBeUpdated",
    400,
    "Subnet `{subnet}` is in use by `{holder}` and cannot be updated.",
    f"{TYPE}:InUseSubnetCannotBeUpdated",
)
PREFIX_IN_USE = refusal(
    "InUsePrefixCannotBeDeleted",
    400,
    "Prefix `{prefix}` on subnet `{subnet}` has active allocations (`{address}`) and cannot be deleted.",
    f"{TYPE}:InUsePrefixCannotBeDeleted",
)
DELEGATION_FIXED = refusal(
    "SubnetDelegationsCannotChangeWhenSubnetUsedByResource",
    400,
    "Delegations of subnet `{subnet}` cannot change from [{before}] to [{after}]: it is used by `{holder}`.",
    f"{TYPE}:SubnetDelegationsCannotChangeWhenSubnetUsedByResource",
)
DELEGATION_MISSING = refusal(
    "SubnetMissingRequiredDelegation",
    400,
    "Subnet `{subnet}` requires delegation [{service}] to reference service association link of `{holder}`.",
    f"{TYPE}:SubnetMissingRequiredDelegation#1",
    f"{TYPE}:SubnetMissingRequiredDelegation#2",
)
UNKNOWN_DELEGATION = refusal(
    "InvalidServiceNameOnDelegation",
    400,
    "Delegation names service `{service}`, which no subnet can be delegated to.",
    source=NETWORK,
)
TOO_MANY_DELEGATIONS = refusal(
    "SubnetHasTooManyDelegations",
    400,
    "Subnet `{subnet}` has {count} delegations; one is accepted.",
    source="microsoft/azure-skills 1a03acf (2026-08-21), one delegation per subnet; code name inferred",
)
UNKNOWN_SERVICE_ENDPOINT = refusal(
    "InvalidServiceEndpointName",
    400,
    "`{service}` is not a service endpoint.",
    source="hashicorp/terraform-provider-azurerm 69697b7 (2026-08-21), list of names; code name inferred",
)
NSG_REFUSED = refusal(
    "NetworkSecurityGroupNotSupportedOnSubnet",
    400,
    "A network security group cannot be attached to `{subnet}`.",
    source="microsoft/azure-skills 1a03acf (2026-08-21), network-rules.csv GatewaySubnet; code name inferred",
)
ROUTES_REFUSED = refusal(
    "RouteTableCannotBeAttachedForAzureBastionSubnet",
    400,
    "A route table cannot be attached to `{subnet}`.",
    f"{TYPE}:RouteTableCannotBeAttachedForAzureBastionSubnet",
)
NAT_REFUSED = refusal(
    "NatGatewayCannotBeUsedBySubnet",
    400,
    "A NAT gateway cannot be attached to `{subnet}`.",
    source="microsoft/azure-skills 1a03acf (2026-08-21), network-rules.csv GatewaySubnet; code name inferred",
)
behaviour("A subnet in use can be resized while the new range holds every address in use.", f"{TYPE}#2")
behaviour("A service that holds a subnet shows as a service association link and blocks deletion.", f"{TYPE}#3")
behaviour("Service endpoints do not block deletion.", f"{TYPE}#5")
behaviour("Security group and route table are tied on by the subnet; their deletion is refused first.", f"{TYPE}#6")


@handles(TYPE)
class Subnets(Handler):
    """A subnet written as a resource of its own."""

    def validate(self, request: Request) -> None:
        """Check against the network and the siblings that stand."""
        parent = request.id.parent
        network_row = request.cloud.store.get(parent.key) if parent else None
        if parent is None or network_row is None:
            return
        spaces = networks((network_row.properties.get("addressSpace") or {}).get("addressPrefixes") or [], request.id)
        siblings = [row for row in request.cloud.store.children(parent.key, TYPE) if row.key != request.id.key]
        others = {row.name: networks(prefixes(row), request.id) for row in siblings}
        check_one(request, request.id, request.properties, spaces, others)
        if request.existing is not None:
            check_change(request, request.existing, request.properties)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Defaults of a subnet."""
        _defaults(body["properties"])

    def before_delete(self, cloud: "Cloud", resource: Resource, caller: str) -> None:
        """Refuse while anything sits in it."""
        refuse_occupied(cloud, resource)

    def show(self, cloud: "Cloud", resource: Resource, body: dict[str, Any]) -> None:
        """Say who sits in it."""
        sitting = occupants(cloud, resource.key)
        configurations = [{"id": one["holder"]} for one in sitting if one["blocks"] == "ip"]
        links = [
            {"name": one["holder"].rsplit("/", 1)[-1], "properties": {"link": one["holder"]}}
            for one in sitting
            if one["blocks"] == "link"
        ]
        if configurations:
            body["properties"]["ipConfigurations"] = configurations
        if links:
            body["properties"]["serviceAssociationLinks"] = links
        ends = cloud.store.records("endpoint-subnet", parent=resource.key)
        if ends:
            body["properties"]["privateEndpoints"] = [{"id": one["endpoint"]} for one in ends]


def _defaults(properties: dict[str, Any]) -> None:
    put_default(properties, privateEndpointNetworkPolicies="Disabled", privateLinkServiceNetworkPolicies="Enabled")
    for delegation in properties.get("delegations") or []:
        inner = delegation.setdefault("properties", {})
        inner["provisioningState"] = "Succeeded"
    for endpoint in properties.get("serviceEndpoints") or []:
        endpoint["provisioningState"] = "Succeeded"


def check_list(request: Request, listed: list[dict[str, Any]], spaces: list[Network]) -> None:
    """Check the subnets of a network's own list, each against the ones before it."""
    others: dict[str, list[Network]] = {}
    for one in listed:
        subnet_id = request.id.child("subnets", str(one.get("name", "")))
        properties = one.setdefault("properties", {})
        if subnet_id.name.lower() in others:
            raise INVALID(request.id, subnet=subnet_id.name, network=request.id.name, problem="it is listed twice")
        check_one(request, subnet_id, properties, spaces, others)
        existing = request.cloud.store.get(subnet_id.key)
        if existing is not None:
            check_change(request, existing, properties)
        others[subnet_id.name.lower()] = _own(properties, subnet_id)


def _own(properties: dict[str, Any], subnet_id: ResourceId) -> list[Network]:
    single = properties.get("addressPrefix")
    return networks([*([single] if single else []), *(properties.get("addressPrefixes") or [])], subnet_id)


def check_one(
    request: Request,
    subnet_id: ResourceId,
    properties: dict[str, Any],
    spaces: list[Network],
    others: dict[str, list[Network]],
) -> None:
    """Refuse a subnet that the network cannot have."""
    network_name = subnet_id.parent.name if subnet_id.parent else ""
    own = _own(properties, subnet_id)
    if not own:
        raise INVALID(subnet_id, subnet=subnet_id.name, network=network_name, problem="it has no address prefix")
    services = delegation_names(properties)
    if len(services) > 1:
        raise TOO_MANY_DELEGATIONS(subnet_id, subnet=subnet_id.name, count=len(services))
    known = {name.lower() for name in delegations()}
    for service in services:
        if service.lower() not in known:
            raise UNKNOWN_DELEGATION(subnet_id, service=service)
    for prefix in own:
        if not inside(prefix, spaces):
            raise OUTSIDE(subnet_id, subnet=subnet_id.name, prefix=prefix, network=network_name)
        for sibling, theirs in others.items():
            clash = overlap([prefix], theirs)
            if clash:
                raise OVERLAP(subnet_id, subnet=subnet_id.name, prefix=prefix, other=clash[1], sibling=sibling)
        problem = prefix_problem(prefix, name=subnet_id.name) if isinstance(prefix, IPv4Network) else None
        if problem:
            raise INVALID(subnet_id, subnet=subnet_id.name, network=network_name, problem=problem)
    for endpoint in properties.get("serviceEndpoints") or []:
        if endpoint.get("service") not in service_endpoints():
            raise UNKNOWN_SERVICE_ENDPOINT(subnet_id, service=endpoint.get("service"))
    _check_attachments(request, subnet_id, properties)


def _check_attachments(request: Request, subnet_id: ResourceId, properties: dict[str, Any]) -> None:
    reserved = reserved_subnets().get(subnet_id.name)
    attached = {name: properties.get(name) for name in ("networkSecurityGroup", "routeTable", "natGateway")}
    for name, value in attached.items():
        attached[name] = referenced(request, value, f"properties.{name}.id")
    if reserved:
        for name, allowed, answer in (
            ("networkSecurityGroup", reserved.nsg, NSG_REFUSED),
            ("routeTable", reserved.route_table, ROUTES_REFUSED),
            ("natGateway", reserved.nat_gateway, NAT_REFUSED),
        ):
            if attached[name] is not None and not allowed:
                raise answer(subnet_id, subnet=subnet_id.name)
    group = attached["networkSecurityGroup"]
    if subnet_id.name == "AzureBastionSubnet" and group is not None:
        bastion_rules.check(request, group)


def check_change(request: Request, existing: Resource, after: dict[str, Any]) -> None:
    """Refuse a change that what sits in the subnet forbids."""
    sitting = occupants(request.cloud, existing.key)
    if not sitting:
        return
    holder = sitting[0]["holder"]
    before_names, after_names = delegation_names(existing.properties), delegation_names(after)
    if {one.lower() for one in before_names} != {one.lower() for one in after_names}:
        linked = next((one["holder"] for one in sitting if one["blocks"] == "link"), None)
        if linked and not after_names:
            raise DELEGATION_MISSING(existing.id, subnet=existing.name, service=", ".join(before_names), holder=linked)
        raise DELEGATION_FIXED(
            existing.id,
            subnet=existing.name,
            before=", ".join(before_names),
            after=", ".join(after_names),
            holder=holder,
        )
    own = _own(after, request.id)
    was = networks(prefixes(existing), request.id)
    if own == was:
        return
    if any(one["blocks"] == "link" for one in sitting):
        raise CANNOT_UPDATE(existing.id, subnet=existing.name, holder=holder)
    for address in sorted(taken(request.cloud, existing.key)):
        if not inside(networks([address], request.id)[0], own):
            raise PREFIX_IN_USE(existing.id, prefix=was[0], subnet=existing.name, address=address)


def refuse_occupied(cloud: "Cloud", row: Resource) -> None:
    """Refuse to delete a subnet while anything sits in it."""
    sitting = occupants(cloud, row.key)
    if sitting:
        raise IN_USE(row.id, subnet=row.name, holder=sitting[0]["holder"])


def store(request: Request, subnet_id: ResourceId, body: dict[str, Any]) -> None:
    """Write the row of a subnet that a network's list holds."""
    for name in ("id", "name", "type", "etag"):
        body.pop(name, None)
    properties = body.setdefault("properties", {})
    _defaults(properties)
    properties["provisioningState"] = "Succeeded"
    request.cloud.keep(subnet_id, body)


def subnet_of(request: Request, value: Any, path: str) -> Resource | None:
    """The subnet that a `{"id": …}` object names, which must exist in the same region."""
    found = referenced(request, value, path)
    return found if found is not None and found.type == TYPE.lower() else None


def first_prefix(subnet: Resource) -> IPv4Network:
    """The IPv4 prefix from which addresses are given out."""
    return next(one for one in networks(prefixes(subnet), subnet.id) if isinstance(one, IPv4Network))

"""Public addresses, their prefixes, and NAT gateways."""

from collections.abc import Iterator
from ipaddress import IPv4Address, ip_network
from typing import TYPE_CHECKING, Any

from arm.limits import limit
from simulator.core.request import Request, dig, put_default
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.network.references import check_references, ids_at, referenced, users
from simulator.core.types.network.virtual_networks import NETWORK, SUBNET

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

ADDRESS = "Microsoft.Network/publicIPAddresses"
PREFIX = "Microsoft.Network/publicIPPrefixes"
NAT = "Microsoft.Network/natGateways"
ADDRESS_IN_USE = refusal(
    "PublicIPAddressCannotBeDeleted",
    400,
    "Public IP address `{id}` cannot be deleted since it is still allocated to `{holder}`.",
    f"{ADDRESS}:PublicIPAddressCannotBeDeleted",
)
LABEL_TAKEN = refusal(
    "DnsRecordInUse",
    400,
    "DNS record `{fqdn}` is already used by another public IP address.",
    f"{ADDRESS}:DnsRecordInUse",
)
STANDARD_STATIC = refusal(
    "PublicIPAddressSkuAllocationMethodMismatch",
    400,
    "A Standard public IP address must use static allocation.",
    source=f"{NETWORK}; code name inferred",
)
PREFIX_IN_USE = refusal(
    "InUsePublicIPPrefixCannotBeDeleted",
    400,
    "Public IP prefix `{id}` is in use by `{holder}` and cannot be deleted.",
    source=f"{NETWORK}; code name inferred",
)
NAT_IN_USE = refusal(
    "InUseNatGatewayCannotBeDeleted",
    400,
    "NAT gateway `{id}` is in use by subnet `{holder}` and cannot be deleted.",
    f"{NAT}:InUseNatGatewayCannotBeDeleted",
)
NAT_TOO_MANY = refusal(
    "NatGatewayTooManyPublicIPs",
    400,
    "NAT gateway `{id}` has {count} public addresses; at most {most} are accepted.",
    source="limits.csv, public IPv4 addresses of a NAT gateway (azure-docs, 2026); code name inferred",
)
SKU_MISMATCH = refusal(
    "NatGatewayPublicIpSkuMismatch",
    400,
    "NAT gateway `{id}` needs Standard public addresses; `{address}` is {sku}.",
    source=f"{NETWORK}; code name inferred",
)
ZONES = refusal(
    "InvalidAvailabilityZone",
    400,
    "A NAT gateway stands in one zone or in none; `{id}` names {count}.",
    source=f"{NETWORK}; code name inferred",
)
behaviour("A static address is known at creation; a dynamic one when it is attached.", f"{ADDRESS}#1")
# What may hold a public address, and where it names it.
HOLDERS = (
    ("Microsoft.Network/azureFirewalls", ("properties", "ipConfigurations", "properties", "publicIPAddress")),
    ("Microsoft.Network/azureFirewalls", ("properties", "managementIpConfiguration", "properties", "publicIPAddress")),
    ("Microsoft.Network/bastionHosts", ("properties", "ipConfigurations", "properties", "publicIPAddress")),
    (NAT, ("properties", "publicIpAddresses")),
    ("Microsoft.Network/networkInterfaces", ("properties", "ipConfigurations", "properties", "publicIPAddress")),
    ("Microsoft.Network/loadBalancers", ("properties", "frontendIPConfigurations", "properties", "publicIPAddress")),
)


def holders(cloud: "Cloud", key: str) -> Iterator[Resource]:
    """What a public address is attached to."""
    for arm_type, path in HOLDERS:
        yield from (row for row in cloud.store.of_type(arm_type) if key in ids_at(row.body, path))


def _address(request: Request, number: int = 0) -> str:
    """An address of 20.0.0.0/8 that no other public address of the estate has."""
    taken = {row.properties.get("ipAddress") for row in request.cloud.store.of_type(ADDRESS)}
    for attempt in range(1000):
        digest = request.cloud.world.digest("public", request.id.key, number, attempt)
        candidate = str(IPv4Address((20 << 24) + int.from_bytes(digest[:3], "big")))
        if candidate not in taken:
            return candidate
    raise AssertionError("no public address is free")


@handles(ADDRESS)
class PublicAddresses(Handler):
    """An address, with a name if it has a label."""

    def validate(self, request: Request) -> None:
        """Standard is static, the prefix exists, the label is free."""
        check_references(request)
        sku = request.given("sku", "name") or "Basic"
        method = request.given("properties", "publicIPAllocationMethod") or "Dynamic"
        if sku == "Standard" and method != "Static":
            raise STANDARD_STATIC(request.id)
        fqdn = self._fqdn(request)
        for row in request.cloud.store.of_type(ADDRESS) if fqdn else ():
            if row.key != request.id.key and dig(row.body, "properties", "dnsSettings", "fqdn") == fqdn:
                raise LABEL_TAKEN(request.id, fqdn=fqdn)

    def _fqdn(self, request: Request) -> str | None:
        label = request.given("properties", "dnsSettings", "domainNameLabel")
        return f"{label}.{request.body['location']}.cloudapp.azure.com" if label else None

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """The address."""
        properties = body.setdefault("properties", {})
        put_default(body, sku={"name": "Basic", "tier": "Regional"})
        put_default(
            properties, publicIPAllocationMethod="Dynamic", publicIPAddressVersion="IPv4", idleTimeoutInMinutes=4
        )
        if properties["publicIPAllocationMethod"] == "Static":
            properties["ipAddress"] = request.before("properties", "ipAddress") or _address(request)
        if self._fqdn(request):
            properties["dnsSettings"]["fqdn"] = self._fqdn(request)
        properties["resourceGuid"] = request.cloud.world.guid(request.id.key)

    def before_delete(self, cloud: "Cloud", resource: Resource, caller: str) -> None:
        """Refuse while something holds it."""
        holder = next(holders(cloud, resource.key), None)
        if holder is not None:
            raise ADDRESS_IN_USE(resource.id, id=resource.id, holder=holder.id)

    def show(self, cloud: "Cloud", resource: Resource, body: dict[str, Any]) -> None:
        """What holds it."""
        holder = next(holders(cloud, resource.key), None)
        if holder is not None:
            body["properties"]["ipConfiguration"] = {"id": f"{holder.id}/ipConfigurations/default"}


@handles(PREFIX)
class Prefixes(Handler):
    """A range of public addresses."""

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """The range."""
        properties = body.setdefault("properties", {})
        put_default(properties, prefixLength=28, publicIPAddressVersion="IPv4")
        length = int(properties["prefixLength"])
        computed = str(ip_network(f"{_address(request)}/{length}", strict=False))
        properties["ipPrefix"] = request.before("properties", "ipPrefix") or computed
        properties["resourceGuid"] = request.cloud.world.guid(request.id.key)

    def before_delete(self, cloud: "Cloud", resource: Resource, caller: str) -> None:
        """Refuse while an address or a gateway comes from it."""
        found = [
            *users(cloud, resource.key, ADDRESS, "properties", "publicIPPrefix"),
            *users(cloud, resource.key, NAT, "properties", "publicIpPrefixes"),
        ]
        if found:
            raise PREFIX_IN_USE(resource.id, id=resource.id, holder=found[0].id)


@handles(NAT)
class NatGateways(Handler):
    """A gateway for what leaves its subnets."""

    def validate(self, request: Request) -> None:
        """Addresses exist, are Standard, and not too many."""
        check_references(request)
        addresses, most = request.properties.get("publicIpAddresses") or [], limit("public-addresses-per-nat-gateway")
        if len(addresses) > most:
            raise NAT_TOO_MANY(request.id, id=request.id, count=len(addresses), most=most)
        for index, one in enumerate(addresses):
            row = referenced(request, one, f"properties.publicIpAddresses[{index}].id")
            sku = dig(row.body, "sku", "name") if row else "Standard"
            if not str(sku).startswith("Standard") and row is not None:
                raise SKU_MISMATCH(request.id, id=request.id, address=row.id, sku=sku)
        zones = request.body.get("zones") or []
        if len(zones) > 1:
            raise ZONES(request.id, id=request.id, count=len(zones))

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Defaults."""
        properties = body.setdefault("properties", {})
        put_default(properties, idleTimeoutInMinutes=4)
        properties["resourceGuid"] = request.cloud.world.guid(request.id.key)

    def before_delete(self, cloud: "Cloud", resource: Resource, caller: str) -> None:
        """Refuse while a subnet uses it."""
        found = users(cloud, resource.key, SUBNET, "properties", "natGateway")
        if found:
            raise NAT_IN_USE(resource.id, id=resource.id, holder=found[0].id)

    def show(self, cloud: "Cloud", resource: Resource, body: dict[str, Any]) -> None:
        """The subnets that use it."""
        found = users(cloud, resource.key, SUBNET, "properties", "natGateway")
        if found:
            body["properties"]["subnets"] = [{"id": row.id} for row in found]

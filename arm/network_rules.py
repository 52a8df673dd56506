"""Rules of virtual networks: reserved subnets, delegations, reserved addresses, required security rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address, IPv4Network

from arm.fact_table import rows, words

LARGEST_PREFIX_LENGTH = 2
"""A subnet is at most a /2 (azure-docs virtual-networks-faq)."""
SMALLEST_PREFIX_LENGTH = 29
"""A subnet is at least a /29, of which three addresses are free (azure-docs virtual-networks-faq)."""
RESERVED_ADDRESSES = 5
"""Azure keeps the first four addresses and the last of every subnet (azure-docs virtual-networks-faq)."""


@dataclass(frozen=True, kw_only=True)
class ReservedSubnet:
    """A subnet whose name Azure prescribes, because one service looks for it."""

    name: str
    used_by: str
    """The type that needs it."""
    max_prefix_length: int
    """The smallest size, as a prefix length."""
    refuses: tuple[str, ...]
    """What is known to be refused on it: `nsg`, `route-table`, `nat-gateway`, `default-route`."""

    @property
    def nsg(self) -> bool:
        """Whether a network security group may be attached."""
        return "nsg" not in self.refuses

    @property
    def route_table(self) -> bool:
        """Whether a route table may be attached."""
        return "route-table" not in self.refuses

    @property
    def nat_gateway(self) -> bool:
        """Whether a NAT gateway may be attached."""
        return "nat-gateway" not in self.refuses


@dataclass(frozen=True, kw_only=True)
class Delegation:
    """A service that may own a subnet."""

    name: str
    """The service name in the delegation."""
    used_by: str
    """The type whose resources go into the subnet."""
    max_prefix_length: int | None
    """The smallest size, as a prefix length; None where none is published beyond Azure's own."""
    min_prefix_length: int | None
    """The largest size, as a prefix length; None where none is published."""


@dataclass(frozen=True, kw_only=True)
class SecurityRule:
    """A rule that a service needs in the security group of its subnet."""

    name: str
    direction: str
    """`Inbound` or `Outbound`."""
    protocol: str
    """`Tcp`, `Udp` or `*`."""
    source: str
    destination: str
    ports: tuple[str, ...]
    """Destination ports and ranges."""
    when: str
    """`always`, `public-ip` (hosts have public addresses) or `control-plane-not-private`."""


@cache
def reserved_subnets() -> Mapping[str, ReservedSubnet]:
    """Every reserved subnet by its exact name."""
    return {
        row["name"]: ReservedSubnet(
            name=row["name"],
            used_by=row["used_by"],
            max_prefix_length=int(row["max_prefix_length"]),
            refuses=words(row["refuses"]),
        )
        for row in rows("reserved_subnets")
    }


@cache
def delegations() -> Mapping[str, Delegation]:
    """Every service that a subnet can be delegated to, by name."""
    return {
        row["name"]: Delegation(
            name=row["name"],
            used_by=row["used_by"],
            max_prefix_length=_length(row["max_prefix_length"]),
            min_prefix_length=_length(row["min_prefix_length"]),
        )
        for row in rows("delegations")
    }


def _length(cell: str) -> int | None:
    return int(cell) if cell else None


@cache
def service_endpoints() -> frozenset[str]:
    """The service endpoint names that a subnet accepts."""
    return frozenset(row["name"] for row in rows("service_endpoints"))


@cache
def service_tags() -> Mapping[str, bool]:
    """Service tags known here, with whether a regional form (`Storage.WestEurope`) exists."""
    return {row["name"]: row["regional"] == "true" for row in rows("service_tags")}


@cache
def security_rules(rule_set: str) -> tuple[SecurityRule, ...]:
    """What one service needs: `databricks`, `bastion`, `machine-learning`, `batch`, and others."""
    return tuple(
        SecurityRule(
            name=row["name"],
            direction=row["direction"],
            protocol=row["protocol"],
            source=row["source"],
            destination=row["destination"],
            ports=words(row["ports"]),
            when=row["when"],
        )
        for row in rows("nsg_rules")
        if row["set"] == rule_set
    )


def prefix_problem(prefix: IPv4Network, *, name: str = "", delegation: str | None = None) -> str | None:
    """What Azure has against the size of a subnet, given its name and delegation, or None."""
    smallest, largest = SMALLEST_PREFIX_LENGTH, LARGEST_PREFIX_LENGTH
    reserved = reserved_subnets().get(name)
    if reserved:
        smallest = min(smallest, reserved.max_prefix_length)
    owner = delegations().get(delegation) if delegation else None
    if delegation and owner is None:
        return f"no service is called `{delegation}`"
    if owner:
        smallest = min(smallest, owner.max_prefix_length or smallest)
        largest = max(largest, owner.min_prefix_length or largest)
    if largest <= prefix.prefixlen <= smallest:
        return None
    return f"`{prefix}` is a /{prefix.prefixlen}; /{largest} to /{smallest} is accepted"


def usable_addresses(prefix: IPv4Network) -> int:
    """How many addresses of a subnet resources can have."""
    return max(prefix.num_addresses - RESERVED_ADDRESSES, 0)


def is_reserved_address(prefix: IPv4Network, address: IPv4Address) -> bool:
    """Whether Azure keeps an address of a subnet for itself: the first four and the last."""
    offset = int(address) - int(prefix.network_address)
    return address in prefix and (offset < RESERVED_ADDRESSES - 1 or offset == prefix.num_addresses - 1)


def first_usable_address(prefix: IPv4Network) -> IPv4Address:
    """The first address that Azure gives out in a subnet: the fifth, such as `10.0.0.4`."""
    return prefix.network_address + (RESERVED_ADDRESSES - 1)


def required_hosts(service: str) -> tuple[str, ...]:
    """Hosts (or, for routes, service tags) that a service must reach: `self-hosted-integration-runtime`,
    `databricks-route`. Parts in braces stand for the resource's own name and region."""
    return tuple(row["host"] for row in rows("required_hosts") if row["service"] == service)

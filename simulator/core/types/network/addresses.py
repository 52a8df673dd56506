"""Address arithmetic and its refusals: prefixes, overlaps, and which addresses of a subnet are free."""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address, ip_network

from arm.network_rules import is_reserved_address
from simulator.core.rules import behaviour, refusal

Network = IPv4Network | IPv6Network
INVALID_CIDR = refusal(
    "InvalidCIDRNotation",
    400,
    "The address prefix `{prefix}` has an invalid CIDR notation. {hint}",
    "Microsoft.Network/virtualNetworks:InvalidCIDRNotation",
)
FULL = refusal(
    "SubnetIsFull",
    400,
    "Subnet `{subnet}` with prefix `{prefix}` does not have enough capacity for {count} IP addresses.",
    "Microsoft.Network/privateEndpoints:SubnetIsFull",
    "Microsoft.Network/networkInterfaces:SubnetIsFull",
)
OUTSIDE = refusal(
    "PrivateIPAddressNotInSubnet",
    400,
    "Private static IP address `{address}` does not belong to the range of subnet `{subnet}`.",
    "Microsoft.Network/networkInterfaces:PrivateIPAddressNotInSubnet",
)
RESERVED = refusal(
    "PrivateIPAddressInReservedRange",
    400,
    "Private static IP address `{address}` falls within the reserved range of subnet prefix `{prefix}`.",
    "Microsoft.Network/networkInterfaces:PrivateIPAddressInReservedRange",
)
IN_USE = refusal(
    "PrivateIPAddressInUse",
    400,
    "IP configuration cannot use private IP address `{address}`: it is allocated to another resource.",
    source="Azure REST API error codes of Microsoft.Network, general knowledge (2026-11-23)",
)
behaviour("Five addresses of every subnet are reserved.", "Microsoft.Network/virtualNetworks/subnets#1")


_parsed = lru_cache(maxsize=16384)(ip_network)


def network(text: object, target: object) -> Network:
    """A prefix, or Azure's refusal of one with host bits or no sense."""
    try:
        return _parsed(str(text))
    except ValueError as problem:
        try:
            hint = f"Did you mean `{ip_network(str(text), strict=False)}`?"
        except ValueError:
            hint = f"{problem}."
        raise INVALID_CIDR(target, prefix=text, hint=hint) from problem


def networks(texts: Iterable[object], target: object) -> list[Network]:
    """Several prefixes."""
    return [network(text, target) for text in texts]


def overlap(one: Iterable[Network], other: Iterable[Network]) -> tuple[Network, Network] | None:
    """The first pair that overlaps."""
    others = list(other)
    for left in one:
        for right in others:
            if left.version == right.version and left.overlaps(right):
                return left, right
    return None


def inside(prefix: Network, spaces: Iterable[Network]) -> bool:
    """Whether a prefix lies in one of the spaces."""
    return any(
        (isinstance(prefix, IPv4Network) and isinstance(space, IPv4Network) and prefix.subnet_of(space))
        or (isinstance(prefix, IPv6Network) and isinstance(space, IPv6Network) and prefix.subnet_of(space))
        for space in spaces
    )


def next_free(prefix: IPv4Network, taken: set[str], subnet: str) -> str:
    """The lowest free address of a subnet.

    Errors: `SubnetIsFull` (400), counting the five that Azure reserves.
    """
    first = int(prefix.network_address) + 4
    for number in range(first, int(prefix.broadcast_address)):
        candidate = str(IPv4Address(number))
        if candidate not in taken:
            return candidate
    raise FULL(subnet, subnet=subnet, prefix=prefix, count=1)


def check_static(address: str, prefix: IPv4Network, taken: set[str], subnet: str) -> str:
    """A static address that may be used in the subnet, or Azure's refusal."""
    try:
        wanted = ip_address(address)
    except ValueError as problem:
        raise OUTSIDE(subnet, address=address, subnet=subnet) from problem
    if wanted not in prefix or not isinstance(wanted, IPv4Address):
        raise OUTSIDE(subnet, address=address, subnet=subnet)
    if is_reserved_address(prefix, wanted):
        raise RESERVED(subnet, address=address, prefix=prefix)
    if address in taken:
        raise IN_USE(subnet, address=address)
    return address

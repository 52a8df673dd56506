"""Ranges of addresses."""

import ipaddress
from typing import Any, TypeAlias

from arm.policy.errors import EvaluationError
from arm.policy.expressions.functions.registry import function, need_integer, need_text

_Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network


def _span(name: str, text: str) -> tuple[int, int, int]:
    """The family of a range and its first and last address, as numbers."""
    try:
        if "-" in text:
            first, last = (ipaddress.ip_address(end.strip()) for end in text.split("-", 1))
            if first.version != last.version:
                raise EvaluationError(f"`{name}` cannot mix families: {text}")
            if int(first) > int(last):
                raise EvaluationError(f"`{name}` of an empty range: {text}")
            return first.version, int(first), int(last)
        network = ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        raise EvaluationError(f"`{name}` takes an address, a CIDR or two addresses, not {text!r}") from None
    return network.version, int(network.network_address), int(network.broadcast_address)


@function("ipRangeContains", 2, 2)
def range_contains(outer: Any, inner: Any) -> bool:
    """Whether all of the second range lies in the first."""
    name = "ipRangeContains"
    family, first, last = _span(name, need_text(name, outer))
    other, start, end = _span(name, need_text(name, inner))
    if family != other:
        raise EvaluationError(f"`{name}` cannot mix families: {outer} and {inner}")
    return first <= start and end <= last


def _network(name: str, value: Any) -> _Network:
    text = need_text(name, value)
    try:
        return ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        raise EvaluationError(f"`{name}` takes a CIDR, not {text!r}") from None


@function("parseCidr", 1, 1)
def parse_cidr(value: Any) -> dict[str, Any]:
    """The parts of a CIDR."""
    network = _network("parseCidr", value)
    alone = network.num_addresses <= 2
    first, last = int(network.network_address), int(network.broadcast_address)
    maker = type(network.network_address)
    parts: dict[str, Any] = {
        "network": str(network.network_address),
        "netmask": str(network.netmask),
        "broadcast": str(network.broadcast_address),
        "firstUsable": str(maker(first if alone else first + 1)),
        "lastUsable": str(maker(last if alone else last - 1)),
        "cidr": network.prefixlen,
    }
    return parts if network.version == 4 else {k: v for k, v in parts.items() if k != "broadcast"}


@function("cidrSubnet", 3, 3)
def cidr_subnet(value: Any, prefix: Any, index: Any) -> str:
    """One of the subnets of a given size."""
    network = _network("cidrSubnet", value)
    size, position = need_integer("cidrSubnet", prefix), need_integer("cidrSubnet", index)
    if not network.prefixlen <= size <= network.max_prefixlen or not 0 <= position < 2 ** (size - network.prefixlen):
        raise EvaluationError(f"`cidrSubnet` has no subnet {position} of size {size} in {network}")
    start = int(network.network_address) + position * 2 ** (network.max_prefixlen - size)
    return f"{type(network.network_address)(start)}/{size}"


@function("cidrHost", 2, 2)
def cidr_host(value: Any, index: Any) -> str:
    """One of the usable addresses."""
    network, position = _network("cidrHost", value), need_integer("cidrHost", index)
    start = int(network.network_address) + 1 + position
    if position < 0 or start > int(network.broadcast_address):
        raise EvaluationError(f"`cidrHost` has no host {position} in {network}")
    return str(type(network.network_address)(start))

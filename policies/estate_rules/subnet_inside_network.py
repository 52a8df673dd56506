"""Subnets lie inside their network and apart from each other."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any

from arm.unknown import UNKNOWN
from policies.kit.plan import Plan, place_of, points_to
from policies.kit.planned import Planned
from policies.kit.python_rule import PythonRule
from policies.kit.verdict import PASS, Outcome, unknown, violation
from policies.model import Area, Level, Severity

NETWORK = "azure-native:network:VirtualNetwork"
SUBNET = "azure-native:network:Subnet"
PARENT = ("virtualNetworkName", "resourceGroupName")
Network = IPv4Network | IPv6Network


def judge(subject: Planned, plan: Plan, context: Mapping[str, Any]) -> Outcome:  # noqa: ARG001
    """A network outside the plan is not judged: its address space is not at hand."""
    own = subject.inputs.get("addressPrefix")
    if own is UNKNOWN:
        return unknown("addressPrefix")
    if not isinstance(own, str):
        return violation("no `addressPrefix`")
    prefix = _network(own)
    found = list(_outside(subject, prefix, plan)) + list(_overlaps(subject, prefix, plan))
    return violation(*found) if found else PASS


def _outside(subject: Planned, prefix: Network, plan: Plan) -> Iterator[str]:
    for network in plan.of(NETWORK):
        wanted = {name: network.inputs.get(name) for name in PARENT}
        spaces = (network.inputs.get("addressSpace") or {}).get("addressPrefixes", ())
        if not points_to(subject, wanted, network) or spaces is UNKNOWN or UNKNOWN in spaces:
            continue
        if not any(_contains(_network(space), prefix) for space in spaces):
            yield f"`{prefix}` outside {', '.join(f'`{space}`' for space in spaces)}"


def _overlaps(subject: Planned, prefix: Network, plan: Plan) -> Iterator[str]:
    """Of two ranges that overlap, one holds the other: the one that is held is told."""
    siblings = plan.once((SUBNET, PARENT), lambda: _by_place_and_prefix(plan))
    place = place_of(subject, PARENT)
    for length in range(prefix.prefixlen + 1):
        for other in siblings.get((place, prefix.supernet(new_prefix=length)), ()):
            if other.urn != subject.urn:
                yield f"`{prefix}` overlaps `{other.inputs['addressPrefix']}` of `{other.name}`"


def _by_place_and_prefix(plan: Plan) -> Mapping[Any, Sequence[Planned]]:
    found: dict[Any, list[Planned]] = defaultdict(list)
    for subnet in plan.of(SUBNET):
        value = subnet.inputs.get("addressPrefix")
        if isinstance(value, str):
            found[place_of(subnet, PARENT), _network(value)].append(subnet)
    return found


@lru_cache(maxsize=4096)
def _network(prefix: str) -> Network:
    return ip_network(prefix, strict=False)


def _contains(outer: Network, inner: Network) -> bool:
    return outer.version == inner.version and inner.subnet_of(outer)  # type: ignore[arg-type]


RULE = PythonRule(
    id="E-NET-002",
    name="network-subnet-inside-network",
    title="Subnets lie inside their network",
    obligation="A subnet must lie inside the address space of its network and overlap no other subnet of it.",
    area=Area.NETWORK_ISOLATION,
    severity=Severity.HIGH,
    reason="Azure refuses such a subnet only at deployment, when half of the stack already stands.",
    expected="a free range inside the network's address space",
    fix="Widen `address_prefix` of the zone before its first deployment, or ask for a smaller subnet.",
    tokens=frozenset({SUBNET}),
    judge=judge,
    level=Level.MANDATORY,
    controls={"mcsb": ("NS-1",), "iso27001": ("A.8.22",), "nist80053": ("SC-7",)},
)

"""How a zone divides its address space: core subnets in the lower half, teams' slots in the upper half.

The lower half is cut into sixteen blocks; `data/address_plan.json` gives every core subnet its own position among
them. Positions never move, so adding a subnet leaves all others where they are, in every zone of every size.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from ipaddress import IPv4Network

from arm.network_rules import prefix_problem

LARGEST, SMALLEST = 16, 22
"""Prefix lengths between which a zone's address space lies."""
BLOCKS = 16
"""Blocks in the lower half of a zone."""
_BLOCK_BITS = 5
"""A block is a thirty-second of the zone."""
_SLOT_BITS, _SMALLEST_SLOT = 8, 27
"""A slot is a 256th of the zone, but never smaller than a /27."""


class LayoutError(ValueError):
    """An address space cannot be divided as asked; the message says what is accepted."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a subnet stands in its zone, and what for."""

    key: str
    """What the subnet is called in the estate."""
    name: str
    """Its name in Azure: the key, or the one that Azure prescribes."""
    position: int
    """Its first block, 0 to 15."""
    blocks: int = 1
    """How many blocks it takes: 1 or 2."""
    largest: int = 0
    """The prefix length that it never exceeds in size, however large the zone."""
    purpose: str
    """What it is for: the components derive its settings from that."""
    delegation: str | None = None
    """The service that owns it."""
    nsg: str | None = None
    """The security group that it is attached to; None where Azure refuses one."""
    private_endpoint_policies: str = "Enabled"
    """Whether security groups and routes act on private endpoints in it."""


@dataclass(frozen=True, kw_only=True)
class PlannedSubnet:
    """A subnet of one zone."""

    name: str
    """Its name in Azure."""
    prefix: IPv4Network
    """Its range."""
    purpose: str
    """What it is for."""
    delegation: str | None
    """The service that owns it."""
    nsg: str | None
    """The security group that it is attached to; None where Azure refuses one."""
    private_endpoint_policies: str
    """Whether security groups and routes act on private endpoints in it."""


@cache
def layout(kind: str) -> tuple[Place, ...]:
    """The places of a kind of zone (`landing-zone`, `management-zone`), in order of position."""
    data = json.loads(files("config").joinpath("data/address_plan.json").read_text(encoding="utf-8"))
    return tuple(Place(**{"name": entry["key"], **data["purposes"][entry["purpose"]], **entry}) for entry in data[kind])


def core_subnets(prefix: IPv4Network) -> Mapping[str, PlannedSubnet]:
    """The core subnets of a landing zone, by key."""
    return plan(prefix, layout("landing-zone"))


def management_subnets(prefix: IPv4Network) -> Mapping[str, PlannedSubnet]:
    """The subnets of a management zone, by key."""
    return plan(prefix, layout("management-zone"))


def plan(prefix: IPv4Network, places: Iterable[Place]) -> Mapping[str, PlannedSubnet]:
    """The subnets of a zone, by key. `LayoutError` where one would be smaller than Azure accepts."""
    _check_zone(prefix)
    taken: dict[int, str] = {}
    planned: dict[str, PlannedSubnet] = {}
    for place in places:
        for block in _blocks_of(place):
            if block in taken:
                raise LayoutError(f"`{place.key}` stands on block {block} of `{taken[block]}`: give it a free one")
            taken[block] = place.key
        planned[place.key] = _planned(prefix, place)
    return planned


def team_slot_count(prefix: IPv4Network) -> int:
    """How many teams' slots a landing zone has."""
    _check_zone(prefix)
    return 1 << (_slot_length(prefix) - prefix.prefixlen - 1)


def team_subnet(prefix: IPv4Network, slot: int) -> IPv4Network:
    """The range of a slot, counted from 0 in the upper half of the zone."""
    count = team_slot_count(prefix)
    if not 0 <= slot < count:
        raise LayoutError(f"slot {slot} is not in `{prefix}`: 0 to {count - 1} are")
    upper = list(prefix.subnets(prefixlen_diff=1))[1]
    length = _slot_length(prefix)
    start = int(upper.network_address) + (slot << (32 - length))
    return IPv4Network((start, length))


def next_free_slot(prefix: IPv4Network, used: Collection[int]) -> int | None:
    """The lowest slot that no team uses, or None in a full zone."""
    return next((slot for slot in range(team_slot_count(prefix)) if slot not in used), None)


def _check_zone(prefix: IPv4Network) -> None:
    if not LARGEST <= prefix.prefixlen <= SMALLEST:
        raise LayoutError(
            f"`{prefix}` is a /{prefix.prefixlen}: a zone has /{LARGEST} to /{SMALLEST}; choose such a block"
        )


def _slot_length(prefix: IPv4Network) -> int:
    return min(_SMALLEST_SLOT, prefix.prefixlen + _SLOT_BITS)


def _blocks_of(place: Place) -> range:
    end = place.position + place.blocks
    if place.blocks not in {1, 2} or place.position % place.blocks or not 0 <= place.position < end <= BLOCKS:
        raise LayoutError(
            f"`{place.key}` takes {place.blocks} blocks from {place.position}: "
            f"1, or 2 from an even position, of {BLOCKS} are accepted"
        )
    return range(place.position, end)


def _planned(prefix: IPv4Network, place: Place) -> PlannedSubnet:
    block = 32 - prefix.prefixlen - _BLOCK_BITS
    start = int(prefix.network_address) + (place.position << block)
    length = max(32 - block - (place.blocks - 1), place.largest)
    subnet = IPv4Network((start, length))
    problem = prefix_problem(subnet, name=place.name, delegation=place.delegation)
    if problem:
        raise LayoutError(f"`{place.key}` does not fit into `{prefix}`: {problem}; use a larger zone")
    return PlannedSubnet(
        name=place.name,
        prefix=subnet,
        purpose=place.purpose,
        delegation=place.delegation,
        nsg=place.nsg,
        private_endpoint_policies=place.private_endpoint_policies,
    )

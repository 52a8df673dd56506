"""Who is peered with whom: hub, management zone and the mesh of landing zones."""

from dataclasses import dataclass
from itertools import combinations

from config.estate import Estate
from config.graph import peered_zones
from config.models.organization import Hub
from config.models.peering import PeeringStack


@dataclass(frozen=True, order=True)
class NetworkEnd:
    """One side of a peering: a zone's network, or a region's hub."""

    kind: str
    """`zone` or `hub`."""
    name: str
    """The zone's stack, or the hub's region."""


@dataclass(frozen=True, order=True)
class Pair:
    """Two networks that are peered, in a fixed order."""

    first: NetworkEnd
    second: NetworkEnd


def hub_of(estate: Estate, region: str) -> Hub | None:
    """The hub of a region, where the estate has one."""
    return estate.settings.connectivity.hubs.get(region)


def pairs(estate: Estate, peering: PeeringStack) -> tuple[Pair, ...]:
    """Every pair that a peering stack builds, sorted.

    A management zone's pair with its hub belongs to the stack that names its environment, so that two peering
    stacks never build the same pair.
    """
    found: set[Pair] = set()
    zones = peered_zones(estate, peering)
    landing = sorted(zones & set(estate.landing_zones))
    for name in sorted(zones):
        zone = estate.zones[name]
        if hub_of(estate, zone.region) and zone.environment in peering.environments:
            found.add(Pair(NetworkEnd("hub", zone.region), NetworkEnd("zone", name)))
    for name in landing:
        governing = estate.landing_zones[name].management_zone
        found.add(Pair(NetworkEnd("zone", governing), NetworkEnd("zone", name)))
    if peering.mesh:
        for first, second in combinations(landing, 2):
            found.add(Pair(NetworkEnd("zone", first), NetworkEnd("zone", second)))
    return tuple(sorted(found))

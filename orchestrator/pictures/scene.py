"""What the picture shows: regions, hubs, zones, what stands in them, and who is peered with whom."""

from collections.abc import Callable
from dataclasses import dataclass

from config.estate import Estate
from config.models.integration import IntegrationStack
from config.peering import NetworkEnd, pairs


@dataclass(frozen=True)
class Tenant:
    """An integration or a product."""

    stack: str
    kind: str
    """`integration` or `product`."""
    label: str
    detail: str
    """The source system, or the template."""


@dataclass(frozen=True)
class ZoneView:
    """A zone with what stands in it."""

    stack: str
    kind: str
    """`management-zone` or `landing-zone`."""
    label: str
    environment: str
    address: str
    tenants: tuple[Tenant, ...]


@dataclass(frozen=True)
class RegionView:
    """A region, its hub and its zones."""

    name: str
    hub: str | None
    """The hub's address space, where the region has one."""
    zones: tuple[ZoneView, ...]


@dataclass(frozen=True)
class Link:
    """A peering between two ends."""

    first: NetworkEnd
    second: NetworkEnd
    kind: str
    """`hub`, `governance` or `mesh`."""


@dataclass(frozen=True)
class Scene:
    """Everything that is drawn."""

    title: str
    regions: tuple[RegionView, ...]
    links: tuple[Link, ...]


def scene(estate: Estate) -> Scene:
    """The picture of an estate, in a stable order."""
    hubs = estate.settings.connectivity.hubs
    used = sorted({*hubs, *(zone.region for zone in estate.zones.values())}, key=_rank(estate))
    return Scene(
        title=estate.settings.organization.name,
        regions=tuple(
            RegionView(
                name=region,
                hub=", ".join(map(str, hubs[region].address_prefixes)) if region in hubs else None,
                zones=tuple(
                    _zone(estate, name)
                    for name in (*sorted(estate.management_zones), *sorted(estate.landing_zones))
                    if estate.zones[name].region == region
                ),
            )
            for region in used
        ),
        links=tuple(
            Link(pair.first, pair.second, _link_kind(estate, pair.first, pair.second))
            for peering in estate.peerings.values()
            for pair in pairs(estate, peering)
        ),
    )


def _rank(estate: Estate) -> Callable[[str], tuple[int, str]]:
    order = {region: index for index, region in enumerate(estate.settings.regions)}
    return lambda region: (order.get(region, len(order)), region)


def _zone(estate: Estate, name: str) -> ZoneView:
    zone = estate.zones[name]
    return ZoneView(
        stack=name,
        kind=zone.kind,
        label=zone.name,
        environment=zone.environment,
        address=str(zone.address_prefix),
        tenants=tuple(
            Tenant(
                stack=stack_name,
                kind=stack.kind,
                label=stack.name,
                detail=stack.source if isinstance(stack, IntegrationStack) else str(stack.template),
            )
            for stack_name, stack in sorted(estate.in_zone(name).items(), key=lambda item: (item[1].kind, item[0]))
        ),
    )


def _link_kind(estate: Estate, first: NetworkEnd, second: NetworkEnd) -> str:
    if "hub" in (first.kind, second.kind):
        return "hub"
    if {first.name, second.name} & set(estate.management_zones):
        return "governance"
    return "mesh"

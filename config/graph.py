"""The order of stacks: a graph computed from what each stack reads."""

from collections.abc import Iterable
from graphlib import TopologicalSorter

from config.estate import Estate
from config.models.integration import IntegrationStack
from config.models.landing_zone import LandingZoneStack
from config.models.management_zone import ManagementZoneStack
from config.models.peering import PeeringStack
from config.models.product import ProductStack
from config.models.stacks import Stack
from config.purview import account_zone
from config.workloads import opened_to


def dependencies(estate: Estate) -> dict[str, tuple[str, ...]]:
    """For every stack, the stacks whose outputs it reads."""
    return {name: tuple(sorted(_reads(estate, name, stack))) for name, stack in estate.stacks.items()}


def _reads(estate: Estate, name: str, stack: Stack) -> set[str]:
    platform = set(estate.platform)
    if isinstance(stack, ManagementZoneStack):
        return platform
    if isinstance(stack, LandingZoneStack):
        catalogue = account_zone(estate)
        return platform | {stack.management_zone} | ({catalogue} if catalogue else set())
    if isinstance(stack, IntegrationStack | ProductStack):
        zone = estate.landing_zones[stack.landing_zone]
        return platform | {stack.landing_zone, zone.management_zone} | opened_to(estate, name)
    if isinstance(stack, PeeringStack):
        return peered_zones(estate, stack)
    return set()


def peered_zones(estate: Estate, peering: PeeringStack) -> set[str]:
    """The zones whose networks a peering stack joins: its environments' zones and those that govern them."""
    landing = {name for name, zone in estate.landing_zones.items() if zone.environment in peering.environments}
    governing = {estate.landing_zones[name].management_zone for name in landing}
    own = {name for name, zone in estate.management_zones.items() if zone.environment in peering.environments}
    return landing | governing | own


def waves(estate: Estate, only: Iterable[str] | None = None) -> tuple[tuple[str, ...], ...]:
    """Stacks in waves: each wave needs only what stands before it. `only` keeps these stacks and their order."""
    chosen = set(estate.stacks if only is None else only)
    sorter = TopologicalSorter(dependencies(estate))
    sorter.prepare()
    result: list[tuple[str, ...]] = []
    while sorter.is_active():
        ready = tuple(sorted(sorter.get_ready()))
        sorter.done(*ready)
        if wave := tuple(name for name in ready if name in chosen):
            result.append(wave)
    return tuple(result)

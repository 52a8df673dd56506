"""Azure's ceilings, seen before Azure says no."""

from collections.abc import Iterator

from arm.limits import LIMITS
from config.checks.place import in_stack
from config.estate import Estate
from config.problems import Problem
from config.runtimes import linked_factories


def check_limits(estate: Estate) -> Iterator[Problem]:
    """Peerings per network, and factories per self-hosted runtime, stay under Azure's limits (C-LIM-001, 002)."""
    yield from _peerings(estate)
    yield from _linked_factories(estate)


def _linked_factories(estate: Estate) -> Iterator[Problem]:
    ceiling = LIMITS["links-per-self-hosted-runtime"].value
    for name in estate.landing_zones:
        linked = sum(len(linked_factories(estate, team)) for team in estate.in_zone(name).values())
        if linked > ceiling:
            yield in_stack(
                estate,
                name,
                ("runtime",),
                "C-LIM-002",
                found=f"{linked} data factories of its teams are linked",
                accepted=f"at most {ceiling} for one runtime",
                remedy="write `shared_runtime: false` for factories that do without, or use another zone",
            )


def _peerings(estate: Estate) -> Iterator[Problem]:
    ceiling = LIMITS["peerings-per-virtual-network"].value
    for name, peering in estate.peerings.items():
        zones = [zone for zone in estate.landing_zones.values() if zone.environment in peering.environments]
        each = len(zones) - 1 + 2 if peering.mesh else 2
        if each > ceiling:
            yield in_stack(
                estate,
                name,
                ("mesh",),
                "C-LIM-001",
                found=f"{each} peerings for each of {len(zones)} zones",
                accepted=f"at most {ceiling} for one network",
                remedy="split the estate, or set `mesh: false`",
            )

"""Names that point at something: stacks, environments, regions, pools."""

import difflib
from collections.abc import Iterable, Iterator

from config.checks.place import in_stack
from config.estate import Estate
from config.models.landing_zone import LandingZoneStack
from config.problems import Problem


def _nearest(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1)
    return f"write `{near[0]}`" if near else ("choose one of these" if names else "create it first")


def _listed(names: Iterable[str]) -> str:
    listed = ", ".join(f"`{name}`" for name in sorted(names))
    return f"one of {listed}" if listed else "none exists yet"


def check_references(estate: Estate) -> Iterator[Problem]:
    """Every reference of every stack leads somewhere (C-REF-001 to C-REF-004)."""
    settings = estate.settings
    for name, zone in estate.zones.items():
        if zone.environment not in settings.environments:
            yield in_stack(
                estate,
                name,
                ("environment",),
                "C-REF-002",
                found=f"unknown environment `{zone.environment}`",
                accepted=_listed(settings.environments),
                remedy=_nearest(zone.environment, settings.environments),
            )
        if zone.region not in settings.regions:
            yield in_stack(
                estate,
                name,
                ("region",),
                "C-REF-003",
                found=f"region `{zone.region}` is not used by this estate",
                accepted=_listed(settings.regions),
                remedy=f"choose one of these, or add `{zone.region}` to `regions` in estate.yaml",
            )
        if isinstance(zone, LandingZoneStack) and zone.management_zone not in estate.management_zones:
            yield in_stack(
                estate,
                name,
                ("management_zone",),
                "C-REF-001",
                found=f"no management zone `{zone.management_zone}`",
                accepted=_listed(estate.management_zones),
                remedy=_nearest(zone.management_zone, estate.management_zones),
            )
    for name, team in estate.teams.items():
        if team.landing_zone not in estate.landing_zones:
            yield in_stack(
                estate,
                name,
                ("landing_zone",),
                "C-REF-001",
                found=f"no landing zone `{team.landing_zone}`",
                accepted=_listed(estate.landing_zones),
                remedy=_nearest(team.landing_zone, estate.landing_zones),
            )
    for name, peering in estate.peerings.items():
        for index, environment in enumerate(peering.environments):
            if environment not in settings.environments:
                yield in_stack(
                    estate,
                    name,
                    ("environments", index),
                    "C-REF-002",
                    found=f"unknown environment `{environment}`",
                    accepted=_listed(settings.environments),
                    remedy=_nearest(environment, settings.environments),
                )

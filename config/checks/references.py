"""Names that point at something: stacks, environments, regions, pools."""

from collections.abc import Iterator

from config.checks.place import in_stack
from config.estate import Estate
from config.models.landing_zone import LandingZoneStack
from config.problems import Problem
from config.wording import listed, nearest

_NONE = "none exists yet"
_ADD_STACK = "choose one of these, or add a stack file for it"
_ADD_ENVIRONMENT = "choose one of these, or add it to `environments` in estate.yaml"


def check_references(estate: Estate) -> Iterator[Problem]:
    """Every reference of every stack leads somewhere (C-REF-001 to C-REF-003)."""
    settings = estate.settings
    for name, zone in estate.zones.items():
        if zone.environment not in settings.environments:
            yield in_stack(
                estate,
                name,
                ("environment",),
                "C-REF-002",
                found=f"unknown environment `{zone.environment}`",
                accepted=listed(settings.environments),
                remedy=nearest(zone.environment, settings.environments, _ADD_ENVIRONMENT),
            )
        if zone.region not in settings.regions:
            yield in_stack(
                estate,
                name,
                ("region",),
                "C-REF-003",
                found=f"region `{zone.region}`, which the estate does not use",
                accepted=listed(sorted(settings.regions)),
                remedy=f"choose one of these, or add `{zone.region}` to `regions` in estate.yaml",
            )
        if isinstance(zone, LandingZoneStack) and zone.management_zone not in estate.management_zones:
            yield in_stack(
                estate,
                name,
                ("management_zone",),
                "C-REF-001",
                found=f"no management zone `{zone.management_zone}`",
                accepted=listed(estate.management_zones) or _NONE,
                remedy=nearest(zone.management_zone, estate.management_zones, _ADD_STACK),
            )
    yield from _vended(estate)
    for name, team in estate.teams.items():
        if team.landing_zone not in estate.landing_zones:
            yield in_stack(
                estate,
                name,
                ("landing_zone",),
                "C-REF-001",
                found=f"no landing zone `{team.landing_zone}`",
                accepted=listed(estate.landing_zones) or _NONE,
                remedy=nearest(team.landing_zone, estate.landing_zones, _ADD_STACK),
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
                    accepted=listed(settings.environments),
                    remedy=nearest(environment, settings.environments, _ADD_ENVIRONMENT),
                )


def _vended(estate: Estate) -> Iterator[Problem]:
    for name, stack in estate.platform.items():
        for zone, wanted in stack.vending.subscriptions.items() if stack.vending else ():
            if wanted.environment not in estate.settings.environments:
                yield in_stack(
                    estate,
                    name,
                    ("vending", "subscriptions", zone, "environment"),
                    "C-REF-002",
                    found=f"unknown environment `{wanted.environment}`",
                    accepted=listed(estate.settings.environments),
                    remedy=nearest(wanted.environment, estate.settings.environments, _ADD_ENVIRONMENT),
                )

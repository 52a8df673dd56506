"""The slots of a zone: each is the subnet of one team, or of one service of a team."""

from collections.abc import Iterator
from typing import NamedTuple

from config.address_plan import LARGEST, SMALLEST, next_free_slot, team_slot_count
from config.checks.place import in_stack
from config.estate import Estate
from config.models.landing_zone import LandingZoneStack
from config.problems import Problem
from config.subnets import services_with_subnets, slots_of, used_slots


class _Claim(NamedTuple):
    team: str
    place: tuple[str, ...]
    slot: int


def check_slots(estate: Estate) -> Iterator[Problem]:
    """Slots lie in their zone, are taken once, and stand for each service that needs one (C-NET-004, 005, 007)."""
    for name, zone in estate.landing_zones.items():
        if LARGEST <= zone.address_prefix.prefixlen <= SMALLEST:
            claims = [
                _Claim(team, place, slot)
                for team, stack in sorted(estate.in_zone(name).items())
                for place, slot in slots_of(stack).items()
            ]
            yield from _beyond(estate, name, zone, claims)
            yield from _shared(estate, name, zone, claims)
            yield from _without(estate, name, zone)


def _advice(estate: Estate, name: str, zone: LandingZoneStack) -> str:
    free = next_free_slot(zone.address_prefix, used_slots(estate, name))
    return f"use {free}, which is free" if free is not None else "no slot is free: use another zone"


def _beyond(estate: Estate, name: str, zone: LandingZoneStack, claims: list[_Claim]) -> Iterator[Problem]:
    count = team_slot_count(zone.address_prefix)
    for claim in claims:
        if claim.slot >= count:
            yield in_stack(
                estate,
                claim.team,
                claim.place,
                "C-NET-005",
                found=f"slot {claim.slot} is beyond the zone",
                accepted=f"0 to {count - 1} in zone `{name}`",
                remedy=_advice(estate, name, zone),
            )


def _shared(estate: Estate, name: str, zone: LandingZoneStack, claims: list[_Claim]) -> Iterator[Problem]:
    holders: dict[int, _Claim] = {}
    for claim in claims:
        first = holders.setdefault(claim.slot, claim)
        if first is not claim:
            yield in_stack(
                estate,
                claim.team,
                claim.place,
                "C-NET-004",
                found=f"slot {claim.slot} is taken by `{first.team}`",
                accepted=f"a slot of its own in zone `{name}`",
                remedy=_advice(estate, name, zone),
            )


def _without(estate: Estate, name: str, zone: LandingZoneStack) -> Iterator[Problem]:
    for team, stack in estate.in_zone(name).items():
        wanted = set(services_with_subnets(stack))
        for key in sorted(wanted ^ stack.service_slots.keys()):
            missing = key in wanted
            yield in_stack(
                estate,
                team,
                ("service_slots",) if missing else ("service_slots", key),
                "C-NET-007",
                found=f"service `{key}` has no slot" if missing else f"no service `{key}` needs a slot",
                accepted="a slot for each service that stands in a subnet of its own, and for no other",
                remedy=_advice(estate, name, zone) if missing else "remove the entry",
            )

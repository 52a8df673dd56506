"""What a lake's redundancy allows."""

from collections.abc import Iterator

from arm.regions import REGIONS
from config.checks.place import in_stack
from config.estate import Estate
from config.models.landing_zone import Lake
from config.problems import Problem

_ZONE_REDUNDANT = frozenset({"ZRS", "GZRS", "RAGZRS"})
_LAKES = ("raw", "enriched_curated", "workspace")


def check_lakes(estate: Estate) -> Iterator[Problem]:
    """Tiers and redundancy fit each other and the region (C-LAK-001 to C-LAK-003)."""
    for name, zone in estate.landing_zones.items():
        for which in _LAKES:
            lake: Lake = getattr(zone.lakes, which)
            zonal = lake.redundancy in _ZONE_REDUNDANT
            cycle = lake.lifecycle
            if zonal and cycle.archive_after_days is not None:
                yield in_stack(
                    estate,
                    name,
                    ("lakes", which, "lifecycle", "archive_after_days"),
                    "C-LAK-001",
                    found=f"an archive tier on a `{lake.redundancy}` lake",
                    accepted="an archive tier with `LRS`, `GRS` or `RAGRS` only",
                    remedy="use `cold_after_days`, or change `redundancy`",
                )
            if zonal and not REGIONS[zone.region].zones:
                yield in_stack(
                    estate,
                    name,
                    ("lakes", which, "redundancy"),
                    "C-LAK-002",
                    found=f"`{lake.redundancy}` in `{zone.region}`, which has no availability zones",
                    accepted="`LRS`, `GRS` or `RAGRS` in that region",
                    remedy="set `redundancy` to one of these",
                )
            ages = {
                tier: age
                for tier, age in (
                    ("cool", cycle.cool_after_days),
                    ("cold", cycle.cold_after_days),
                    ("archive", cycle.archive_after_days),
                    ("delete", cycle.delete_after_days),
                )
                if age is not None
            }
            days = list(ages.values())
            if days != sorted(set(days)):
                yield in_stack(
                    estate,
                    name,
                    ("lakes", which, "lifecycle"),
                    "C-LAK-003",
                    found=", ".join(f"{tier} after {age} days" for tier, age in ages.items()),
                    accepted="more days for each step: cool, cold, archive, delete",
                    remedy="change the days that shrink",
                )

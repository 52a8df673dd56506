"""Azure regions: pair, zones, geography, and the codes that names and DNS zones use."""

from collections.abc import Mapping
from dataclasses import dataclass

from arm.fact_table import rows, words


@dataclass(frozen=True, kw_only=True)
class Region:
    """One region of one Azure cloud."""

    name: str
    """The name in ARM, such as `westeurope`."""
    display_name: str
    """The name in the portal, such as `West Europe`."""
    geography: str
    """The geography for data residency."""
    cloud: str
    """`public`, `usgov` or `china`."""
    paired_region: str | None
    """Where Azure replicates to. Pairs are one-directional: the other side may name a third region."""
    zones: bool
    """Whether it has availability zones."""
    short_code: str
    """Unique code of at most six characters, for resource names."""
    backup_code: str | None
    """Azure's own code, as in the private DNS zone of Backup."""
    sources: tuple[str, ...]
    """Keys of `facts/sources.csv`."""


REGIONS: Mapping[str, Region] = {
    row["name"]: Region(
        name=row["name"],
        display_name=row["display_name"],
        geography=row["geography"],
        cloud=row["cloud"],
        paired_region=row["paired_region"] or None,
        zones=row["zones"] == "true",
        short_code=row["short_code"],
        backup_code=row["backup_code"] or None,
        sources=words(row["sources"]),
    )
    for row in rows("regions")
}
"""Every region by its ARM name."""


def normalised(location: str) -> str:
    """The ARM name of a location given either way: `West Europe` and `westeurope` are the same."""
    return location.replace(" ", "").lower()


def region(location: str) -> Region | None:
    """The region of a location, or None where Azure has none of that name."""
    return REGIONS.get(normalised(location))

"""Azure's ceilings: how many, how long, how large."""

from collections.abc import Mapping
from dataclasses import dataclass

from arm.fact_table import rows, words


@dataclass(frozen=True, kw_only=True)
class Limit:
    """One ceiling. Where sources disagree, the lower figure is held."""

    key: str
    """What is counted and for what, such as `peerings-per-virtual-network`."""
    value: int
    """The highest (for a key that ends in `-min`, the lowest) number accepted."""
    unit: str
    """`count`, `characters`, `bytes`, `days` or `prefix length`."""
    scope: str
    """What the count runs over."""
    adjustable: bool
    """Whether Microsoft raises it on request."""
    sources: tuple[str, ...]
    """Keys of `facts/sources.csv`."""


LIMITS: Mapping[str, Limit] = {
    row["key"]: Limit(
        key=row["key"],
        value=int(row["value"]),
        unit=row["unit"],
        scope=row["scope"],
        adjustable=row["adjustable"] == "yes",
        sources=words(row["sources"]),
    )
    for row in rows("limits")
}
"""Every limit by its key."""


def limit(key: str) -> int:
    """The number of a limit."""
    return LIMITS[key].value

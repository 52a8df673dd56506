"""Services, types and sizes that Azure has retired or will, and what takes their place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import cache

from arm.fact_table import rows, words


@dataclass(frozen=True, kw_only=True)
class Retirement:
    """One service or feature with an end."""

    key: str
    service: str
    """Its name, for people."""
    arm_type: str | None
    """The type concerned; None where no ARM resource stands for it."""
    path: str | None
    """Where in the resource the retired value stands; None where the whole type is meant."""
    values: tuple[str, ...]
    """Retired values at the path; `*` stands for any text."""
    ends: date | None
    """The day of retirement; None where none is announced."""
    status: str
    """`ends` (on that day), `removed` (from the API, without a date), or `supported` (with a better successor)."""
    successor: str | None
    """A type, a property with its value, or a practice; None where nothing takes its place."""
    sources: tuple[str, ...]
    """Keys of `facts/sources.csv`."""

    def gone(self, today: date) -> bool:
        """Whether it has ended by a day."""
        return self.status == "removed" or (self.ends is not None and self.ends <= today)

    def covers(self, value: object) -> bool:
        """Whether a value found at the path is a retired one."""
        return self.path is None or any(
            fnmatchcase(str(value).lower(), pattern.lower()) for pattern in self.values if value is not None
        )


@cache
def retirements() -> Mapping[str, Retirement]:
    """Every known retirement by its key."""
    return {
        row["key"]: Retirement(
            key=row["key"],
            service=row["service"],
            arm_type=row["arm_type"] or None,
            path=row["path"] or None,
            values=words(row["values"]),
            ends=date.fromisoformat(row["ends"]) if row["ends"] else None,
            status=row["status"],
            successor=row["successor"] or None,
            sources=words(row["sources"]),
        )
        for row in rows("retired")
    }


def retirements_of(arm_type: str) -> tuple[Retirement, ...]:
    """The retirements that concern a type, in whole or in some of its values."""
    wanted = arm_type.lower()
    return tuple(found for found in retirements().values() if found.arm_type and found.arm_type.lower() == wanted)

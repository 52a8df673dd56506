"""Reading the fact tables: CSV files in `arm/facts/`, each row with the keys of its sources."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where facts were read."""

    key: str
    """What the rows cite."""
    title: str
    """Repository and file, or page."""
    date: date
    """When it was written, or read where it bears no date of its own."""
    dated_by: str
    """`edition`: the source's own date. `reading`: the day it was read."""


@cache
def rows(table: str) -> tuple[Mapping[str, str], ...]:
    """Every row of a table, by column."""
    text = files("arm").joinpath(f"facts/{table}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines(), strict=True))


@cache
def sources() -> Mapping[str, Source]:
    """Every source that a table cites, by key."""
    return {
        row["key"]: Source(
            key=row["key"],
            title=row["title"],
            date=date.fromisoformat(row["date"]),
            dated_by=row["dated_by"],
        )
        for row in rows("sources")
    }


def words(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds a list, separated by semicolons."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())

"""How long datasets are kept: files go by a rule of their lake, rows of tables by a job of their team.

A lake's rule deletes single files by age. Out of a Delta table that would take files which its log still names, so
tables are never under such a rule.
Source: Azure Storage, lifecycle management policies; Delta Lake, remove files no longer referenced by a table.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from config.databricks import dataset_schema, has_catalog, holds_tables
from config.datasets import dataset_folders
from config.estate import Estate
from config.models.stacks import TeamStack

COLUMN_TYPES = frozenset({"date", "timestamp", "timestamp_ntz"})
"""Types of columns by which rows age."""


@dataclass(frozen=True, order=True)
class TableRetention:
    """The rows of one folder's tables."""

    schema: str
    """The schema with the tables."""
    column: str
    """The column by which rows age."""
    days: int


def expiries(estate: Estate, zone: str) -> Mapping[str, Mapping[int, tuple[str, ...]]]:
    """What the lakes of a zone delete: by lake and days without modification, the paths with their containers."""
    found: defaultdict[str, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for stack in estate.in_zone(zone):
        for folder in dataset_folders(estate, stack):
            days = _enforced(estate.teams[stack], folder.dataset)
            if days is not None and not holds_tables(estate, stack, folder):
                found[folder.lake][days].append(f"{folder.container}/{folder.path}/")
    return {lake: {days: tuple(sorted(paths)) for days, paths in sorted(one.items())} for lake, one in found.items()}


def table_retentions(estate: Estate, stack: str) -> tuple[TableRetention, ...]:
    """The tables of a team of which the estate deletes old rows, sorted; none where the zone has no catalogue."""
    team = estate.teams[stack]
    if not has_catalog(estate, team.landing_zone):
        return ()
    return tuple(sorted(_of_tables(estate, stack, team)))


def _of_tables(estate: Estate, stack: str, team: TeamStack) -> Iterator[TableRetention]:
    for folder in dataset_folders(estate, stack):
        days, column = _enforced(team, folder.dataset), team.datasets[folder.dataset].retention_column
        if days is not None and column is not None and holds_tables(estate, stack, folder):
            yield TableRetention(dataset_schema(stack, folder), column, days)


def kept(estate: Estate, stack: str) -> dict[str, int | None]:
    """Days for which the estate keeps each dataset of a team, or of a zone's teams; None: for good."""
    teams = [stack] if stack in estate.teams else estate.in_zone(stack) if stack in estate.landing_zones else []
    return {
        f"{team}/{name}": _enforced(estate.teams[team], name) for team in teams for name in estate.teams[team].datasets
    }


def _enforced(team: TeamStack, dataset: str) -> int | None:
    wanted = team.datasets[dataset]
    return wanted.retention_days if wanted.retention_by == "estate" else None

"""How long datasets are kept: files go by a rule of their lake, rows of tables by a job of their team.

A lake's rule deletes single files by age. Out of a Delta table that would take files which its log still names, so
only formats of which each file stands by itself are under such a rule.
Source: Azure Storage, lifecycle management policies; Delta Lake, remove files no longer referenced by a table.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from config.databricks import dataset_schema, has_catalog, holds_tables
from config.datasets import DatasetFolder, dataset_folders
from config.estate import Estate
from config.models.dataset import Layer
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


@cache
def file_formats() -> frozenset[str]:
    """Formats of which each file stands by itself, in lower case."""
    raw = json.loads(files("config").joinpath("data/file_formats.json").read_text(encoding="utf-8"))
    return frozenset(raw["formats"])


def holds_files(estate: Estate, stack: str, folder: DatasetFolder) -> bool:
    """Whether single files of a folder may go: of a known format, or what came into raw to become a Delta table."""
    form = estate.teams[stack].datasets[folder.dataset].format
    return form.lower() in file_formats() or (folder.layer is Layer.RAW and form == "delta")


def expiries(estate: Estate, zone: str) -> Mapping[str, Mapping[int, tuple[str, ...]]]:
    """What the lakes of a zone delete: by lake and days without modification, the paths with their containers."""
    found: defaultdict[str, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for stack in estate.in_zone(zone):
        for folder in dataset_folders(estate, stack):
            days = _enforced(estate.teams[stack], folder.dataset)
            if days is not None and holds_files(estate, stack, folder):
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


def deletions(estate: Estate, stack: str) -> dict[str, dict[str, Any] | None]:
    """What the estate deletes in each folder of a team's datasets, by the folder's key; None: nothing.

    `by` is `files`, or the column by which rows age; `days` are those after which they go.
    """
    return {folder.key: _deletion(estate, stack, folder) for folder in dataset_folders(estate, stack)}


def _deletion(estate: Estate, stack: str, folder: DatasetFolder) -> dict[str, Any] | None:
    team = estate.teams[stack]
    days = _enforced(team, folder.dataset)
    by = "files" if holds_files(estate, stack, folder) else team.datasets[folder.dataset].retention_column
    return None if days is None or by is None else {"by": by, "days": days}


def _enforced(team: TeamStack, dataset: str) -> int | None:
    wanted = team.datasets[dataset]
    return wanted.retention_days if wanted.retention_by == "estate" else None

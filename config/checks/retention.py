"""Retention of datasets: something carries it out, and nothing deletes more than it says."""

from collections.abc import Iterator
from math import ceil

from arm.limits import limit
from config.checks.place import in_stack
from config.databricks import has_catalog, holds_tables
from config.datasets import dataset_folders
from config.estate import Estate
from config.problems import Problem
from config.retention import COLUMN_TYPES, expiries
from config.wording import listed


def check_retention(estate: Estate) -> Iterator[Problem]:
    """Every retention is carried out, within Azure's limits, and leaves tables whole (C-RET-001 to C-RET-004)."""
    for zone in estate.landing_zones:
        yield from _rules(estate, zone)
    for stack, team in estate.teams.items():
        if team.landing_zone in estate.landing_zones:
            for name in team.datasets:
                yield from _column(estate, stack, name)
                yield from _tables(estate, stack, name)


def _rules(estate: Estate, zone: str) -> Iterator[Problem]:
    most, paths = limit("rules-per-lifecycle-policy"), limit("prefixes-per-lifecycle-rule")
    for lake, expired in expiries(estate, zone).items():
        # One rule more moves blobs to colder tiers.
        rules = 1 + sum(ceil(len(found) / paths) for found in expired.values())
        if rules > most:
            yield in_stack(
                estate,
                zone,
                ("lakes",),
                "C-RET-001",
                found=f"{rules} rules for lake `{lake}`",
                accepted=f"at most {most}, of {paths} paths each",
                remedy="let datasets share their days, or use another zone",
            )


def _column(estate: Estate, stack: str, name: str) -> Iterator[Problem]:
    dataset = estate.teams[stack].datasets[name]
    dated = [column for column, kind in dataset.columns.items() if kind in COLUMN_TYPES]
    if dataset.retention_column is not None and dataset.retention_column not in dated:
        yield in_stack(
            estate,
            stack,
            ("datasets", name, "retention_column"),
            "C-RET-003",
            found=f"`{dataset.retention_column}`",
            accepted=listed(dated) or f"a column of type {listed(sorted(COLUMN_TYPES), '')}",
            remedy="name a column that says how old a row is",
        )


def _tables(estate: Estate, stack: str, name: str) -> Iterator[Problem]:
    team = estate.teams[stack]
    dataset, zone = team.datasets[name], estate.landing_zones[team.landing_zone]
    if not any(one.dataset == name and holds_tables(estate, stack, one) for one in dataset_folders(estate, stack)):
        return
    by_column = has_catalog(estate, team.landing_zone) and dataset.retention_column is not None
    if dataset.retention_days is not None and dataset.retention_by == "estate" and not by_column:
        yield in_stack(
            estate,
            stack,
            ("datasets", name, "retention_days"),
            "C-RET-002",
            found=f"{dataset.retention_days} days for tables without "
            + ("`retention_column`" if has_catalog(estate, team.landing_zone) else "a catalogue in their zone"),
            accepted="`retention_column` in a zone with a catalogue, or `retention_by: team`",
            remedy="name the column by which rows age, or say that the team's pipelines delete",
        )
    if zone.lakes.enriched_curated.lifecycle.delete_after_days is not None:
        yield in_stack(
            estate,
            team.landing_zone,
            ("lakes", "enriched_curated", "lifecycle", "delete_after_days"),
            "C-RET-004",
            found=f"files go by age, and `{name}` of `{stack}` keeps tables there",
            accepted="no `delete_after_days` on a lake with tables",
            remedy="take it out, and give datasets `retention_days`",
        )

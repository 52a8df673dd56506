"""Retention of datasets: something carries it out, and nothing deletes more than it says."""

from collections.abc import Iterator
from math import ceil

from arm.limits import limit
from config.checks.place import in_stack
from config.databricks import has_catalog, holds_tables
from config.datasets import LAKES, dataset_folders
from config.estate import Estate
from config.models.dataset import Dataset
from config.models.stacks import TeamStack
from config.problems import Problem
from config.retention import COLUMN_TYPES, expiries, file_formats, holds_files
from config.wording import listed


def check_retention(estate: Estate) -> Iterator[Problem]:
    """Every retention is carried out, within Azure's limits, and leaves tables whole (C-RET-001 to 004, 006, 007)."""
    for zone in estate.landing_zones:
        yield from _rules(estate, zone)
    for stack, team in estate.teams.items():
        if team.landing_zone in estate.landing_zones:
            for name in team.datasets:
                yield from _column(estate, stack, name)
                yield from _tables(estate, stack, name)
                yield from _gone_before(estate, stack, name)
                yield from _too_long(estate, stack, name)


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
    folders = [one for one in dataset_folders(estate, stack) if one.dataset == name]
    whole = [one for one in folders if not holds_files(estate, stack, one)]
    if whole and dataset.retention_days is not None and dataset.retention_by == "estate":
        by_column = has_catalog(estate, team.landing_zone) and dataset.retention_column is not None
        if not by_column or not all(holds_tables(estate, stack, one) for one in whole):
            yield in_stack(
                estate,
                stack,
                ("datasets", name, "retention_days"),
                "C-RET-002",
                found=f"{dataset.retention_days} days for {_of_what(estate, team, dataset)}",
                accepted="`retention_column` in a zone with a catalogue, or `retention_by: team`"
                if dataset.format == "delta"
                else f"`delta`, {', '.join(f'`{known}`' for known in sorted(file_formats()))}; or `retention_by: team`",
                remedy="name the column by which rows age, or say that the team's pipelines delete"
                if dataset.format == "delta"
                else "write one of these, or say that the team's pipelines delete",
            )
    for lake in sorted({one.lake.replace("-", "_") for one in whole}):
        if getattr(zone.lakes, lake).lifecycle.delete_after_days is not None:
            yield in_stack(
                estate,
                team.landing_zone,
                ("lakes", lake, "lifecycle", "delete_after_days"),
                "C-RET-004",
                found=f"files go by age, and `{name}` of `{stack}` keeps tables there",
                accepted="no `delete_after_days` on a lake with tables",
                remedy="take it out, and give datasets `retention_days`",
            )


def _of_what(estate: Estate, team: TeamStack, dataset: Dataset) -> str:
    if dataset.format != "delta":
        return f"format `{dataset.format}`, of which no file is known to stand by itself"
    lacking = "`retention_column`" if has_catalog(estate, team.landing_zone) else "a catalogue in their zone"
    return f"tables without {lacking}"


def _gone_before(estate: Estate, stack: str, name: str) -> Iterator[Problem]:
    team = estate.teams[stack]
    days, zone = team.datasets[name].retention_days, estate.landing_zones[team.landing_zone]
    for lake in sorted({LAKES[layer].replace("-", "_") for layer in team.datasets[name].layers}):
        gone = getattr(zone.lakes, lake).lifecycle.delete_after_days
        if days is not None and gone is not None and gone < days:
            yield in_stack(
                estate,
                stack,
                ("datasets", name, "retention_days"),
                "C-RET-006",
                found=f"{days} days in a lake that deletes everything after {gone}",
                accepted=f"at most {gone}",
                remedy=f"keep it for less, or raise `lakes.{lake}.lifecycle.delete_after_days` of the zone",
            )


def _too_long(estate: Estate, stack: str, name: str) -> Iterator[Problem]:
    dataset, allowed = estate.teams[stack].datasets[name], estate.settings.protection
    bounds = {f"class `{dataset.classification}`": allowed.longest_class_days.get(dataset.classification)}
    if dataset.personal_data:
        bounds["personal data"] = allowed.longest_personal_data_days
    days = dataset.retention_days
    for what, most in bounds.items():
        if most is not None and (days is None or days > most):
            yield in_stack(
                estate,
                stack,
                ("datasets", name, *(("retention_days",) if days else ())),
                "C-RET-007",
                found=f"{what}, kept {f'for {days} days' if days else 'for good'}",
                accepted=f"at most {most} days, by `protection` in estate.yaml",
                remedy=f"write `retention_days: {most}`, or have the bound changed",
            )

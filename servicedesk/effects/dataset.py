"""A dataset, and its changes, in the file of the team that owns it."""

from collections.abc import Iterator
from math import inf
from typing import Any

from config.catalogue import alike
from config.estate import Estate
from config.load import stack_file
from config.models.dataset import Dataset
from config.models.integration import IntegrationStack
from servicedesk.effects.change import Change, Context
from servicedesk.effects.keys import keys_not_turned
from servicedesk.known import unknown
from servicedesk.model.datasets import DatasetRequest, DatasetUpdateRequest
from servicedesk.problems import Problem, Refusal, refusal
from servicedesk.yaml_text import edited_stack


def dataset(context: Context, body: DatasetRequest) -> Change | Refusal:
    """One dataset more. Where the catalogue holds one of that name already, it is found instead of made."""
    owners = [stack for stack, team in context.estate.teams.items() if body.name in team.datasets]
    if owners:
        return refusal(
            "D-EFF-012",
            "name",
            found=f"`{owners[0]}` offers `{body.name}`",
            accepted="a dataset that the catalogue has not",
            remedy=f"ask for access to it, or for an update, with `owning_stack: {owners[0]}`",
        )
    if refused := _triage(context.estate, body):
        return refused
    integration = isinstance(context.estate.teams[body.integration], IntegrationStack)
    value = {
        "title": body.title,
        "owner": body.owner,
        "layers": ["raw", "enriched"] if integration else ["curated"],
        "classification": str(body.classification),
        "personal_data": body.contains_personal_data,
        "source": body.source_location,
        "ingest": str(body.ingest),
        "frequency": body.frequency,
        "format": body.format,
        "columns": dict(body.columns),
        "retention_days": body.retention_days,
        "retention_by": body.retention_by,
    }
    if body.retention_column is not None:
        value["retention_column"] = body.retention_column
    if body.stewards:
        value["stewards"] = list(body.stewards)
    if body.quality_rules:
        value["quality_rules"] = list(body.quality_rules)
    if body.workloads:
        value["workloads"] = {workload: str(right) for workload, right in body.workloads.items()}

    def edit(stack: Any) -> None:
        stack.setdefault("datasets", {})[body.name] = value

    return _changed(context, body.integration, edit, f"dataset `{body.name}` of `{body.integration}`")


def dataset_update(context: Context, body: DatasetUpdateRequest) -> Change | Refusal:
    """What changes of a dataset: columns, class, refresh, retention."""
    known = context.estate.teams[body.integration].datasets
    if problems := unknown("name", body.name, known, f"dataset of `{body.integration}`"):
        return Refusal(problems)
    problems = (*_columns(known[body.name], body), *_kept_shorter(context.estate, known[body.name], body))
    if problems:
        return Refusal(problems)

    def edit(stack: Any) -> None:
        value = stack["datasets"][body.name]
        for column in body.columns_removed:
            del value["columns"][column]
        value["columns"].update(body.columns_added)
        for key in ("frequency", "retention_days"):
            if (given := getattr(body, key)) is not None:
                value[key] = given
        if body.classification is not None:
            value["classification"] = str(body.classification)

    return _changed(context, body.integration, edit, f"`{body.name}` of `{body.integration}`: {body.change}")


def _triage(estate: Estate, body: DatasetRequest) -> Refusal | None:
    """Data that are there are found instead of brought in again, unless the requester says why they do not serve."""
    known = {name for team in estate.teams.values() for name in team.datasets}
    problems = [
        problem for name in body.not_served_by for problem in unknown(f"not_served_by.{name}", name, known, "dataset")
    ]
    found = alike(estate, name=body.name, title=body.title, source=body.source_location, columns=tuple(body.columns))
    problems += [
        Problem(
            code="D-EFF-015",
            where=f"not_served_by.{one.dataset}",
            found=f"`{one.stack}` offers `{one.dataset}`: {', '.join(one.why)}",
            accepted="data that the estate has not, or a reason why what it has does not serve",
            remedy=f"see `estate dataset show {one.stack}/{one.dataset}` and ask for `access` to it; or write why it "
            f"does not serve, as `not_served_by: {{{one.dataset}: ...}}`",
        )
        for one in found
        if one.dataset not in body.not_served_by
    ]
    return Refusal(tuple(problems)) if problems else None


def _columns(known: Dataset, body: DatasetUpdateRequest) -> list[Problem]:
    missing = [column for column in body.columns_removed if column not in known.columns]
    twice = [column for column in body.columns_added if column in known.columns]
    return [
        *(problem for column in missing for problem in unknown("columns_removed", column, known.columns, "column")),
        *(
            Problem(
                code="D-EFF-013",
                where=f"columns_added.{column}",
                found=f"`{body.name}` has `{column}`",
                accepted="a column that it has not",
                remedy="remove the old one in the same request, or choose another name",
            )
            for column in twice
        ),
    ]


def _kept_shorter(estate: Estate, known: Dataset, body: DatasetUpdateRequest) -> Iterator[Problem]:
    """Fewer days delete what stands."""
    if body.retention_days is not None and (known.retention_days or inf) > body.retention_days:
        yield from keys_not_turned(estate, body.integration, "retention_days")


def _changed(context: Context, stack: str, edit: Any, summary: str) -> Change:
    name = stack_file(stack)
    return Change(files={name: edited_stack(context.texts[name], edit)}, summary=(summary,))

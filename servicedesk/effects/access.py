"""Access to a dataset, with its end; and taking out what has ended."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from config.estate import Estate
from config.load import stack_file
from config.models.dataset import Access
from servicedesk.effects.change import Change, Context
from servicedesk.known import unknown
from servicedesk.model.datasets import AccessRequest
from servicedesk.problems import Refusal
from servicedesk.texts import Texts
from servicedesk.yaml_text import edited_stack


def access(context: Context, body: AccessRequest) -> Change | Refusal:
    """One entry per person. A renewal, or a second request for the same right, takes the place of the first."""
    owner = body.owning_stack
    if problems := unknown("dataset", body.dataset, context.estate.teams[owner].datasets, f"dataset of `{owner}`"):
        return Refusal(problems)
    until = context.today + timedelta(days=body.days)
    people = {name.lower() for name in body.principals}

    def edit(stack: Any) -> None:
        entries = stack["datasets"][body.dataset].setdefault("access", [])
        entries[:] = [entry for entry in entries if not _same(entry, body, people)]
        entries.extend(
            {
                "principal": person,
                "layer": str(body.layer),
                "right": str(body.right),
                "until": until.isoformat(),
                "request": context.request,
            }
            for person in sorted(people)
        )

    name = stack_file(owner)
    summary = f"{', '.join(sorted(people))} may {body.right} `{body.dataset}` in {body.layer} until {until}"
    return Change(files={name: edited_stack(context.texts[name], edit)}, summary=(summary,))


def _same(entry: Any, body: AccessRequest, people: set[str]) -> bool:
    return (
        str(entry["principal"]).lower() in people
        and entry["layer"] == str(body.layer)
        and entry.get("right", "read") == str(body.right)
    )


def without_access(estate: Estate, texts: Texts, is_over: Callable[[Access], bool]) -> Change | None:
    """The estate's data without the access that is over; None where all of it holds."""
    files: dict[str, str | None] = {}
    summary: list[str] = []
    for stack, team in estate.teams.items():
        over = [
            (dataset, index)
            for dataset, value in team.datasets.items()
            for index, one in enumerate(value.access)
            if is_over(one)
        ]
        if over:
            name = stack_file(stack)
            files[name] = edited_stack(texts[name], partial(_take_out, over))
        for dataset, index in over:
            one = team.datasets[dataset].access[index]
            summary.append(f"{one.principal} may no longer {one.right} `{dataset}` of `{stack}` in {one.layer}")
    return Change(files=files, summary=tuple(summary)) if files else None


def _take_out(over: list[tuple[str, int]], stack: Any) -> None:
    for dataset, index in reversed(over):
        del stack["datasets"][dataset]["access"][index]

"""What people have still to do: in which order, by when, and what is overdue. Pure."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import get_args

from servicedesk.effects import RECORD_ONLY
from servicedesk.model.base import Priority
from servicedesk.state import State, Status, Work

LEVELS = 2
"""How far up overdue work is told: to those accountable for what it is about, then to the service owner."""


@cache
def _days() -> dict[str, int]:
    targets: dict[str, int] = json.loads(files("servicedesk").joinpath("data/targets.json").read_text(encoding="utf-8"))
    return targets


def target_of(priority: Priority) -> timedelta:
    """How long work of a priority may take."""
    return timedelta(days=_days()[priority])


def due_of(work: Work) -> datetime:
    """When work is overdue: after the day for which it is planned, else after its priority's time."""
    if work.planned_for is not None:
        return datetime.combine(work.planned_for + timedelta(days=1), time(), UTC)
    return work.since + target_of(work.priority)


def level_of(work: Work, now: datetime) -> int:
    """How far up it should have been told: 0 in time, 1 overdue, 2 overdue for as long again."""
    late = now - due_of(work)
    return 0 if late < timedelta() else min(1 + late // target_of(work.priority), LEVELS)


def backlog(states: Iterable[State], team: str | None = None) -> tuple[tuple[State, Work], ...]:
    """The requests that wait for people's work, of one group or of all; the most urgent and oldest first."""
    found = [
        (state, state.work)
        for state in states
        if state.status is Status.APPROVED
        and state.work is not None
        and state.body.kind in RECORD_ONLY
        and (team is None or team in state.fulfilled_by)
    ]
    ranks = get_args(Priority)
    return tuple(sorted(found, key=lambda one: (-ranks.index(one[1].priority), due_of(one[1]), one[0].id)))

"""The functions of the teams: who asks, who decides, what changes, who is told, and which test shows it.

What a function is and what it changes is data, `data/functions.json`; who takes part is computed, from the request's
routing on an estate, or from the responsibility matrix where no request is made.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from config.estate import Estate
from config.responsibilities import Mark, Scope, matrix
from servicedesk.asking import askers
from servicedesk.effects import RECORD_ONLY
from servicedesk.examples import examples
from servicedesk.identity import Person
from servicedesk.model import BODY, AnyRequest
from servicedesk.problems import Refusal
from servicedesk.routing import routing

_REQUESTER = Person(name="requester@example.com")
"""Somebody in no group, so that nobody's own request narrows who may decide."""


@dataclass(frozen=True, kw_only=True)
class Function:
    """One function of one team, as the data have it."""

    id: str
    team: str
    does: str
    changes: str
    tests: tuple[str, ...]
    """Tests that show it, as pytest names them."""
    seed: tuple[str, ...]
    """Digests of the lines of the requirement that ask for it; none for what other parts of the scenario ask for."""
    who: str | None = None
    """Who asks, where neither request nor matrix says it."""
    request: str | None = None
    """The kind of request that begins it; none where it is work without a request."""
    values: Mapping[str, Any] | None = None
    """What its request says otherwise than the kind's example."""
    scope: Scope | None = None
    """The matrix scope of work without a request."""
    open: str | None = None
    """What is missing, where no test shows it yet, or only a part of it."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """Who takes part in a function."""

    asks: str
    approves: str
    told: str


@cache
def functions() -> tuple[Function, ...]:
    """Every function, in the order of the page."""
    return tuple(_function(entry) for entry in _data()["functions"])


def descriptive_lines() -> frozenset[str]:
    """Digests of lines of the requirement that describe and ask for nothing."""
    return frozenset(_data()["descriptive"])


def part(estate: Estate, function: Function) -> Part:
    """Who takes part in a function, in an estate."""
    return _of_request(estate, function) if function.request else _of_matrix(function)


def changes(function: Function) -> str:
    """What a function changes, and who does that by hand where the estate's data have no place for it."""
    by_hand = RECORD_ONLY.get(function.request or "")
    return f"{function.changes} By hand: {by_hand}." if by_hand else function.changes


def body_of(function: Function) -> AnyRequest:
    """The example of the request that begins a function."""
    given = {**examples()[str(function.request)], **(function.values or {})}
    said = {name: value for name, value in given.items() if value is not None}
    return BODY.validate_json(json.dumps(said), strict=True)


def _of_request(estate: Estate, function: Function) -> Part:
    body = body_of(function)
    found = routing(estate, body, _REQUESTER)
    if isinstance(found, Refusal):
        raise ValueError(f"function `{function.id}`: {found}")
    asking = askers(estate, body)
    approvals = [f"{_named((*need.groups, *need.people))} ({need.because})" for need in found.required]
    doing = f"nobody; {_named(found.fulfilled_by)} take it up"
    return Part(
        asks=function.who or ("anybody" if asking is None else _named(sorted(asking))),
        approves="; ".join(approvals) or doing,
        told=_named(found.informed) or "the requester and those who take part",
    )


def _of_matrix(function: Function) -> Part:
    table = matrix()
    scope = Scope(str(function.scope))

    def roles(*marks: Mark) -> str:
        return ", ".join(table.role_names[role] for mark in marks for role in table.roles(scope, mark))

    return Part(
        asks=function.who or f"{roles(Mark.RESPONSIBLE)} (R)",
        approves=f"{roles(Mark.ACCOUNTABLE)} (A)" if roles(Mark.ACCOUNTABLE) else "no role of the matrix",
        told=f"{roles(Mark.CONSULTED)} (C); {roles(Mark.INFORMED)} (I)",
    )


def _named(groups: Any) -> str:
    return ", ".join(f"`{group}`" for group in groups)


def _function(entry: Mapping[str, Any]) -> Function:
    scope = Scope(entry["scope"]) if "scope" in entry else None
    return Function(**{**entry, "scope": scope, "tests": tuple(entry["tests"]), "seed": tuple(entry["seed"])})


@cache
def _data() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = json.loads(
        files("servicedesk").joinpath("data/functions.json").read_text(encoding="utf-8")
    )
    return loaded

"""Refusals as problem details (RFC 9457): every problem at once, each in its five parts."""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from config.problems import registry as of_the_estate
from servicedesk.problems import Problem, Refused, refusal
from servicedesk.problems import registry as of_the_service_desk

MEDIA_TYPE = "application/problem+json"


@cache
def registry() -> dict[str, dict[str, Any]]:
    """Every code of this door with its status, title and reason; the source of the reference page."""
    loaded: dict[str, dict[str, Any]] = json.loads(_read("problems.json"))
    return loaded


@cache
def explained(code: str) -> dict[str, str] | None:
    """The title and the reason of any code that a caller can meet; None for an unknown one."""
    entry = next((known[code] for known in (registry(), of_the_service_desk(), of_the_estate()) if code in known), None)
    return None if entry is None else {"code": code, "title": entry["title"], "reason": entry["reason"]}


def status_of(problems: Sequence[Problem]) -> int:
    """The HTTP status of a refusal: of several, the one that says most about the caller."""
    return min(_status(problem.code) for problem in problems)


def details(problems: Sequence[Problem], path: str) -> dict[str, Any]:
    """The body of an answer that refuses."""
    status = status_of(problems)
    leading = next(problem for problem in problems if _status(problem.code) == status)
    entry = explained(leading.code)
    return {
        "type": f"/problems/{leading.code}",
        "title": entry["title"] if entry else "Refused",
        "status": status,
        "detail": f"{leading.found}; accepted: {leading.accepted}",
        "instance": path,
        "problems": [problem.as_dict() for problem in problems],
    }


def refused(code: str, where: str, *, found: str, accepted: str, remedy: str) -> Refused:
    """A refusal for one reason, to be raised."""
    return Refused(refusal(code, where, found=found, accepted=accepted, remedy=remedy))


def _status(code: str) -> int:
    own = registry().get(code)
    if own is not None:
        return int(own["status"])
    families = _statuses()
    return families[max((family for family in families if code.startswith(family)), key=len)]


@cache
def _statuses() -> dict[str, int]:
    """The beginning of a code → status; the longest beginning counts."""
    loaded: dict[str, int] = json.loads(_read("statuses.json"))
    return loaded


def _read(name: str) -> str:
    return files("api").joinpath(f"data/{name}").read_text(encoding="utf-8")

"""Why the service desk refuses: one record per problem, in five parts, all of them together."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from config import problems as of_the_estate


@dataclass(frozen=True, order=True, kw_only=True)
class Problem:
    """One problem, told on one line."""

    code: str
    """A permanent code, listed in `docs/reference/service-desk-problems.md`; `C-…` ones are the estate's."""
    where: str
    found: str
    accepted: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.code} · {self.where} · {self.found} · {self.accepted} · {self.remedy}"

    def as_dict(self) -> dict[str, str]:
        """The record for `--json`."""
        return {part: getattr(self, part) for part in ("code", "where", "found", "accepted", "remedy")}


@dataclass(frozen=True)
class Refusal:
    """The answer no, with every reason."""

    problems: tuple[Problem, ...]


class Refused(Exception):
    """Raised by the desk where it refuses; nothing has changed."""

    def __init__(self, refusal: Refusal) -> None:
        self.problems = refusal.problems
        super().__init__("\n".join(str(problem) for problem in refusal.problems))


def refusal(code: str, where: str, *, found: str, accepted: str, remedy: str) -> Refusal:
    """A refusal for one reason."""
    return Refusal((Problem(code=code, where=where, found=found, accepted=accepted, remedy=remedy),))


def from_estate(problem: of_the_estate.Problem) -> Problem:
    """A problem of the estate's data, as the service desk tells it."""
    where = f"{problem.file}:{problem.line} {problem.path}" if problem.line else f"{problem.file} {problem.path}"
    return Problem(
        code=problem.code,
        where=where.strip(),
        found=problem.found,
        accepted=problem.accepted,
        remedy=problem.remedy,
    )


@cache
def registry() -> dict[str, dict[str, str]]:
    """Every code of the service desk with its title and its reason; the source of the reference page."""
    text = files("servicedesk").joinpath("data/problems.json").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = json.loads(text)
    return loaded

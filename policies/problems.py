"""What is wrong with guardrail data: one record per problem, all of them together."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, order=True, kw_only=True)
class Problem:
    """One problem, in five parts, told on one line."""

    where: str
    """File and path in it."""
    code: str
    """A permanent code of `policies/data/problems.json`."""
    found: str
    """What was found."""
    accepted: str
    """What is accepted."""
    remedy: str
    """What to do."""

    def __str__(self) -> str:
        return f"{self.code} · {self.where} · {self.found} · {self.accepted} · {self.remedy}"

    def as_dict(self) -> dict[str, str]:
        """The record for `--json`."""
        return {part: getattr(self, part) for part in ("code", "where", "found", "accepted", "remedy")}


class GuardrailDataError(Exception):
    """Everything that is wrong with definitions, initiatives, settings or cases, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@cache
def registry() -> dict[str, dict[str, str]]:
    """Every code with its title and its reason."""
    text = files("policies").joinpath("data/problems.json").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = json.loads(text)
    return loaded

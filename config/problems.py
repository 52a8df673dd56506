"""What is wrong with the estate's data: one record per problem, all of them together."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, order=True, kw_only=True)
class Problem:
    """One problem, in five parts, told on one line."""

    file: str
    """The file, relative to the estate's folder."""
    line: int
    """The line in it, from 1; 0 where the file as a whole is meant."""
    path: str
    """Where in the data, such as `config.data-estate:stack.region`."""
    code: str
    """A permanent code, listed in `docs/reference/problems.md`."""
    found: str
    """What was found."""
    accepted: str
    """What is accepted."""
    remedy: str
    """What to do."""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        at = f" {self.path}" if self.path else ""
        return f"{self.code} · {where}{at} · {self.found} · {self.accepted} · {self.remedy}"

    def as_dict(self) -> dict[str, str | int]:
        """The record for `--json`."""
        return {
            "code": self.code,
            "file": self.file,
            "line": self.line,
            "path": self.path,
            "found": self.found,
            "accepted": self.accepted,
            "remedy": self.remedy,
        }


class EstateErrors(Exception):
    """Everything that is wrong with the estate's data, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@cache
def registry() -> dict[str, dict[str, str]]:
    """Every code with its title, its reason and an example; the source of the reference page."""
    text = files("config").joinpath("data/problems.json").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = json.loads(text)
    return loaded

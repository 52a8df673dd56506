"""The register of what the simulator refuses and does: each rule with its source and the facts it implements.

A module states its refusals as constants and raises them by calling them. The coverage page is this register,
set beside the tables of known facts in `data/`.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from arm.errors import ArmError

REFUSALS: list["Refusal"] = []
BEHAVIOURS: list["Behaviour"] = []


@dataclass(frozen=True)
class Refusal:
    """One answer of Azure that is not a success."""

    code: str
    status: int
    says: str
    """The message, with names of values in braces."""
    facts: tuple[str, ...]
    """Keys of `data/refusals.csv`, which names the source of each."""
    source: str
    """Where a rule without a row in the table was read."""

    def __call__(self, target: object, /, **values: object) -> ArmError:
        """The error to raise for one request."""
        return ArmError(self.code, self.says.format(**values), status=self.status, target=str(target))


@dataclass(frozen=True)
class Behaviour:
    """Something Azure does by itself."""

    does: str
    facts: tuple[str, ...]
    """Keys of `data/behaviours.csv`, which names the source of each."""
    source: str
    """Where a behaviour without a row in the table was read."""


@cache
def fact_rows(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a table of `data/`."""
    text = files("simulator.core").joinpath(f"data/{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines(), strict=True))


@cache
def fact_table(name: str) -> Mapping[str, Mapping[str, str]]:
    """A table of `data/` by its keys."""
    return {row["key"]: row for row in fact_rows(name)}


def _checked(table: str, keys: tuple[str, ...], source: str) -> tuple[str, ...]:
    unknown = [key for key in keys if key not in fact_table(table)]
    if unknown or not (keys or source):
        raise ValueError(f"a rule cites a row of `{table}.csv` or a source: {unknown or 'neither given'}")
    return keys


def refusal(code: str, status: int, says: str, *facts: str, source: str = "") -> Refusal:
    """Register a refusal."""
    made = Refusal(code, status, says, _checked("refusals", facts, source), source)
    REFUSALS.append(made)
    return made


def behaviour(does: str, *facts: str, source: str = "") -> Behaviour:
    """Register a behaviour; the module that states it does it."""
    made = Behaviour(does, _checked("behaviours", facts, source), source)
    BEHAVIOURS.append(made)
    return made

"""How the entities of a package are named, bound to each other and completed: one data file per package."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from arm.errors import ArmError


@dataclass(frozen=True)
class Answer:
    """A refusal: code, status and message with names in braces."""

    code: str
    status: int
    says: str

    def __call__(self, target: str, values: Mapping[str, Any]) -> ArmError:
        """The error to raise."""
        return ArmError(self.code, self.says.format_map(_Lenient(values)), status=self.status, target=target)


class _Lenient(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return f"<{key}>"


@dataclass(frozen=True)
class EntityRules:
    """The rules of one class."""

    id: str = "guid"
    """`guid`, `number`, `hex`, or a template over inputs."""
    unique: tuple[str, ...] = ()
    """Inputs that together may stand once."""
    taken: Answer | None = None
    missing: Answer | None = None
    outputs: Mapping[str, Any] = field(default_factory=dict)
    """What the service fills in: templates over inputs, `id`, settings and `parent.input`."""
    appear: tuple[Mapping[str, Any], ...] = ()
    """Entities that come into being with it."""
    held_by: str | None = None
    """The input whose entity cannot be deleted while this one stands, unless it has `forceDestroy`."""
    references: Mapping[str, str] = field(default_factory=dict)
    """Input → class, beside the package's own."""


@dataclass(frozen=True)
class Rules:
    """The rules of a package."""

    partition: tuple[str, ...]
    """Settings that name the organisation or workspace; what they say separates entities."""
    missing: Answer
    taken: Answer
    not_empty: Answer
    references: Mapping[str, str]
    """Input → class whose entity it names; its entity must stand."""
    cascade: frozenset[str]
    """Inputs whose entity takes those that name it down with it."""
    functions: Mapping[str, Mapping[str, Any]]
    """Function → class, renamed arguments, or a literal answer."""
    entities: Mapping[str, EntityRules]

    def of(self, name: str) -> EntityRules:
        """The rules of a class; most have none of their own."""
        return self.entities.get(name, PLAIN)


PLAIN = EntityRules()


def _answer(raw: Any) -> Answer | None:
    return Answer(*raw) if raw else None


def _required(raw: Any) -> Answer:
    return Answer(*raw)


def _entity(raw: Mapping[str, Any]) -> EntityRules:
    return EntityRules(
        id=raw.get("id", "guid"),
        unique=tuple(raw.get("unique", ())),
        taken=_answer(raw.get("taken")),
        missing=_answer(raw.get("missing")),
        outputs=raw.get("outputs", {}),
        appear=tuple(raw.get("appear", ())),
        held_by=raw.get("held_by"),
        references=raw.get("references", {}),
    )


@cache
def load(package: str) -> Rules:
    """The rules of a package."""
    raw = json.loads(files("simulator.providers").joinpath(f"rules/{package}.json").read_text(encoding="utf-8"))
    return Rules(
        partition=tuple(raw["partition"]),
        missing=_required(raw["missing"]),
        taken=_required(raw["taken"]),
        not_empty=_required(raw["not_empty"]),
        references=raw.get("references", {}),
        cascade=frozenset(raw.get("cascade", ())),
        functions=raw.get("functions", {}),
        entities={name: _entity(item) for name, item in raw["entities"].items()},
    )

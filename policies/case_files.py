"""The cases of the rules: one small YAML file each, below `tests/policy_cases/<rule>/`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import YAMLError

from arm.unknown import UNKNOWN
from policies.kit.verdict import Verdict
from policies.problems import Problem

TAG = "!unknown"
KEYS = {"resource", "related", "plan", "parameters", "exemptions", "context", "expect"}
EXPECT = {"verdict", "message", "undecided"}


class Kind(StrEnum):
    """What a case shows, the first word of its file's name."""

    PASS = "pass"  # noqa: S105 - a kind of case, not a password
    FAIL = "fail"
    UNKNOWN = "unknown"
    """A value is not known yet; the verdict may still be certain."""
    OTHER = "other"
    """The rule has nothing to say of the resource."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """A resource and what a rule shall say of it."""

    rule: str
    kind: Kind
    where: str
    verdict: Verdict
    message: str | None
    """A part of the message, where the case states one."""
    undecided: tuple[str, ...] | None
    resource: Mapping[str, Any] | None = None
    """For guardrails: ARM JSON."""
    related: tuple[Mapping[str, Any], ...] = ()
    plan: tuple[Mapping[str, Any], ...] = ()
    """For rules in Python: planned resources, the first of which is judged."""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    exemptions: tuple[Mapping[str, Any], ...] = ()
    context: Mapping[str, Any] = field(default_factory=dict)


class _Constructor(SafeConstructor):
    """Reads `!unknown`; a class of its own so that no other reader accepts the tag."""


_Constructor.add_constructor(TAG, lambda constructor, node: UNKNOWN)  # noqa: ARG005


def read_cases(folder: Path) -> tuple[list[Case], list[Problem]]:
    """Every case below a folder, and every problem in them."""
    cases: list[Case] = []
    problems: list[Problem] = []
    reader = _reader()
    for path in sorted(folder.glob("*/*")):
        where = path.relative_to(folder).as_posix()
        found = list(_read(reader, path, where))
        cases.extend(each for each in found if isinstance(each, Case))
        problems.extend(each for each in found if isinstance(each, Problem))
    return cases, problems


def holds_unknown(value: Any) -> bool:
    """Whether a value is unknown or has an unknown part."""
    if isinstance(value, Mapping):
        return any(holds_unknown(each) for each in value.values())
    if isinstance(value, list | tuple):
        return any(holds_unknown(each) for each in value)
    return value is UNKNOWN


def _reader() -> YAML:
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = _Constructor
    return yaml


def _read(reader: YAML, path: Path, where: str) -> Iterator[Case | Problem]:
    try:
        loaded = reader.load(path.read_text(encoding="utf-8"))
        kind = Kind(path.name.split(".")[0])
        unknown = [] if isinstance(loaded, dict) else ["the whole file"]
        unknown += sorted(loaded.keys() - KEYS) + sorted(loaded["expect"].keys() - EXPECT)
        if unknown or ("resource" in loaded) == ("plan" in loaded):
            yield _unreadable(where, ", ".join(unknown) or "neither or both of `resource` and `plan`")
            return
        expect = loaded["expect"]
        undecided = expect.get("undecided")
        yield Case(
            rule=path.parent.name,
            kind=kind,
            where=where,
            verdict=Verdict(expect["verdict"]),
            message=expect.get("message"),
            undecided=None if undecided is None else tuple(undecided),
            resource=loaded.get("resource"),
            related=tuple(loaded.get("related", ())),
            plan=tuple(loaded.get("plan", ())),
            parameters=loaded.get("parameters", {}),
            exemptions=tuple(loaded.get("exemptions", ())),
            context=loaded.get("context", {}),
        )
    except (YAMLError, ValueError, KeyError, TypeError, AttributeError) as error:
        yield _unreadable(where, f"{type(error).__name__}: {' '.join(str(error).split())}")


def _unreadable(where: str, found: str) -> Problem:
    return Problem(
        code="P-CAS-003",
        where=where,
        found=found,
        accepted=f"{', '.join(Kind)} as first word of the name; keys {', '.join(sorted(KEYS))}",
        remedy="correct the case",
    )

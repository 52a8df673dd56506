"""All guardrails and initiatives, loaded from data with every problem told at once."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from arm.policy.errors import PolicyError
from arm.policy.model import PolicyDefinition
from arm.policy.parse_definition import load_definition
from policies.definition_checks import check_definition
from policies.initiative_checks import check_initiative, check_membership
from policies.model import Area, Initiative, Rule, Severity
from policies.problems import GuardrailDataError, Problem
from policies.reading import read_object

ROOM = Path(__file__).parent


@cache
def rules() -> tuple[Rule, ...]:
    """The guardrails of this project, by id."""
    return load(ROOM)[0]


@cache
def initiatives() -> tuple[Initiative, ...]:
    """The initiatives of this project, by name."""
    return load(ROOM)[1]


@cache
def load(room: Path) -> tuple[tuple[Rule, ...], tuple[Initiative, ...]]:
    """Read a room's definitions and initiatives; raises `GuardrailDataError` with every problem."""
    problems: list[Problem] = []
    found = list(_rules(room, problems))
    problems.extend(_repeated(found))
    sets = [
        _initiative(where, loaded)
        for where, stem, loaded in _read(room, "initiatives", problems)
        if not _keep(check_initiative(where, stem, loaded), problems)
    ]
    if not problems:
        problems.extend(check_membership(found, sets))
    if problems:
        raise GuardrailDataError(problems)
    return tuple(sorted(found, key=lambda r: r.id)), tuple(sorted(sets, key=lambda s: s.name))


def _read(room: Path, folder: str, problems: list[Problem]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path in sorted((room / folder).rglob("*.json")):
        where = path.relative_to(room).as_posix()
        try:
            yield where, path.stem, read_object(path)
        except ValueError as error:
            problems.append(
                Problem(
                    code="P-DEF-001",
                    where=where,
                    found=str(error),
                    accepted="a JSON object in UTF-8",
                    remedy="correct the file",
                )
            )


def _keep(found: Iterable[Problem], problems: list[Problem]) -> bool:
    """Add what was found to the problems and say whether there was anything."""
    before = len(problems)
    problems.extend(found)
    return len(problems) > before


def _repeated(found: Iterable[Rule]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for each in found:
        for key in (each.id, each.name):
            if key in seen:
                yield Problem(
                    code="P-DEF-004",
                    where=each.path,
                    found=f"`{key}`, also in `{seen[key]}`",
                    accepted="an id and a name that no other rule has or had",
                    remedy="give this rule its own",
                )
            seen[key] = each.path


def _rules(room: Path, problems: list[Problem]) -> Iterator[Rule]:
    for where, stem, loaded in _read(room, "definitions", problems):
        if _keep(check_definition(where, stem, loaded), problems):
            continue
        try:
            yield _rule(where, loaded, load_definition(loaded))
        except PolicyError as error:
            told = error.problem
            problems.append(
                Problem(
                    code="P-DEF-005",
                    where=f"{where} {told.where}",
                    found=f"{told.found} ({told.code})",
                    accepted=told.accepted,
                    remedy=told.remedy,
                )
            )


def _rule(where: str, loaded: Mapping[str, Any], policy: PolicyDefinition) -> Rule:
    properties = loaded["properties"]
    metadata = properties["metadata"]
    return Rule(
        id=metadata["id"],
        name=loaded["name"],
        title=properties["displayName"],
        obligation=properties["description"],
        category=metadata["category"],
        area=Area(metadata["area"]),
        severity=Severity(metadata["severity"]),
        reason=metadata["reason"],
        expected=metadata["expected"],
        fix=metadata["fix"],
        controls={name: tuple(controls) for name, controls in metadata["controls"].items()},
        version=metadata["version"],
        source=metadata["source"],
        shows=tuple(metadata.get("shows", ())),
        definition=properties,
        policy=policy,
        path=where,
    )


def _initiative(where: str, loaded: Mapping[str, Any]) -> Initiative:
    properties = loaded["properties"]
    return Initiative(
        name=loaded["name"],
        title=properties["displayName"],
        description=properties["description"],
        area=Area(properties["metadata"]["area"]),
        members=tuple(member["policyDefinitionId"].rsplit("/", 1)[-1] for member in properties["policyDefinitions"]),
        definition=properties,
        path=where,
    )

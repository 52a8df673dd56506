"""A folder of Azure Policy JSON, read whole: every file, and every problem in them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from policies.bring_your_own.documents import Document, Kind, documents
from policies.problems import Problem
from policies.reading import read_json

ACCEPTED = (
    "a policy definition, policy set definition, assignment or exemption as Azure spells it, "
    "`if` and `then` of a rule, parameter declarations or parameter values"
)


@dataclass(frozen=True, kw_only=True)
class Folder:
    """The documents of a folder, by kind, rules joined with their parameters."""

    definitions: tuple[Document, ...] = ()
    initiatives: tuple[Document, ...] = ()
    assignments: tuple[Document, ...] = ()
    exemptions: tuple[Document, ...] = ()
    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Parameter values by the file of the document they are for; under the empty text those for all."""


def read_folder(path: Path) -> tuple[Folder, list[Problem]]:
    """Everything below a folder, and every problem. Only `*.json` is read."""
    if not path.is_dir():
        found = "no such folder" if not path.exists() else "not a folder"
        return Folder(), [problem("P-OWN-001", str(path), found, "a folder of Azure Policy JSON", "name the folder")]
    problems: list[Problem] = []
    by_kind: defaultdict[Kind, list[Document]] = defaultdict(list)
    for file in sorted(path.rglob("*.json")):
        for document in _read(file, file.relative_to(path).as_posix(), problems):
            by_kind[document.kind].append(document)
    if not by_kind and not problems:
        problems.append(problem("P-OWN-001", str(path), "no JSON file", ACCEPTED, "put the policies there"))
    definitions = [*by_kind[Kind.DEFINITION], *_joined(by_kind, problems)]
    initiatives, assignments = by_kind[Kind.INITIATIVE], by_kind[Kind.ASSIGNMENT]
    for group in (definitions, initiatives, assignments, by_kind[Kind.EXEMPTION]):
        problems.extend(_repeated(group))
    owners = [*assignments, *initiatives, *definitions]
    folder = Folder(
        definitions=tuple(definitions),
        initiatives=tuple(initiatives),
        assignments=tuple(assignments),
        exemptions=tuple(by_kind[Kind.EXEMPTION]),
        values=_values(by_kind[Kind.VALUES], owners, problems),
    )
    return folder, problems


def problem(code: str, where: str, found: str, accepted: str, remedy: str) -> Problem:
    """A problem of a folder."""
    return Problem(code=code, where=where, found=found, accepted=accepted, remedy=remedy)


def _read(file: Path, where: str, problems: list[Problem]) -> Iterator[Document]:
    try:
        loaded = read_json(file)
    except ValueError as error:
        problems.append(problem("P-OWN-002", where, str(error), "JSON in UTF-8, each key once", "correct the file"))
        return
    for each in documents(where, loaded):
        if isinstance(each, Document):
            yield each
        else:
            problems.append(problem("P-OWN-003", each, "none of these", ACCEPTED, "correct or remove it"))


def _joined(by_kind: Mapping[Kind, list[Document]], problems: list[Problem]) -> Iterator[Document]:
    """Definitions from rules and parameter declarations in files of their own.

    Beside a file with the whole definition they repeat its parts, as in Microsoft's own repositories.
    """
    whole = {(each.folder, each.base) for each in by_kind.get(Kind.DEFINITION, ())}
    declared = {(each.folder, each.base): each for each in by_kind.get(Kind.DECLARATIONS, ())}
    rules = {(each.folder, each.base): each for each in by_kind.get(Kind.RULE, ())}
    for place, rule in rules.items():
        if place not in whole:
            parameters = declared[place].content if place in declared else {}
            properties = {"policyRule": rule.content, "parameters": parameters}
            yield replace(rule, kind=Kind.DEFINITION, content={"properties": properties})
    for place, each in declared.items():
        if place not in whole and place not in rules:
            problems.append(_lonely(each, "a definition or a rule whose file begins with the same words"))


def _values(
    given: Iterable[Document], owners: Iterable[Document], problems: list[Problem]
) -> Mapping[str, Mapping[str, Any]]:
    """Values by the document they are for: the one whose file, or whose name, begins the file's name."""
    known = list(owners)
    found: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for each in given:
        beside = [one for one in known if (one.folder, one.base) == (each.folder, each.base)]
        named = [one for one in known if one.name.lower() == each.base.lower()]
        inner = each.content.get("parameters")
        values = inner if "$schema" in each.content and isinstance(inner, dict) else each.content
        if not each.base:
            found[""].update(values)
        elif beside or named:
            found[(beside or named)[0].where].update(values)
        else:
            problems.append(_lonely(each, "the name of a document of the folder before `.parameters.json`"))
    return found


def _lonely(document: Document, accepted: str) -> Problem:
    return problem("P-OWN-005", document.where, f"{document.kind} of nothing", accepted, "rename or remove the file")


def _repeated(group: Iterable[Document]) -> Iterator[Problem]:
    seen: dict[str, Document] = {}
    for each in group:
        key = each.id or each.name.lower()
        if key in seen:
            found = f"`{each.name}`, also in `{seen[key].where}`"
            yield problem("P-OWN-006", each.where, found, f"each {each.kind} once", "remove one of the two")
        seen.setdefault(key, each)

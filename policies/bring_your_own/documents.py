"""What kind of Azure Policy document a JSON value is, told by its keys as Azure spells them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any


class Kind(StrEnum):
    """The documents that a folder may hold."""

    DEFINITION = "policy definition"
    INITIATIVE = "policy set definition"
    ASSIGNMENT = "policy assignment"
    EXEMPTION = "policy exemption"
    RULE = "rule"
    """`if` and `then` alone; the parameters stand in a file beside it."""
    DECLARATIONS = "parameter declarations"
    VALUES = "parameter values"


MARKS: Mapping[str, Kind] = {
    "policyrule": Kind.DEFINITION,
    "policydefinitions": Kind.INITIATIVE,
    "policydefinitionid": Kind.ASSIGNMENT,
    "policyassignmentid": Kind.EXEMPTION,
}
"""The key that only one kind of document has."""
ENDINGS = ("rules", "rule", "parameters", "params", "values")
"""Last words of file names that say: a part of the document that bears the words before."""
COMMON = frozenset(
    {"", "azurepolicy", "azurepolicyset", "policy", "policyset", "definition", "initiative", "assignment"}
)
"""File names that say nothing; the folder's name is the document's then."""
LISTS = frozenset({"value", "nextlink"})
"""Keys of a page of Azure's list operations."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """One document of a folder."""

    kind: Kind
    where: str
    """The file, and the place in it where it holds several."""
    folder: str
    base: str
    """The file's name without its ending words: what parts of one document share."""
    content: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Its name, or the one that its file gives it."""
        stated = self.content.get("name")
        if isinstance(stated, str) and stated:
            return stated
        above = PurePosixPath(self.folder).name
        return above if self.base.lower() in COMMON and above else self.base

    @property
    def id(self) -> str:
        """Its ARM id in lower case; empty where it states none."""
        return str(self.content.get("id") or "").lower()


def documents(where: str, loaded: Any) -> Iterator[Document | str]:
    """The documents in a file; the place of each value that is none."""
    path = PurePosixPath(where)
    words = path.name.removesuffix(".json").split(".")
    base = ".".join(words[:-1] if words[-1].lower() in ENDINGS else words)
    for at, value in _values(where, loaded):
        kind = _kind(value, words[-1].lower())
        if kind is None:
            yield at
        else:
            folder = path.parent.as_posix()
            yield Document(kind=kind, where=at, folder="" if folder == "." else folder, base=base, content=value)


def _values(where: str, loaded: Any) -> Iterator[tuple[str, Any]]:
    listed = loaded
    if isinstance(loaded, dict) and isinstance(loaded.get("value"), list) and {k.lower() for k in loaded} <= LISTS:
        listed = loaded["value"]
    if not isinstance(listed, list):
        yield where, loaded
        return
    for index, value in enumerate(listed):
        yield f"{where}[{index}]", value


def _kind(value: Any, last_word: str) -> Kind | None:
    if not isinstance(value, dict):
        return None
    inner = value.get("properties")
    keys = {key.lower() for key in (*value, *(inner if isinstance(inner, dict) else ()))}
    found = next((kind for mark, kind in MARKS.items() if mark in keys), None)
    if found is not None:
        return found
    if keys == {"if", "then"}:
        return Kind.RULE
    if "deploymentparameters" in str(value.get("$schema")).lower():
        return Kind.VALUES
    parts = list(value.values())
    if parts and all(isinstance(part, dict) and "type" in part and "value" not in part for part in parts):
        return Kind.DECLARATIONS
    wrapped = parts and all(isinstance(part, dict) and "value" in part for part in parts)
    return Kind.VALUES if wrapped or last_word in ENDINGS[2:] else None

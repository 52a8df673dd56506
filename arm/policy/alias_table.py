"""Tables of aliases, in the forms in which Azure's tools print them."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NoReturn

from arm.policy.errors import AliasTableError, Problem
from arm.policy.field_names import Step, read_path
from arm.policy.values import kind_of


@dataclass(frozen=True, slots=True)
class AliasEntry:
    """The paths of one alias on one resource type."""

    default: tuple[Step, ...]
    by_version: Mapping[str, tuple[Step, ...]]
    modifiable: bool | None
    """Whether `modify` may set it; nothing when the table does not say."""
    resource_type: str = ""
    """In lower case; empty when the table does not say, then the alias tells it."""


class AliasTable:
    """Aliases by name, without regard to case."""

    def __init__(self, entries: Mapping[str, tuple[AliasEntry, ...]]) -> None:
        self._entries = entries

    def __bool__(self) -> bool:
        return bool(self._entries)

    def find(self, alias: str, resource_type: str) -> AliasEntry | None:
        """The entry of an alias for a resource of a type (in lower case)."""
        lowered = alias.lower()
        for entry in self._entries.get(lowered, ()):
            owner = entry.resource_type or lowered.rpartition("/")[0]
            if owner == resource_type or ("/" not in owner and resource_type.startswith(f"{owner}/")):
                return entry
        return None

    def knows(self, alias: str) -> bool:
        """Whether the table has the alias for any type."""
        return alias.lower() in self._entries


EMPTY = AliasTable({})


def load_aliases(document: Any) -> AliasTable:
    """Read a table: alias to path, alias to entry, or the lists that PowerShell and the CLI print."""
    found: dict[str, list[AliasEntry]] = {}
    for name, entry in _entries(document, "$", ""):
        found.setdefault(name.lower(), []).append(entry)
    return AliasTable({name: tuple(entries) for name, entries in found.items()})


def _refuse(where: str, found: str) -> NoReturn:
    raise AliasTableError(
        Problem(
            code="A-POL-080",
            where=where,
            found=found,
            accepted="alias to path, or a list of name, defaultPath and paths, also by namespace and resource type",
            remedy="export the aliases with `az provider show --expand resourceTypes/aliases`",
        )
    )


def _entries(document: Any, where: str, owner: str) -> Iterator[tuple[str, AliasEntry]]:
    if isinstance(document, list):
        for index, item in enumerate(document):
            yield from _entries(item, f"{where}[{index}]", owner)
        return
    if not isinstance(document, dict):
        _refuse(where, kind_of(document))
    keys = {key.lower(): value for key, value in document.items()}
    if isinstance(keys.get("value"), list) and "name" not in keys:
        yield from _entries(keys["value"], f"{where}.value", owner)
    elif isinstance(keys.get("resourcetypes"), list):
        namespace = str(keys.get("namespace") or "")
        for index, item in enumerate(keys["resourcetypes"]):
            inner = {key.lower(): value for key, value in item.items()} if isinstance(item, dict) else {}
            place = f"{where}.resourceTypes[{index}]"
            yield from _typed(inner, place, f"{namespace}/{inner.get('resourcetype', '')}")
    elif isinstance(keys.get("aliases"), list | dict):
        yield from _typed(keys, where, f"{keys.get('namespace', '')}/{keys.get('resourcetype', '')}")
    elif isinstance(keys.get("name"), str) and ("defaultpath" in keys or "path" in keys or "paths" in keys):
        yield keys["name"], _entry(keys, where, owner)
    else:
        for name, value in document.items():
            yield name, _plain_entry(value, f"{where}.{name}", owner)


def _typed(keys: Mapping[str, Any], where: str, owner: str) -> Iterator[tuple[str, AliasEntry]]:
    known = owner.strip("/")
    yield from _entries(keys.get("aliases") or [], f"{where}.aliases", known.lower() if "/" in known else "")


def _plain_entry(value: Any, where: str, owner: str) -> AliasEntry:
    if isinstance(value, str):
        return AliasEntry(_path(value, where), {}, None, owner)
    if isinstance(value, list) and len(value) == 1:
        return _plain_entry(value[0], where, owner)
    if isinstance(value, dict):
        return _entry({key.lower(): member for key, member in value.items()}, where, owner)
    _refuse(where, kind_of(value))


def _entry(keys: Mapping[str, Any], where: str, owner: str) -> AliasEntry:
    by_version: dict[str, tuple[Step, ...]] = {}
    paths = keys.get("paths") or []
    default = keys.get("defaultpath") or keys.get("path")
    for index, item in enumerate(paths if isinstance(paths, list) else _refuse(f"{where}.paths", kind_of(paths))):
        place = f"{where}.paths[{index}]"
        inner = {"path": item} if isinstance(item, str) else item
        if not isinstance(inner, dict):
            _refuse(place, kind_of(item))
        path = {key.lower(): value for key, value in inner.items()}
        steps = _path(path.get("path"), place)
        default = default or path.get("path")
        for version in path.get("apiversions") or []:
            by_version[str(version).lower()] = steps
    metadata = keys.get("defaultmetadata") or keys.get("metadata")
    modifiable = None
    if isinstance(metadata, dict):
        attributes = {key.lower(): value for key, value in metadata.items()}.get("attributes")
        modifiable = None if attributes is None else "modifiable" in str(attributes).lower()
    return AliasEntry(_path(default, where), by_version, modifiable, owner)


def _path(value: Any, where: str) -> tuple[Step, ...]:
    if not isinstance(value, str) or not value:
        _refuse(where, "no path")
    try:
        return read_path(value)
    except ValueError as problem:
        _refuse(where, str(problem))


@cache
def irregular_aliases() -> AliasTable:
    """Well-known aliases whose path does not follow from their name."""
    text = files("arm.policy").joinpath("irregular_aliases.csv").read_text(encoding="utf-8")
    found: dict[str, list[AliasEntry]] = {}
    for row in csv.DictReader(text.splitlines()):
        entry = AliasEntry(read_path(row["path"]), {}, None, row["resource_type"].lower())
        found.setdefault(row["alias"].lower(), []).append(entry)
    return AliasTable({name: tuple(entries) for name, entries in found.items()})

"""A judge that is not ours: Azure's published resource types asked about one ARM resource body.

The types lie in a folder beside the checkout and never in it; `folder()` says where, or why not.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

REQUIRED, READ_ONLY, WRITE_ONLY = 1, 2, 4
_ENVELOPE = frozenset({"id", "type", "apiVersion"})
_Types = list[dict[str, Any]]


def folder() -> Path | None:
    """Where the published types lie: `DATA_ESTATE_ARM_TYPES`, or `../shared/data/arm-types`."""
    named = os.environ.get("DATA_ESTATE_ARM_TYPES")
    found = Path(named) if named else Path(__file__).parents[3] / "shared/data/arm-types"
    return found if found.is_dir() else None


def problems(resource: Mapping[str, Any], types: Path, *, request: bool = False) -> list[str]:
    """What is wrong with a resource, as `path: problem`.

    A resource as Azure shows it may carry read-only properties and no secrets; a request (`request=True`)
    may carry secrets and nothing that only Azure sets. An unpublished type is a problem.
    """
    name, version = str(resource.get("type", "")), str(resource.get("apiVersion", ""))
    shapes = published(name, version, types)
    if not shapes:
        return [f"type: `{name}@{version}` is not among the published types"]
    body = {key: value for key, value in resource.items() if key not in _ENVELOPE}
    body.setdefault("name", str(resource.get("id", "")).rsplit("/", 1)[-1])
    verdicts = [list(_Judge(known, request).value(body, index, "")) for known, index in shapes]
    return min(verdicts, key=len)


def published(name: str, version: str, types: Path) -> list[tuple[_Types, int]]:
    """Every published shape of a type: its file's entries, and which of them is the body."""
    return _index(types, name.partition("/")[0].lower(), version).get(name.lower(), [])


def is_published(name: str, version: str, types: Path) -> bool:
    """Whether the folder holds the namespace of a type at an API version."""
    return bool(_index(types, name.partition("/")[0].lower(), version))


@lru_cache(maxsize=256)
def _index(types: Path, namespace: str, version: str) -> dict[str, list[tuple[_Types, int]]]:
    found: dict[str, list[tuple[_Types, int]]] = {}
    for path in sorted(types.glob(f"{namespace}@{version}.*")):
        if not re.fullmatch(rf"{re.escape(f'{namespace}@{version}')}(\.[a-z][\w-]*)?\.json", path.name):
            continue
        entries: _Types = json.loads(path.read_text(encoding="utf-8"))
        for entry in entries:
            if entry["$type"] == "ResourceType":
                name = entry["name"].partition("@")[0].lower()
                found.setdefault(name, []).append((entries, reference(entry["body"])))
    return found


def reference(entry: Mapping[str, str]) -> int:
    """The index that a `$ref` names."""
    return int(entry["$ref"].removeprefix("#/"))


class _Judge:
    """Walks a value and its published type side by side."""

    def __init__(self, types: _Types, request: bool) -> None:
        self.types, self.request = types, request

    def value(self, value: Any, index: int, at: str) -> Iterator[str]:
        shape = self.types[index]
        match shape["$type"]:
            case "ObjectType":
                yield from self._object(value, shape["properties"], shape.get("additionalProperties"), at)
            case "DiscriminatedObjectType":
                yield from self._discriminated(value, shape, at)
            case "ArrayType":
                yield from self._array(value, shape, at)
            case "UnionType":
                yield from self._union(value, shape, at)
            case "StringLiteralType":
                if value != shape["value"]:
                    yield f"{at}: {value!r} is not {shape['value']!r}"
            case "StringType":
                yield from _text(value, shape, at)
            case "BooleanType":
                if not isinstance(value, bool):
                    yield f"{at}: {value!r} is no boolean"
            case "IntegerType":
                yield from _number(value, shape, at)

    def _object(self, value: Any, known: dict[str, Any], rest: Any, at: str) -> Iterator[str]:
        if not isinstance(value, Mapping):
            yield f"{at}: {value!r} is no object"
            return
        for key, item in value.items():
            place = f"{at}.{key}" if at else key
            if key in known:
                flags = known[key]["flags"]
                if flags & READ_ONLY and not flags & REQUIRED and self.request:
                    yield f"{place}: only Azure sets it"
                elif flags & WRITE_ONLY and not flags & READ_ONLY and not self.request:
                    yield f"{place}: Azure never shows it"
                elif item is not None or flags & REQUIRED:
                    yield from self.value(item, reference(known[key]["type"]), place)
            elif rest is not None:
                yield from self.value(item, reference(rest), place)
            else:
                yield f"{place}: no such property"
        for key, entry in known.items():
            needed = entry["flags"] & REQUIRED and not entry["flags"] & (
                READ_ONLY | (0 if self.request else WRITE_ONLY)
            )
            if needed and key not in value:
                yield f"{at}.{key}: missing".lstrip(".")

    def _discriminated(self, value: Any, shape: dict[str, Any], at: str) -> Iterator[str]:
        if not isinstance(value, Mapping):
            yield f"{at}: {value!r} is no object"
            return
        key, kinds = shape["discriminator"], shape["elements"]
        kind = value.get(key)
        if kind not in kinds:
            yield f"{at}.{key}: {kind!r} is none of {', '.join(sorted(kinds))}".lstrip(".")
            return
        chosen = self.types[reference(kinds[kind])]
        known = {**shape["baseProperties"], **chosen["properties"]}
        yield from self._object(value, known, chosen.get("additionalProperties"), at)

    def _array(self, value: Any, shape: dict[str, Any], at: str) -> Iterator[str]:
        if not isinstance(value, list | tuple):
            yield f"{at}: {value!r} is no list"
            return
        if not shape.get("minLength", 0) <= len(value) <= shape.get("maxLength", len(value)):
            yield f"{at}: {len(value)} members"
        for number, item in enumerate(value):
            yield from self.value(item, reference(shape["itemType"]), f"{at}[{number}]")

    def _union(self, value: Any, shape: dict[str, Any], at: str) -> Iterator[str]:
        indexes = [reference(element) for element in shape["elements"]]
        verdicts = [list(self.value(value, index, at)) for index in indexes]
        if all(verdicts):
            literals = [self.types[i]["value"] for i in indexes if self.types[i]["$type"] == "StringLiteralType"]
            if literals and not isinstance(value, Mapping | list | tuple):
                yield f"{at}: {value!r} is none of {', '.join(map(repr, literals))}"
            else:
                yield from min(verdicts, key=len)


def _text(value: Any, shape: dict[str, Any], at: str) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"{at}: {value!r} is no text"
    elif not shape.get("minLength", 0) <= len(value) <= shape.get("maxLength", len(value)):
        yield f"{at}: {value!r} has {len(value)} characters"
    elif "pattern" in shape and not _matches(shape["pattern"], value):
        yield f"{at}: {value!r} does not match {shape['pattern']}"


def _number(value: Any, shape: dict[str, Any], at: str) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield f"{at}: {value!r} is no number"
    elif not shape.get("minValue", value) <= value <= shape.get("maxValue", value):
        yield f"{at}: {value!r} is out of bounds"


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern)
    except re.error:
        return None  # a pattern of another dialect, which says nothing here


def _matches(pattern: str, value: str) -> bool:
    compiled = _compiled(pattern)
    return compiled is None or compiled.search(value) is not None

"""Does an ARM request body fit its type: known properties, required ones, types, accepted values."""

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from arm.schema import ObjectType, Property, ResourceType, ValueType, WireTree, by_arm_type, by_token, tokens_of
from arm.unknown import UNKNOWN, Unknown

ANNOTATIONS = frozenset({"id", "name", "type", "apiVersion", "etag", "systemData"})
"""Members that Azure shows on every resource and ignores in a request."""


@dataclass(frozen=True)
class BodyProblem:
    """One thing that the type does not accept."""

    path: str
    """Where, such as `properties.networkAcls.defaultAction`."""
    problem: str
    """What is wrong: `is missing`, `is not a property of the type`, `should be …`, `is not one of …`."""
    accepted: str
    """What is accepted; empty where the problem says it."""


def check_body(arm_type: str, body: Mapping[str, Any]) -> list[BodyProblem]:
    """Every problem of a request's body, in the body's order. `UNKNOWN` fits everywhere.

    Where several tokens make the type, the one that fits best judges. Read-only properties are ignored, as
    Azure ignores them; so are values of enums that Azure calls open.
    Errors: `arm.schema.UnknownType`.
    """
    kinds = [by_token(token) for token in tokens_of(arm_type)] or [by_arm_type(arm_type)]
    return min((list(_object(kind.body, body, "", _read_only(kind))) for kind in kinds), key=len)


@cache
def _read_only(kind: ResourceType) -> frozenset[str]:
    return frozenset(".".join(wire) for wire in kind.outputs.values())


def _object(
    kind: ObjectType, value: Mapping[str, Any], at: str, ignored: frozenset[str] = frozenset()
) -> Iterator[BodyProblem]:
    yield from _tree(kind.wires, value, at, ignored)
    for item in kind.properties.values():
        told = not at and item.wire[0] in ANNOTATIONS
        if item.required and not item.read_only and not told and _missing(value, item.wire):
            yield BodyProblem(_join(at, ".".join(item.wire)), "is missing", "a value: the property is required")


def _tree(tree: WireTree, value: Mapping[str, Any], at: str, ignored: frozenset[str]) -> Iterator[BodyProblem]:
    for name, inner in value.items():
        path = _join(at, name)
        node = tree.get(name) if name in tree else _without_case(tree, name)
        if node is None:
            if path not in ignored and name not in ANNOTATIONS:
                near = difflib.get_close_matches(name, tree, n=3)
                yield BodyProblem(
                    path, "is not a property of the type", ", ".join(f"`{one}`" for one in near or sorted(tree)[:20])
                )
        elif isinstance(node, Property):
            yield from _property(node, inner, path)
        elif isinstance(inner, Mapping):
            yield from _tree(node, inner, path, ignored)
        elif inner is not None and inner is not UNKNOWN:
            yield BodyProblem(path, f"should be an object but is `{_short(inner)}`", "an object")


def _without_case(tree: WireTree, name: str) -> Property | WireTree | None:
    lowered = name.lower()
    return next((node for known, node in tree.items() if known.lower() == lowered), None)


def _missing(value: Any, wire: tuple[str, ...]) -> bool:
    for step in wire:
        if isinstance(value, Unknown):
            return False
        if not isinstance(value, Mapping) or value.get(step) is None:
            return True
        value = value[step]
    return False


def _property(item: Property, value: Any, path: str) -> Iterator[BodyProblem]:
    if not item.read_only:
        yield from _value(item.type, value, path, () if item.open else item.values)


def _value(kind: ValueType, value: Any, path: str, values: tuple[str, ...]) -> Iterator[BodyProblem]:
    if value is None or isinstance(value, Unknown) or kind.kind == "any":
        return
    if kind.kind == "array":
        if not isinstance(value, list | tuple):
            yield BodyProblem(path, f"should be a list but is `{_short(value)}`", "a list")
            return
        for index, item in enumerate(value):
            if kind.inner:
                yield from _value(kind.inner, item, f"{path}[{index}]", values)
    elif kind.kind in ("map", "keys"):
        if not isinstance(value, Mapping):
            yield BodyProblem(path, f"should be a map but is `{_short(value)}`", "a map")
            return
        for key, item in value.items():
            if kind.inner and kind.kind == "map":
                yield from _value(kind.inner, item, _join(path, str(key)), values)
    elif kind.objects:
        if not isinstance(value, Mapping):
            yield BodyProblem(path, f"should be an object but is `{_short(value)}`", "an object")
            return
        yield from _option(kind, value, path)
    else:
        yield from _scalar(kind.kind, value, path, values)


def _option(kind: ValueType, value: Mapping[str, Any], path: str) -> Iterator[BodyProblem]:
    """An object, or the option of a union that its constants name; else the option with the fewest problems."""
    for option in kind.objects:
        marks = [item for item in option.properties.values() if item.constant is not None]
        if marks and all(_at(value, item.wire) == item.constant for item in marks):
            yield from _object(option, value, path)
            return
    found = [list(_object(option, value, path)) for option in kind.objects]
    yield from min(found, key=len)


def _at(value: Any, wire: tuple[str, ...]) -> Any:
    for step in wire:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


_CHECKS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "string": (lambda value: isinstance(value, str), "text"),
    "boolean": (lambda value: isinstance(value, bool), "true or false"),
    "integer": (
        lambda value: not isinstance(value, bool) and isinstance(value, int | float) and float(value).is_integer(),
        "a whole number",
    ),
    "number": (lambda value: not isinstance(value, bool) and isinstance(value, int | float), "a number"),
}


def _scalar(kind: str, value: Any, path: str, values: tuple[str, ...]) -> Iterator[BodyProblem]:
    fits, name = _CHECKS[kind]
    if not fits(value):
        yield BodyProblem(path, f"should be {name} but is `{_short(value)}`", name)
    elif values and str(value).lower() not in _lowered(values):
        listed = ", ".join(f"`{one}`" for one in values)
        yield BodyProblem(path, f"is `{_short(value)}`, which is not one of the accepted values", listed)


@cache
def _lowered(values: tuple[str, ...]) -> frozenset[str]:
    return frozenset(one.lower() for one in values)


def _join(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"

"""Do inputs fit the SDK's class: known names, required ones, types?"""

import difflib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from arm.unknown import UNKNOWN
from simulator.providers.entities.table import Entity, Input, Table, ValueType
from simulator.providers.provider import Failure, path_text
from simulator.providers.wire import Path

SCALARS: Mapping[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool) or value in ("true", "false"),
    "integer": lambda value: not isinstance(value, bool) and _number(value) and float(value).is_integer(),
    "number": lambda value: not isinstance(value, bool) and _number(value),
}


def problems(table: Table, entity: Entity, inputs: Mapping[str, Any]) -> Iterator[Failure]:
    """Everything that the class does not accept."""
    return _object(table, entity.inputs, inputs, (), entity.token)


def _object(
    table: Table, known: Mapping[str, Input], values: Mapping[str, Any], at: Path, owner: str
) -> Iterator[Failure]:
    for name, value in values.items():
        path = (*at, name)
        item = known.get(name)
        if item is None:
            near = difflib.get_close_matches(name, known, n=3)
            hint = f"; nearest: {', '.join(f'`{one}`' for one in near)}" if near else ""
            yield Failure(path_text(path), f"`{owner}` has no property `{path_text(path)}`{hint}")
        else:
            yield from _value(table, item.type, value, path, owner)
    for name, item in known.items():
        if item.required and values.get(name) is None:
            path = (*at, name)
            yield Failure(path_text(path), f"missing required property '{path_text(path)}'")


def _value(table: Table, kind: ValueType, value: Any, at: Path, owner: str) -> Iterator[Failure]:
    if value is None or value is UNKNOWN:
        return
    if isinstance(kind, str):
        fits = SCALARS.get(kind)
        if fits is not None and not fits(value):
            yield Failure(path_text(at), f"`{path_text(at)}` should be a {kind} but is `{value!r}`")
        return
    ((form, inner),) = kind.items()
    if form == "array":
        if not isinstance(value, list):
            yield Failure(path_text(at), f"`{path_text(at)}` should be a list but is `{value!r}`")
            return
        for index, item in enumerate(value):
            yield from _value(table, inner, item, (*at, index), owner)
    elif not isinstance(value, Mapping):
        yield Failure(path_text(at), f"`{path_text(at)}` should be an object but is `{value!r}`")
    elif form == "map":
        for key, item in value.items():
            yield from _value(table, inner, item, (*at, key), owner)
    elif inner in table.objects:
        yield from _object(table, table.objects[inner], value, at, owner)


def _number(value: Any) -> bool:
    if isinstance(value, str):
        try:
            float(value)
        except ValueError:
            return False
        return True
    return isinstance(value, int | float)

"""From paths in a program's inputs to paths in the ARM body."""

from typing import Any

from arm.schema import ObjectType, ResourceType, ValueType
from simulator.providers.wire import Path


def wire_path(kind: ResourceType, path: Path) -> Path:
    """The ARM path of an input's path; a name in the id is `("id",)`."""
    if path[0] in {parameter.client for parameter in kind.path_parameters}:
        return ("id",)
    return _object_path(kind.body, path)


def _object_path(within: ObjectType, path: Path) -> Path:
    if not path:
        return ()
    item = within.properties.get(str(path[0]))
    return (*item.wire, *_value_path(item.type, path[1:])) if item else path


def value_type(kind: ResourceType, path: Path) -> ValueType | None:
    """The type of an input's path, None for what the table does not know."""
    found: ValueType | None = ValueType("object", objects=(kind.body,))
    for step in path:
        if found is None:
            return None
        if found.inner is not None:
            found = found.inner
        else:
            options = (option.properties.get(str(step)) for option in found.objects)
            item = next((option for option in options if option is not None), None)
            found = item.type if item else None
    return found


def _value_path(kind: ValueType, path: Path) -> Path:
    if not path:
        return ()
    if kind.inner is not None:
        return (path[0], *_value_path(kind.inner, path[1:]))
    for option in kind.objects:
        if path[0] in option.properties:
            return _object_path(option, path)
    return path


def client_path(kind: ResourceType, wire: Path) -> Path:
    """The input's path of an ARM path; what the table does not know stays as it is."""
    return _from_tree(kind.body, wire)


def _from_tree(within: ObjectType, wire: Path) -> Path:
    best: tuple[int, Any] | None = None
    for item in within.properties.values():
        length = len(item.wire)
        if tuple(wire[:length]) == item.wire and (best is None or length > best[0]):
            best = (length, item)
    if best is None:
        return wire
    length, item = best
    return (item.client, *_from_value(item.type, wire[length:]))


def _from_value(kind: ValueType, wire: Path) -> Path:
    if not wire:
        return ()
    if kind.inner is not None:
        return (wire[0], *_from_value(kind.inner, wire[1:]))
    for option in kind.objects:
        if wire[0] in option.wires:
            return _from_tree(option, wire)
    return wire


def any_member(path: Path) -> Path:
    """A path without its positions in lists: `rules[3].name` as `rules[].name`."""
    found: list[str] = []
    for step in path:
        if isinstance(step, int) and found:
            found[-1] += "[]"
        else:
            found.append(str(step))
    return tuple(found)


def related(one: Path, other: Path) -> bool:
    """Whether one path lies at or below the other."""
    depth = min(len(one), len(other))
    return one[:depth] == other[:depth]

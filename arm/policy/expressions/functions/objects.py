"""Objects, and the operations of sets on objects and arrays."""

from typing import Any

from arm.policy.errors import EvaluationError
from arm.policy.expressions.functions.registry import function, need_list, need_object, need_text
from arm.policy.values import MISSING, fold, has_unknown, kind_of, member, same_exactly
from arm.unknown import UNKNOWN


@function("createObject", 0, None, lenient=True)
def create_object(*values: Any) -> Any:
    """An object from keys and values in turn."""
    if len(values) % 2:
        raise EvaluationError("`createObject` takes a value for each key")
    if any(key is UNKNOWN for key in values[::2]):
        return UNKNOWN
    return {need_text("createObject", key): value for key, value in zip(values[::2], values[1::2], strict=True)}


@function("objectKeys", 1, 1)
def object_keys(value: Any) -> list[str]:
    """The names of the members."""
    return list(need_object("objectKeys", value))


@function("tryGet", 2, None)
def try_get(value: Any, *keys: Any) -> Any:
    """The member or element at the end of a path, or null where the path ends early."""
    found = value
    for key in keys:
        if found is UNKNOWN:
            return UNKNOWN
        if isinstance(found, dict) and isinstance(key, str):
            found = member(found, key)
        elif isinstance(found, list) and isinstance(key, int) and 0 <= key < len(found):
            found = found[key]
        else:
            return None
        if found is MISSING:
            return None
    return found


@function("shallowMerge", 1, 1)
def shallow_merge(value: Any) -> Any:
    """The members of several objects; later ones win."""
    objects = need_list("shallowMerge", value)
    if any(item is UNKNOWN for item in objects):
        return UNKNOWN
    merged: dict[str, Any] = {}
    for item in objects:
        merged = _replaced(merged, need_object("shallowMerge", item))
    return merged


def _replaced(ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    taken = {fold(key) for key in theirs}
    return {**{key: value for key, value in ours.items() if fold(key) not in taken}, **theirs}


def _merged(ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    names = {fold(key): key for key in ours}
    merged = dict(ours)
    for key, value in theirs.items():
        name = names.get(fold(key), key)
        held = merged.get(name)
        if held is UNKNOWN and isinstance(value, dict):
            merged[name] = UNKNOWN
            continue
        merged[name] = _merged(held, value) if isinstance(held, dict) and isinstance(value, dict) else value
    return merged


def _merged_all(values: tuple[dict[str, Any], ...]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for value in values:
        merged = _merged(merged, value)
    return merged


def _same_kind(name: str, values: tuple[Any, ...]) -> type:
    for kind in (list, dict):
        if all(isinstance(value, kind) for value in values):
            return kind
    raise EvaluationError(f"`{name}` takes arrays or objects, not {', '.join(map(kind_of, values))}")


@function("union", 1, None)
def union(*values: Any) -> Any:
    """All elements once, or all members with nested objects merged."""
    if _same_kind("union", values) is dict:
        return _merged_all(values)
    if any(has_unknown(value) for value in values):
        return UNKNOWN
    found: list[Any] = []
    for item in (item for value in values for item in value):
        if not any(same_exactly(item, other) for other in found):
            found.append(item)
    return found


@function("intersection", 1, None)
def intersection(*values: Any) -> Any:
    """The elements, or the members with their values, that all arguments share."""
    kind = _same_kind("intersection", values)
    if any(has_unknown(value) for value in values):
        return UNKNOWN
    head, *rest = values
    if kind is dict:
        return {
            key: value
            for key, value in head.items()
            if all(same_exactly(member(other, key), value) is True for other in rest)
        }
    found: list[Any] = []
    for item in head:
        shared = all(any(same_exactly(item, other) for other in array) for array in rest)
        if shared and not any(same_exactly(item, other) for other in found):
            found.append(item)
    return found

"""Where a field of the policy language stands in a resource, for writing."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from arm.policy.aliases import resolver
from arm.policy.field_names import STAR, Step, read_field_name, read_path
from arm.policy.walking import is_top_level

ELEMENTS = 4
"""Elements of an array that are tried, beside a new one."""


@dataclass(frozen=True)
class Delete:
    """Stands for the absence of a value."""


@dataclass(frozen=True)
class Edit:
    """One value at one place."""

    steps: tuple[str | int, ...]
    value: Any

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.steps))} = {self.value!r}"


def places(field: str, resource: dict[str, Any]) -> Iterator[tuple[str | int, ...]]:
    """Every place of a field, arrays spread out; one element more than there are."""
    understood = read_field_name(field)
    if understood is None or understood.text in ("type", "fullName"):
        return
    if understood.kind == "tag":
        yield ("tags", understood.text)
    elif understood.kind == "plain":
        yield tuple(understood.text.split("."))
    elif understood.kind == "path":
        yield from _spread(resource, read_path(field))
    else:
        found = resolver()(field, str(resource["type"]).lower(), resource.get("apiVersion"))
        if found is not None:
            inside = not found.exact and not (is_top_level(found.steps[0]) and str(found.steps[0]) in resource)
            start: tuple[Step, ...] = ("properties",) if inside and found.steps[0] != "properties" else ()
            yield from _spread(resource, (*start, *found.steps))


def value_at(resource: Any, steps: tuple[str | int, ...]) -> Any:
    """The value at a place; `None` where there is none."""
    for step in steps:
        if isinstance(step, int):
            resource = resource[step] if isinstance(resource, list) and step < len(resource) else None
        else:
            resource = resource.get(_key(resource, step)) if isinstance(resource, dict) else None
    return resource


def edited(resource: dict[str, Any], edits: tuple[Edit, ...]) -> dict[str, Any]:
    """A copy with the edits made."""
    found = copy.deepcopy(resource)
    for edit in edits:
        _write(found, edit)
        if edit.steps == ("name",) and isinstance(found.get("id"), str):
            found["id"] = f"{found['id'].rpartition('/')[0]}/{edit.value}"
    return found


def _spread(value: Any, steps: tuple[Step, ...]) -> Iterator[tuple[str | int, ...]]:
    if not steps:
        yield ()
        return
    first, rest = steps[0], steps[1:]
    if first is STAR:
        count = len(value) if isinstance(value, list) else 0
        for index in (*range(min(count, ELEMENTS)), count):
            inner = value[index] if index < count else None
            for tail in _spread(inner, rest):
                yield (index, *tail)
        return
    if not isinstance(first, str | int):
        return
    if isinstance(value, dict) and isinstance(first, str):
        key = _key(value, first)
        if key not in value and isinstance(value.get("properties"), dict) and first != "properties":
            for tail in _spread(value["properties"], steps):
                yield ("properties", *tail)
            return
        first = key
    inner = value.get(first) if isinstance(value, dict) else None
    for tail in _spread(inner, rest):
        yield (first, *tail)


def _key(value: dict[str, Any], name: str) -> str:
    """The key as the resource spells it."""
    return next((key for key in value if key.lower() == name.lower()), name)


def _write(resource: Any, edit: Edit) -> None:
    *way, last = edit.steps
    for step, following in zip(way, edit.steps[1:], strict=True):
        if not isinstance(_get(resource, step), dict | list):
            _set(resource, step, [] if isinstance(following, int) else {})
        resource = _get(resource, step)
    if not isinstance(edit.value, Delete):
        _set(resource, last, edit.value)
    elif isinstance(resource, list) and isinstance(last, int):
        del resource[last : last + 1]
    elif isinstance(resource, dict):
        resource.pop(last, None)


def _get(holder: Any, step: str | int) -> Any:
    if isinstance(holder, list) and isinstance(step, int):
        return holder[step] if step < len(holder) else None
    return holder.get(step)


def _set(holder: Any, step: str | int, value: Any) -> None:
    """Set a member or an element; an element beyond the last becomes the last."""
    if isinstance(holder, list) and isinstance(step, int) and step >= len(holder):
        holder.append(value)
    else:
        holder[step] = value

"""Which changes of inputs need a new resource, and which differences mean nothing to Azure."""

from collections.abc import Iterator, Mapping
from typing import Any

from arm import translate
from arm.immutable import Change, ImmutablePath, immutable_paths
from arm.regions import normalised
from arm.schema import ResourceType
from arm.unknown import UNKNOWN
from simulator.providers import diffing
from simulator.providers.azure_native.paths import any_member, related, value_type, wire_path
from simulator.providers.provider import Difference
from simulator.providers.wire import Path


def difference(kind: ResourceType, olds: Mapping[str, Any], news: Mapping[str, Any]) -> Difference:
    """Compare inputs property by property."""
    fixed = tuple(_fixed(kind, olds, news))

    def replaces(path: Path, _old: Any, _new: Any) -> bool:
        wire = any_member(wire_path(kind, path))
        return wire == ("id",) or any(related(one, wire) for one in fixed)

    def same(path: Path, old: Any, new: Any) -> bool:
        """Locations without case and spaces, ids without case, sets of ids in any order."""
        if isinstance(old, list) and isinstance(new, list):
            found = value_type(kind, path)
            return found is not None and found.kind == "keys" and _as_set(old) == _as_set(new)
        if not isinstance(old, str) or not isinstance(new, str):
            return False
        if path == ("location",):
            return normalised(old) == normalised(new)
        return _is_id(old) and _is_id(new) and old.lower() == new.lower()

    return Difference(diffing.changes(olds, news, same=same, replaces=replaces))


def _as_set(values: list[Any]) -> set[str]:
    return {str(value).lower() for value in values}


def _is_id(text: str) -> bool:
    return text.lower().startswith(("/subscriptions/", "/providers/"))


def _fixed(kind: ResourceType, olds: Mapping[str, Any], news: Mapping[str, Any]) -> Iterator[Path]:
    """ARM paths whose change between the two bodies needs a new resource."""
    before, after = (translate.to_arm(kind.token, inputs).body for inputs in (olds, news))
    yield ("location",)
    for entry in immutable_paths(kind.arm_type):
        steps = tuple(entry.path.split("."))
        if entry.change is Change.REPLACE and _changes(entry, _values(before, steps), _values(after, steps)):
            yield steps


def _changes(entry: ImmutablePath, old: list[Any], new: list[Any]) -> bool:
    """Whether a value at the path becomes another one. An unknown one may: like azure-native, plan for that."""
    length = max(len(old), len(new))
    pairs = zip(*(values + [None] * (length - len(values)) for values in (old, new)), strict=True)
    return any(UNKNOWN in pair or not entry.accepts(*pair) for pair in pairs)


def _values(body: Any, steps: Path) -> list[Any]:
    """What stands at a path; at `name[]` steps, of every member."""
    if not steps or body is UNKNOWN:
        return [body]
    step = str(steps[0])
    inner = body.get(step.removesuffix("[]")) if isinstance(body, Mapping) else None
    if step.endswith("[]") and isinstance(inner, list):
        return [value for member in inner for value in _values(member, steps[1:])]
    return _values(inner, steps[1:])

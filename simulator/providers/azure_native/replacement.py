"""Which changes of inputs need a new resource, and which differences mean nothing to Azure."""

from collections.abc import Iterator, Mapping
from typing import Any

from arm import translate
from arm.immutable import Change, ImmutablePath, immutable_paths
from arm.regions import normalised
from arm.schema import ResourceType
from arm.unknown import UNKNOWN
from simulator.providers import diffing
from simulator.providers.azure_native.paths import related, value_type, wire_path
from simulator.providers.provider import Difference
from simulator.providers.wire import Path


def difference(kind: ResourceType, olds: Mapping[str, Any], news: Mapping[str, Any]) -> Difference:
    """Compare inputs property by property."""
    fixed = tuple(_fixed(kind, olds, news))

    def replaces(path: Path, _old: Any, _new: Any) -> bool:
        wire = wire_path(kind, path)
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
        if entry.change is Change.REPLACE and _changes(entry, _at(before, steps), _at(after, steps)):
            yield steps


def _changes(entry: ImmutablePath, old: Any, new: Any) -> bool:
    """An unknown value may turn out to be another one: like azure-native, plan for that."""
    if old is UNKNOWN or new is UNKNOWN:
        return old is not new or old is UNKNOWN
    return not entry.accepts(old, new)


def _at(body: Any, steps: Path) -> Any:
    for step in steps:
        if body is UNKNOWN:
            return UNKNOWN
        body = body.get(step) if isinstance(body, Mapping) else None
    return body

"""Which properties differ between two sets of inputs."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from arm.unknown import UNKNOWN
from simulator.providers.provider import Change, Kind
from simulator.providers.wire import Path

Same = Callable[[Path, Any, Any], bool]
Replaces = Callable[[Path, Any, Any], bool]


def changes(olds: Mapping[str, Any], news: Mapping[str, Any], *, same: Same, replaces: Replaces) -> list[Change]:
    """Every differing property at its deepest path.

    `same(path, old, new)` forgives differences that mean nothing; `replaces(path, old, new)` says whether a change
    needs a new resource. An unknown value counts as a change.
    """
    return [Change(path, kind, replaces(path, old, new)) for path, kind, old, new in _walk((), olds, news, same)]


def _walk(at: Path, old: Any, new: Any, same: Same) -> Iterator[tuple[Path, Kind, Any, Any]]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in [*old, *(key for key in new if key not in old)]:
            yield from _member((*at, key), old.get(key), new.get(key), same)
    elif isinstance(old, list) and isinstance(new, list):
        if at and same(at, old, new):
            return
        for index in range(max(len(old), len(new))):
            yield from _member(
                (*at, index),
                old[index] if index < len(old) else None,
                new[index] if index < len(new) else None,
                same,
            )
    elif old is UNKNOWN or new is UNKNOWN or not (old == new or same(at, old, new)):
        yield at, Kind.UPDATE, old, new


def _member(path: Path, old: Any, new: Any, same: Same) -> Iterator[tuple[Path, Kind, Any, Any]]:
    if old is None and new is None:
        return
    if old is None:
        if new is UNKNOWN or not same(path, old, new):
            yield path, Kind.ADD, old, new
    elif new is None:
        if not same(path, old, new):
            yield path, Kind.DELETE, old, new
    else:
        yield from _walk(path, old, new, same)


def exactly(_path: Path, old: Any, new: Any) -> bool:
    """No difference is forgiven."""
    return bool(old is not UNKNOWN and new is not UNKNOWN and old == new)

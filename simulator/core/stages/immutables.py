"""Does an update change what Azure fixes at creation?"""

from typing import Any

from arm.immutable import Change, ImmutablePath, immutable_paths
from simulator.core.request import Request
from simulator.core.rules import refusal
from simulator.core.types.base import handler_for

CHANGED = refusal(
    "PropertyChangeNotAllowed",
    409,
    "Changing property `{path}` from `{before}` to `{after}` is not allowed.",
    "*:PropertyChangeNotAllowed",
)
# The id, its name and the location have refusals of their own, or cannot differ under one id.
SETTLED_ELSEWHERE = frozenset({"id", "name", "location"})


def check_immutables(request: Request) -> None:
    """Refuse a value that the table of immutable properties does not let change in place.

    A property that the request leaves out keeps what is stored: only a stated other value is a change. Types
    whose provider answers with a code of its own say so in their handler.
    """
    if request.existing is None:
        return
    own = handler_for(request.type).own_immutables
    for entry in immutable_paths(request.type):
        if entry.path in SETTLED_ELSEWHERE or entry.path in own or entry.change is Change.ALLOWED:
            continue
        _check_path(request, entry)


def _check_path(request: Request, entry: ImmutablePath) -> None:
    steps = entry.path.split(".")
    before, after = _values(request.existing.body if request.existing else {}, steps), _values(request.body, steps)
    if not after:
        return
    if len(before) != len(after):
        before = before or [None] * len(after)
        if len(before) != len(after):
            return
    for old, new in zip(before, after, strict=True):
        if new is None or _same(old, new) or entry.accepts(old, new):
            continue
        raise CHANGED(request.id, path=entry.path, before=old, after=new)


def _same(old: Any, new: Any) -> bool:
    """Whether the request states nothing else than what is stored; computed values beside it do not count."""
    if isinstance(old, dict) and isinstance(new, dict):
        return all(_same(old.get(name), value) for name, value in new.items())
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(_same(one, other) for one, other in zip(old, new, strict=True))
    if isinstance(old, str) and isinstance(new, str):
        return old.lower() == new.lower()
    return bool(old == new)


def _values(value: Any, steps: list[str]) -> list[Any]:
    if not steps:
        return [value]
    name, rest = steps[0], steps[1:]
    if name.endswith("[]"):
        listed = value.get(name[:-2]) if isinstance(value, dict) else None
        return [found for one in listed or [] for found in _values(one, rest)]
    if not isinstance(value, dict) or name not in value:
        return []
    return _values(value[name], rest)

"""What a change of a property means once a resource exists."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from arm.fact_table import rows, words


class Change(StrEnum):
    """What Azure makes of a new value at one path."""

    REPLACE = "replace"
    """Refused in place: the resource has to be deleted and created."""
    REFUSED = "refused"
    """Refused in place, and tools do not replace either."""
    ONE_WAY = "one-way"
    """Accepted for the listed transitions only."""
    GROWS_ONLY = "grows-only"
    """A number or a collection may grow, never shrink."""
    SET_ONCE = "set-once"
    """Accepted while no value is stored."""
    WHILE_UNUSED = "while-unused"
    """Accepted as long as nothing uses what goes away."""
    ALLOWED = "allowed"
    """Accepted, although a replacement is often expected."""


@dataclass(frozen=True, kw_only=True)
class ImmutablePath:
    """One path of a resource's ARM JSON and the fate of its changes."""

    path: str
    """Dotted path from the top of the resource: `location`, `sku.name`, `properties.isHnsEnabled`."""
    change: Change
    transitions: tuple[tuple[str, str], ...]
    """For `one-way`: pairs of old and new value; empty is unset, `*` is any value."""

    def accepts(self, old: object, new: object) -> bool:
        """Whether Azure accepts a new value in place, as far as the two values tell."""
        before, after = _text(old), _text(new)
        if before == after or self.change in {Change.ALLOWED, Change.WHILE_UNUSED}:
            return True
        if self.change is Change.SET_ONCE:
            return before == ""
        if self.change is Change.GROWS_ONLY:
            return _grows(old, new)
        return any(_is(start, before) and _is(end, after) for start, end in self.transitions)


@cache
def _by_type() -> Mapping[str, tuple[ImmutablePath, ...]]:
    found: dict[str, list[ImmutablePath]] = {}
    for row in rows("immutable"):
        pairs = [pair.partition(">") for pair in words(row["transitions"])]
        entry = ImmutablePath(
            path=row["path"],
            change=Change(row["change"]),
            transitions=tuple((old, new) for old, _, new in pairs),
        )
        found.setdefault(row["arm_type"].lower(), []).append(entry)
    return {arm_type: tuple(entries) for arm_type, entries in found.items()}


def immutable_paths(arm_type: str) -> tuple[ImmutablePath, ...]:
    """Every path of a type whose change is more than an update. `id` stands for scope and parent."""
    return _by_type().get(arm_type.lower(), ())


def _text(value: object) -> str:
    """A value for comparison: case never matters, and locations may be written with spaces."""
    if value is None:
        return ""
    return str(value).replace(" ", "").lower()


def _is(pattern: str, text: str) -> bool:
    return text == pattern.lower() if pattern != "*" else text != ""


def _grows(old: object, new: object) -> bool:
    if old is None:
        return True
    if isinstance(old, int | float) and isinstance(new, int | float):
        return new >= old
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return set(old) <= set(new)
    if isinstance(old, list | tuple) and isinstance(new, list | tuple):
        return {_text(item) for item in old} <= {_text(item) for item in new}
    return False

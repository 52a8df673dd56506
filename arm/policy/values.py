"""The value model of conditions: plain values compare as text, without regard to case."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, Final, TypeAlias
from unicodedata import normalize

from arm.unknown import UNKNOWN, Unknown

Tri: TypeAlias = bool | Unknown
"""True, false, or not decided yet."""


UNDECIDED: Final[Tri] = UNKNOWN
"""The third answer."""


class Missing:
    """The type of `MISSING`."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing()
"""What selecting an absent property gives; conditions read it as null."""


class Collection(list[Any]):
    """The values that an alias with `[*]` selects. `complete` is false when there may be more of them."""

    __slots__ = ("complete",)

    def __init__(self, items: Iterable[Any] = (), *, complete: bool = True) -> None:
        super().__init__(items)
        self.complete = complete


@lru_cache(maxsize=4096)
def _fold_long(text: str) -> str:
    return normalize("NFC", text).casefold()


def fold(text: str) -> str:
    """The text as conditions compare it: the invariant culture, in which case and `ß` for `ss` do not matter."""
    return text.lower() if text.isascii() else _fold_long(text)


def upper(text: str) -> str:
    """The text in upper case, one character for one."""
    return text.upper() if text.isascii() else "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


def text_of(value: Any) -> str:
    """A plain value as text; null is the empty text."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "True" if value else "False"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def is_plain(value: Any) -> bool:
    """Whether the value is neither an array, nor an object, nor unknown."""
    return not isinstance(value, list | dict | Unknown)


def kind_of(value: Any) -> str:
    """The name of the value's kind, as messages say it."""
    if value is None or value is MISSING:
        return "null"
    if value is UNKNOWN:
        return "unknown"
    for kind, name in (
        (bool, "boolean"),
        (int, "integer"),
        (float, "number"),
        (str, "string"),
        (list, "array"),
        (dict, "object"),
    ):
        if isinstance(value, kind):
            return name
    return type(value).__name__


def has_unknown(value: Any) -> bool:
    """Whether the value is unknown or holds something unknown."""
    if value is UNKNOWN:
        return True
    if isinstance(value, dict):
        return any(has_unknown(v) for v in value.values())
    if isinstance(value, list):
        return (isinstance(value, Collection) and not value.complete) or any(has_unknown(v) for v in value)
    return False


def member(value: Mapping[str, Any], name: str) -> Any:
    """The member of an object by name, without regard to case; `MISSING` when there is none."""
    found = value.get(name, MISSING)
    if found is not MISSING:
        return found
    lowered = name.lower()
    for key, candidate in value.items():
        if key.lower() == lowered:
            return candidate
    return MISSING


def all_known(verdicts: Iterable[Tri]) -> Tri:
    """False when one is false, else unknown when one is unknown, else true."""
    undecided = False
    for verdict in verdicts:
        if verdict is UNKNOWN:
            undecided = True
        elif not verdict:
            return False
    return UNKNOWN if undecided else True


def same(left: Any, right: Any, plain: Callable[[Any, Any], bool], key: Callable[[str], str]) -> Tri:
    """Equality by content: `plain` compares plain values, `key` brings names of members together."""
    if left is UNKNOWN or right is UNKNOWN:
        return UNDECIDED
    if isinstance(left, list) and isinstance(right, list):
        if len(left) != len(right):
            return False
        return all_known(same(a, b, plain, key) for a, b in zip(left, right, strict=True))
    if isinstance(left, dict) and isinstance(right, dict):
        ours, theirs = ({key(k): v for k, v in side.items()} for side in (left, right))
        if ours.keys() != theirs.keys():
            return False
        return all_known(same(v, theirs[k], plain, key) for k, v in ours.items())
    if isinstance(left, list | dict) or isinstance(right, list | dict):
        return False
    return plain(left, right)


def same_text(left: Any, right: Any) -> Tri:
    """Equality as conditions ask it: plain values as text, without regard to case."""
    return same(left, right, lambda a, b: fold(text_of(a)) == fold(text_of(b)), fold)


def _exact(left: Any, right: Any) -> bool:
    if isinstance(left, bool) is not isinstance(right, bool):
        return False
    return bool(left == right)


def same_exactly(left: Any, right: Any) -> Tri:
    """Equality as the `equals()` function asks it: same kind, same case."""
    return same(left, right, _exact, fold)

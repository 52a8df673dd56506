"""Order of texts, numbers and dates, for conditions and for functions."""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from arm.policy.errors import EvaluationError
from arm.policy.values import fold, kind_of

_DATE = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?\s?(Z|[+-]\d\d:?\d\d)?)?", re.IGNORECASE
)


@lru_cache(maxsize=1024)
def parse_date(text: str) -> datetime | None:
    """The instant that a text in ISO 8601 stands for (UTC when it says no offset), or nothing."""
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    try:
        instant = datetime(
            int(year),
            int(month),
            int(day),
            int(hour or 0),
            int(minute or 0),
            int(second or 0),
            int((fraction or "0").ljust(6, "0")[:6]),
            tzinfo=UTC,
        )
    except ValueError:
        return None
    if zone and zone.upper() != "Z":
        digits = zone[1:].replace(":", "")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        instant = instant - offset if zone[0] == "+" else instant + offset
    return instant


def format_date(instant: datetime) -> str:
    """An instant as the policy functions write it."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{instant.microsecond:06d}0Z"


def _weight(character: str) -> tuple[int, int]:
    if character.isalpha():
        return (3, ord(character))
    if character.isdigit():
        return (2, ord(character))
    return (1, ord(character))


@lru_cache(maxsize=4096)
def text_key(text: str) -> tuple[Any, ...]:
    """A key that sorts as the invariant culture does without case: signs, digits, letters; hyphens last."""
    folded = fold(text)
    return (tuple(_weight(c) for c in folded if c not in "-'"), folded)


def compare(left: Any, right: Any) -> int:
    """Less than, equal to or greater than zero, as `left` is to `right`; an error when the kinds differ."""
    if isinstance(left, str) and isinstance(right, str):
        first, second = parse_date(left), parse_date(right)
        if first is not None and second is not None:
            return (first > second) - (first < second)
        ours, theirs = text_key(left), text_key(right)
        return (ours > theirs) - (ours < theirs)
    if _is_number(left) and _is_number(right):
        return int(left > right) - int(left < right)
    raise EvaluationError(f"{kind_of(left)} cannot be ordered against {kind_of(right)}")


def compare_with_case(left: str, right: str) -> int:
    """Order of two texts as the template functions have it: case decides last, lower before upper."""
    ours, theirs = text_key(left), text_key(right)
    if ours == theirs:
        ours, theirs = (tuple(c.isupper() for c in side) for side in (left, right))
    return (ours > theirs) - (ours < theirs)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)

"""The operators of conditions. Each prepares its operand once and answers for many values."""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from arm.policy.errors import EvaluationError
from arm.policy.ordering import compare
from arm.policy.switches import Switches
from arm.policy.values import (
    MISSING,
    UNDECIDED,
    Tri,
    fold,
    has_unknown,
    is_plain,
    kind_of,
    member,
    same_text,
    text_of,
    upper,
)
from arm.unknown import UNKNOWN

Test: TypeAlias = Callable[[Any], Tri]
"""Answers for one value."""
Prepare: TypeAlias = Callable[[Any, Switches], Test]
"""Takes the operand."""


def _undecided(_left: Any) -> Tri:
    return UNDECIDED


def _negated(prepare: Prepare) -> Prepare:
    def prepared(right: Any, switches: Switches) -> Test:
        positive = prepare(right, switches)

        def test(left: Any) -> Tri:
            verdict = positive(left)
            return verdict if verdict is UNKNOWN else not verdict

        return test

    return prepared


def _operand_text(name: str, right: Any) -> str:
    if not is_plain(right):
        raise EvaluationError(f"`{name}` takes a string, not {kind_of(right)}")
    return text_of(right)


def _equals(right: Any, switches: Switches) -> Test:
    if right is UNKNOWN:
        return _undecided
    if isinstance(right, list | dict):
        return lambda left: same_text(left, right)
    expected = fold(text_of(right))
    null_too = right is None or (right == "" and switches.missing_equals_empty)
    empty_too = right is not None or switches.missing_equals_empty

    def test(left: Any) -> Tri:
        if type(left) is str:
            return fold(left) == expected and empty_too
        if left is None:
            return null_too
        if left is UNKNOWN:
            return UNDECIDED
        if isinstance(left, list | dict):
            return False
        return fold(text_of(left)) == expected

    return test


def _in(right: Any, switches: Switches) -> Test:
    if right is UNKNOWN:
        return _undecided
    if not isinstance(right, list):
        raise EvaluationError(f"`in` takes an array, not {kind_of(right)}")
    texts = {fold(text_of(item)) for item in right if is_plain(item) and item is not None}
    has_null = any(item is None for item in right)
    null_too = has_null or ("" in texts and switches.missing_equals_empty)
    if has_null and switches.missing_equals_empty:
        texts.add("")
    containers = [item for item in right if isinstance(item, list | dict)]
    miss: Tri = UNKNOWN if any(item is UNKNOWN for item in right) else False

    def test(left: Any) -> Tri:
        if left is None:
            return True if null_too else miss
        if left is UNKNOWN:
            return UNDECIDED if right else False
        if isinstance(left, list | dict):
            verdicts = [same_text(left, item) for item in containers]
            if True in verdicts:
                return True
            return UNDECIDED if UNKNOWN in verdicts else miss
        return True if fold(text_of(left)) in texts else miss

    return test


def _like(right: Any, switches: Switches) -> Test:
    if right is UNKNOWN:
        return _undecided
    pattern = fold(_operand_text("like", right))
    first, *middle, last = pattern.split("*") if "*" in pattern else (pattern, "")
    exact = "*" not in pattern
    shortest = len(first) + len(last)
    null_too = switches.missing_equals_empty
    if pattern:
        null_too = switches.missing_like_star and not pattern.strip("*")

    def test(left: Any) -> Tri:
        if left is None:
            return null_too
        if left is UNKNOWN:
            return UNDECIDED
        if isinstance(left, list | dict):
            return False
        text = fold(text_of(left))
        if exact:
            return text == pattern
        if len(text) < shortest or not text.startswith(first) or not text.endswith(last):
            return False
        position, end = len(first), len(text) - len(last)
        for part in middle:
            position = text.find(part, position, end)
            if position < 0:
                return False
            position += len(part)
        return True

    return test


def _matches(text: str, pattern: str) -> bool:
    if len(text) != len(pattern):
        return False
    for character, expected in zip(text, pattern, strict=True):
        if expected == "#":
            if character not in "0123456789":
                return False
        elif expected == "?":
            if not character.isalpha():
                return False
        elif expected not in (".", character):
            return False
    return True


def _match(key: Callable[[str], str]) -> Prepare:
    def prepared(right: Any, _switches: Switches) -> Test:
        if right is UNKNOWN:
            return _undecided
        pattern = key(_operand_text("match", right))

        def test(left: Any) -> Tri:
            if left is UNKNOWN:
                return UNDECIDED
            return is_plain(left) and _matches(key(text_of(left)), pattern)

        return test

    return prepared


def _contains(right: Any, switches: Switches) -> Test:
    if right is UNKNOWN:
        return _undecided
    part = fold(_operand_text("contains", right))
    element = _equals(right, switches)

    def test(left: Any) -> Tri:
        if left is UNKNOWN:
            return UNDECIDED
        if isinstance(left, list):
            if not switches.contains_on_array:
                return False
            verdicts = [element(item) for item in left]
            if any(verdict is True for verdict in verdicts):
                return True
            return UNDECIDED if any(verdict is UNKNOWN for verdict in verdicts) or has_unknown(left) else False
        if left is None or isinstance(left, dict):
            return False
        return part in fold(text_of(left))

    return test


def _contains_key(right: Any, _switches: Switches) -> Test:
    key = None if right is UNKNOWN else _operand_text("containsKey", right)

    def test(left: Any) -> Tri:
        if left is UNKNOWN:
            return UNDECIDED
        if not isinstance(left, dict) or not left:
            return False
        return UNDECIDED if key is None else member(left, key) is not MISSING

    return test


def truth_of(right: Any) -> bool | None:
    """The operand of `exists`: a boolean, or its name in any casing; nothing for anything else."""
    if isinstance(right, bool):
        return right
    return {"true": True, "false": False}.get(right.lower()) if isinstance(right, str) else None


def _exists(right: Any, switches: Switches) -> Test:
    if right is UNKNOWN:
        return _undecided
    wanted = truth_of(right)
    if wanted is None:
        raise EvaluationError(f"`exists` takes true or false, not {right!r}")

    def test(left: Any) -> Tri:
        if left is UNKNOWN:
            return wanted if switches.presume_outputs_present else UNKNOWN
        return (left is not None) is wanted

    return test


def _number(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return float(value)
    except ValueError:
        return value


def _ordering(accepts: Callable[[int, int], bool]) -> Prepare:
    def prepared(right: Any, switches: Switches) -> Test:
        def test(left: Any) -> Tri:
            if left is None or right is None:
                if switches.missing_ordering == "error":
                    raise EvaluationError("a missing value cannot be ordered")
                return False
            if left is UNKNOWN or right is UNKNOWN:
                return UNDECIDED
            if switches.order_number_text == "convert" and isinstance(left, str) is not isinstance(right, str):
                return accepts(compare(_number(left), _number(right)), 0)
            return accepts(compare(left, right), 0)

        return test

    return prepared


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator: its canonical name, how it is prepared, and what its operand may be."""

    name: str
    prepare: Prepare
    operand: str
    """`plain`, `text`, `array`, `order` or `truth`."""


def _pairs() -> list[Operator]:
    found = []
    for name, prepare, operand in (
        ("equals", _equals, "plain"),
        ("like", _like, "text"),
        ("match", _match(lambda text: text), "text"),
        ("matchInsensitively", _match(upper), "text"),
        ("contains", _contains, "text"),
        ("in", _in, "array"),
        ("containsKey", _contains_key, "text"),
    ):
        found.append(Operator(name, prepare, operand))
        found.append(Operator(f"not{name[0].upper()}{name[1:]}", _negated(prepare), operand))
    return found


OPERATORS = {
    found.name.lower(): found
    for found in (
        *_pairs(),
        Operator("less", _ordering(operator.lt), "order"),
        Operator("lessOrEquals", _ordering(operator.le), "order"),
        Operator("greater", _ordering(operator.gt), "order"),
        Operator("greaterOrEquals", _ordering(operator.ge), "order"),
        Operator("exists", _exists, "truth"),
    )
}
"""Every operator, by its name in lower case."""

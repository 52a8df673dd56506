"""Comparison and conversion to booleans. `if`, `and` and `or` are compiled, because they choose."""

from collections.abc import Callable
from typing import Any

from arm.policy.errors import EvaluationError
from arm.policy.expressions.functions.registry import function, need_boolean
from arm.policy.ordering import compare_with_case
from arm.policy.values import Tri, kind_of, same_exactly


@function("not", 1, 1)
def negate(value: Any) -> bool:
    """The opposite of a boolean."""
    return not need_boolean("not", value)


@function("bool", 1, 1)
def to_boolean(value: Any) -> bool:
    """A boolean from its name in any casing, or from a number."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value != 0
    found = {"true": True, "1": True, "false": False, "0": False}.get(str(value).strip().lower())
    if found is None:
        raise EvaluationError(f"`bool` takes `true`, `false` or a number, not {value!r}")
    return found


@function("true", 0, 0)
def true() -> bool:
    """True."""
    return True


@function("false", 0, 0)
def false() -> bool:
    """False."""
    return False


@function("null", 0, 0)
def null() -> None:
    """Nothing."""


@function("equals", 2, 2, lenient=True)
def equals(left: Any, right: Any) -> Tri:
    """Whether two values are the same, with case, kinds included."""
    return same_exactly(left, right)


def _order(name: str, left: Any, right: Any) -> int:
    if isinstance(left, str) and isinstance(right, str):
        return compare_with_case(left, right)
    numbers = all(isinstance(v, int | float) and not isinstance(v, bool) for v in (left, right))
    if not numbers:
        raise EvaluationError(f"`{name}` takes two integers or two strings, not {kind_of(left)} and {kind_of(right)}")
    return int(left > right) - int(left < right)


def _register(name: str, accepts: Callable[[int], bool]) -> None:
    @function(name, 2, 2)
    def ordered(left: Any, right: Any) -> bool:
        return accepts(_order(name, left, right))


_register("less", lambda sign: sign < 0)
_register("lessOrEquals", lambda sign: sign <= 0)
_register("greater", lambda sign: sign > 0)
_register("greaterOrEquals", lambda sign: sign >= 0)

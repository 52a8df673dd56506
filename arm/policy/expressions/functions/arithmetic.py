"""Numbers."""

from typing import Any

from arm.policy.errors import EvaluationError
from arm.policy.expressions.functions.registry import function, need_integer, need_list
from arm.policy.values import kind_of
from arm.unknown import UNKNOWN


def _number(name: str, value: Any) -> int | float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise EvaluationError(f"`{name}` takes numbers, not {kind_of(value)}")


@function("add", 2, 2)
def add(left: Any, right: Any) -> int | float:
    """The sum."""
    return _number("add", left) + _number("add", right)


@function("sub", 2, 2)
def subtract(left: Any, right: Any) -> int | float:
    """The difference."""
    return _number("sub", left) - _number("sub", right)


@function("mul", 2, 2)
def multiply(left: Any, right: Any) -> int | float:
    """The product."""
    return _number("mul", left) * _number("mul", right)


@function("div", 2, 2)
def divide(left: Any, right: Any) -> int:
    """The quotient of two integers, cut towards zero."""
    dividend, divisor = need_integer("div", left), need_integer("div", right)
    if divisor == 0:
        raise EvaluationError("`div` by zero")
    quotient = abs(dividend) // abs(divisor)
    return quotient if (dividend < 0) is (divisor < 0) else -quotient


@function("mod", 2, 2)
def remainder(left: Any, right: Any) -> int:
    """The remainder of `div`; it has the sign of the dividend."""
    dividend, divisor = need_integer("mod", left), need_integer("mod", right)
    if divisor == 0:
        raise EvaluationError("`mod` by zero")
    rest = abs(dividend) % abs(divisor)
    return -rest if dividend < 0 else rest


@function("int", 1, 1)
def to_integer(value: Any) -> int:
    """An integer from a text or a number."""
    if isinstance(value, str):
        try:
            return int(value.strip())
        except ValueError:
            raise EvaluationError(f"`int` takes a whole number, not {value!r}") from None
    return int(_number("int", value))


@function("float", 1, 1)
def to_float(value: Any) -> float:
    """A number with a fraction, from a text or an integer."""
    if isinstance(value, str):
        try:
            return float(value.strip())
        except ValueError:
            raise EvaluationError(f"`float` takes a number, not {value!r}") from None
    return float(_number("float", value))


def _numbers(name: str, values: tuple[Any, ...]) -> list[int | float]:
    flat = need_list(name, values[0]) if len(values) == 1 and isinstance(values[0], list) else list(values)
    if not flat:
        raise EvaluationError(f"`{name}` of nothing")
    return [_number(name, value) for value in flat]


def _holds_unknown(values: tuple[Any, ...]) -> bool:
    return any(isinstance(value, list) and any(item is UNKNOWN for item in value) for value in values)


@function("min", 1, None)
def smallest(*values: Any) -> Any:
    """The smallest of several numbers, or of an array of them."""
    return UNKNOWN if _holds_unknown(values) else min(_numbers("min", values))


@function("max", 1, None)
def largest(*values: Any) -> Any:
    """The largest of several numbers, or of an array of them."""
    return UNKNOWN if _holds_unknown(values) else max(_numbers("max", values))


@function("range", 2, 2)
def count_up(start: Any, count: Any) -> list[int]:
    """So many integers from a start."""
    first, number = need_integer("range", start), need_integer("range", count)
    if not 0 <= number <= 10_000:
        raise EvaluationError(f"`range` takes a count from 0 to 10000, not {number}")
    return list(range(first, first + number))

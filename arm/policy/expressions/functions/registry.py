"""Functions by name, with their numbers of arguments; and the checks their arguments share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from arm.policy.errors import EvaluationError
from arm.policy.values import kind_of

T = TypeVar("T", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Function:
    """One function. `lenient` ones take unknown arguments; the others are unknown when an argument is."""

    name: str
    least: int
    most: int | None
    run: Callable[..., Any]
    lenient: bool = False


FUNCTIONS: dict[str, Function] = {}
"""Every function whose result follows from its arguments, by its name in lower case."""


def function(name: str, least: int, most: int | None, *, lenient: bool = False) -> Callable[[T], T]:
    """Register a function under its canonical name."""

    def register(run: T) -> T:
        FUNCTIONS[name.lower()] = Function(name, least, most, run, lenient)
        return run

    return register


def need_text(name: str, value: Any) -> str:
    """The argument as a text, or an error that names the function."""
    if isinstance(value, str):
        return value
    raise EvaluationError(f"`{name}` takes a string, not {kind_of(value)}")


def need_integer(name: str, value: Any) -> int:
    """The argument as an integer, or an error that names the function."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    raise EvaluationError(f"`{name}` takes an integer, not {kind_of(value)}")


def need_boolean(name: str, value: Any) -> bool:
    """The argument as a boolean, or an error that names the function."""
    if isinstance(value, bool):
        return value
    raise EvaluationError(f"`{name}` takes a boolean, not {kind_of(value)}; `bool()` converts a text")


def need_list(name: str, value: Any) -> list[Any]:
    """The argument as an array, or an error that names the function."""
    if isinstance(value, list):
        return value
    raise EvaluationError(f"`{name}` takes an array, not {kind_of(value)}")


def need_object(name: str, value: Any) -> dict[str, Any]:
    """The argument as an object, or an error that names the function."""
    if isinstance(value, dict):
        return value
    raise EvaluationError(f"`{name}` takes an object, not {kind_of(value)}")

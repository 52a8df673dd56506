"""Compiled expressions, and what conditions and counts share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from arm.policy.environment import Compiled, Constant, Environment
from arm.policy.errors import EvaluationError
from arm.policy.model import Condition, Expression
from arm.policy.operators import Test
from arm.policy.run import Run
from arm.policy.values import MISSING, Collection, Tri
from arm.unknown import UNKNOWN

Decide: TypeAlias = Callable[[Run], Tri]
"""Answers in a run."""


@dataclass(frozen=True, slots=True)
class Node:
    """One expression, compiled: how to decide it, and what it consists of."""

    source: Expression
    decide: Decide
    children: tuple["Node", ...] = ()
    left: Callable[[Run], Any] | None = None
    """What a condition compares."""
    right: Callable[[Run], Any] | None = None
    """What it compares with."""


def normal_location(value: Any) -> Any:
    """A place as it is compared: without blanks, in lower case."""
    if isinstance(value, str):
        return value.replace(" ", "").lower()
    return [normal_location(item) for item in value] if isinstance(value, list) else value


def operand_test(
    condition: Condition, right: Compiled, environment: Environment, *, location: bool
) -> Callable[[Run], Test]:
    """The operator with its operand, prepared once when the operand is constant."""
    prepare, switches = condition.operator.prepare, environment.switches
    shape = normal_location if location else lambda value: value
    if isinstance(right, Constant):
        try:
            prepared = prepare(shape(right.value), switches)
        except EvaluationError:
            value = right.value
            return lambda _run: prepare(value, switches)
        return lambda _run: prepared
    evaluate = right
    return lambda run: prepare(shape(evaluate(run)), switches)


def over_all(values: Collection, test: Test, *, empty: bool, drop_missing: bool) -> Tri:
    """The implicit allOf over the values of an alias with `[*]`."""
    undecided = not values.complete
    for value in values:
        if value is MISSING and drop_missing:
            continue
        verdict = test(None if value is MISSING else value)
        if verdict is False:
            return False
        if verdict is UNKNOWN:
            undecided = True
    if undecided:
        return UNKNOWN
    return True if values else empty

"""The resource types for which a rule may be true: whoever judges much asks only the rules that can say something."""

from collections.abc import Iterable

from arm.policy.environment import Constant, Environment
from arm.policy.errors import EvaluationError
from arm.policy.expressions.compile import compile_value
from arm.policy.model import AllOf, AnyOf, Condition, Expression, FieldSubject
from arm.policy.run import normal_type

Types = frozenset[str] | None
"""Resource types in lower case; `None` for any type."""


def possible_types(condition: Expression, environment: Environment) -> Types:
    """Types for which a condition may be true or fail. Wider than the truth at times, never narrower."""
    if isinstance(condition, AllOf):
        return _all_of(condition, environment)
    if isinstance(condition, AnyOf):
        return _either(possible_types(child, environment) for child in condition.children)
    if not isinstance(condition, Condition) or not _is_type(condition):
        return None
    try:
        operand = compile_value(condition.operand, environment)
    except EvaluationError:
        return None
    if not isinstance(operand, Constant):
        return None
    if condition.operator.name == "equals" and isinstance(operand.value, str):
        return frozenset({normal_type(operand.value)[1]})
    if condition.operator.name == "in" and isinstance(operand.value, list):
        return frozenset(normal_type(one)[1] for one in operand.value if isinstance(one, str))
    return None


def _is_type(condition: Condition) -> bool:
    return isinstance(condition.subject, FieldSubject) and condition.subject.name.lower() == "type"


def _all_of(condition: AllOf, environment: Environment) -> Types:
    """What the children leave, up to the first that may fail by itself: Azure denies what it cannot evaluate."""
    result: Types = None
    for child in condition.children:
        if result is None and isinstance(child, Condition) and not isinstance(child.subject, FieldSubject):
            return None
        part = possible_types(child, environment)
        if part is not None:
            result = part if result is None else result & part
    return result


def _either(parts: Iterable[Types]) -> Types:
    result: frozenset[str] = frozenset()
    for part in parts:
        if part is None:
            return None
        result |= part
    return result

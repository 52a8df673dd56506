"""Why a rule answers as it does: the path of the conditions that decided."""

import json
from typing import Any

from arm.policy.errors import EvaluationError
from arm.policy.evaluation import Reason
from arm.policy.expressions.parser import is_expression
from arm.policy.model import AllOf, AnyOf, Condition, CountSubject, FieldSubject, Not
from arm.policy.nodes import Node
from arm.policy.run import Run
from arm.policy.values import MISSING
from arm.unknown import UNKNOWN

_LONGEST = 120


def explain(node: Node, run: Run) -> tuple[Reason, ...]:
    """The conditions that decided, the deepest ones of each branch."""
    verdict = _verdict(node, run)
    if isinstance(node.source, Condition):
        return (Reason(node.source.path, describe(node.source), verdict, _found(node, run)),)
    if isinstance(node.source, Not):
        return explain(node.children[0], run)
    deciding = {"true": isinstance(node.source, AnyOf), "false": isinstance(node.source, AllOf)}.get(verdict)
    found: list[Reason] = []
    for child in node.children:
        answer = _verdict(child, run)
        if deciding and answer == verdict:
            return explain(child, run)
        if answer == verdict:
            found.extend(explain(child, run))
            if verdict == "error":
                break
    return tuple(found)


def _verdict(node: Node, run: Run) -> str:
    mark = len(run.unknowns)
    try:
        verdict = node.decide(run)
    except EvaluationError:
        return "error"
    finally:
        del run.unknowns[mark:]
    return "undecided" if verdict is UNKNOWN else "true" if verdict else "false"


def _found(node: Node, run: Run) -> Any:
    if node.left is None:
        return None
    mark = len(run.unknowns)
    try:
        value = node.left(run)
    except EvaluationError as problem:
        return f"error: {problem}"
    finally:
        del run.unknowns[mark:]
    if value is MISSING:
        return None
    return [None if item is MISSING else item for item in value] if isinstance(value, list) else value


def describe(condition: Condition) -> str:
    """A condition in one line."""
    subject = condition.subject
    if isinstance(subject, FieldSubject):
        what = f"field {subject.name}"
    elif isinstance(subject, CountSubject):
        what = f"count of {subject.field or subject.name or _short(subject.value)}"
        what += " where …" if subject.where else ""
    else:
        what = f"value {_short(subject.value)}"
    return f"{what} {condition.operator.name} {_short(condition.operand)}"


def _short(value: Any) -> str:
    text = value if is_expression(value) else json.dumps(value, default=str)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"

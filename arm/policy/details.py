"""The details of an effect, worked out for a resource."""

from collections.abc import Callable, Mapping
from typing import Any

from arm.policy.environment import Environment, Evaluate
from arm.policy.errors import EvaluationError
from arm.policy.expressions.compile import compile_value, evaluator
from arm.policy.model import Rule
from arm.policy.run import Run
from arm.unknown import UNKNOWN


def compile_details(rule: Rule, environment: Environment) -> Evaluate:
    """The details with their expressions worked out; a deployment template is left as it is."""
    details = rule.details
    if isinstance(details, dict):
        parts = {key: _member(key, value, environment) for key, value in details.items()}
        return lambda run: {key: part(run) for key, part in parts.items()}
    return evaluator(compile_value(details, environment))


def _member(key: str, value: Any, environment: Environment) -> Evaluate:
    lowered = key.lower()
    if lowered == "operations" and isinstance(value, list):
        operations = [_operation(item, environment) for item in value]
        return lambda run: [done for operation in operations if (done := operation(run)) is not None]
    if lowered == "deployment" and isinstance(value, dict):
        return _deployment(value, environment)
    return evaluator(compile_value(value, environment))


def _operation(item: Mapping[str, Any], environment: Environment) -> Callable[[Run], dict[str, Any] | None]:
    """One operation of `modify`, or nothing when its own condition is false."""
    written = next((key for key in item if key.lower() == "condition"), None)
    rest = {key: value for key, value in item.items() if key != written}
    resolve = evaluator(compile_value(rest, environment))
    if written is None:
        return resolve
    condition = evaluator(compile_value(item[written], environment))

    def operation(run: Run) -> dict[str, Any] | None:
        verdict = condition(run)
        if verdict is UNKNOWN:
            return {**resolve(run), "condition": UNKNOWN}
        if isinstance(verdict, str) and verdict.lower() in ("true", "false"):
            verdict = verdict.lower() == "true"
        if not isinstance(verdict, bool):
            raise EvaluationError("the condition of an operation gives no boolean")
        return resolve(run) if verdict else None

    return operation


def _deployment(value: Mapping[str, Any], environment: Environment) -> Evaluate:
    outer = {key: part for key, part in value.items() if key.lower() != "properties"}
    inner_key = next((key for key in value if key.lower() == "properties"), None)
    inner = value.get(inner_key, {}) if inner_key else {}
    if not isinstance(inner, dict):
        return evaluator(compile_value(dict(value), environment))
    template = {key: part for key, part in inner.items() if key.lower() == "template"}
    rest = {key: part for key, part in inner.items() if key.lower() != "template"}
    outer_of = evaluator(compile_value(outer, environment))
    parameters_of = evaluator(compile_value(rest, environment))

    def deployment(run: Run) -> Any:
        try:
            properties = {**parameters_of(run), **template}
        except EvaluationError as problem:
            run.notes.append(f"the parameters of the deployment cannot be worked out: {problem}")
            properties = {**dict.fromkeys(rest, UNKNOWN), **template}
        found = dict(outer_of(run))
        return {**found, inner_key: properties} if inner_key else found

    return deployment

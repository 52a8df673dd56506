"""Asking a condition about a resource."""

from collections.abc import Mapping
from typing import Any

from arm.policy.batch import decode_unknown
from arm.policy.evaluate import evaluate
from arm.policy.run import NO_CONTEXT, Context
from arm.policy.switches import DEFAULT, Switches

LAB = "Contoso.Lab/boxes"


def box(properties: Mapping[str, Any] | None = None, **members: Any) -> dict[str, Any]:
    """A resource of an invented type."""
    found = {"type": LAB, "name": "box1", "location": "westeurope", "properties": dict(properties or {}), **members}
    decoded: dict[str, Any] = decode_unknown(found)
    return decoded


def holds(
    condition: Mapping[str, Any],
    resource: Mapping[str, Any],
    parameters: Mapping[str, Any] | None = None,
    context: Context = NO_CONTEXT,
    switches: Switches = DEFAULT,
) -> str:
    """`true`, `false`, `undecided`, or `error`."""
    rule = {"if": condition, "then": {"effect": "audit"}}
    found = evaluate(rule, resource, parameters, context, switches=switches)
    if found.error:
        return "error"
    if found.compliance == "undecided":
        return "undecided"
    return "true" if found.effect else "false"


def value_of(expression: str, resource: Mapping[str, Any] | None = None, **parameters: Any) -> Any:
    """What an expression gives, read from the value of a tag that it would set."""
    rule = {
        "if": {"field": "type", "exists": True},
        "then": {"effect": "append", "details": [{"field": "tags.x", "value": expression}]},
    }
    found = evaluate(rule, resource or box(), parameters)
    assert found.error is None, found.error
    return found.details[0]["value"]


def failure_of(expression: str, **parameters: Any) -> str:
    """Why an expression cannot be evaluated."""
    found = evaluate({"if": {"value": expression, "equals": "x"}, "then": {"effect": "audit"}}, box(), parameters)
    assert found.effect == "deny"
    assert found.error is not None
    return found.error

"""Edits that a rule's own condition suggests: at its fields, values around what it compares with."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from arm.policy.aliases import resolver
from arm.policy.environment import Environment
from arm.policy.errors import EvaluationError
from arm.policy.expressions.compile import evaluate_text
from arm.policy.model import AllOf, AnyOf, Condition, CountSubject, Expression, FieldSubject, Not
from arm.policy.run import Run
from arm.policy.switches import DEFAULT
from policies.kit.bound import BoundRule
from tests.unit.policies.mutation.places import Delete, Edit, places, value_at

OTHER = "mutated"
ELSEWHERE = "ffffffff-ffff-ffff-ffff-ffffffffffff"
FIELDS = re.compile(r"field\('([^']+)'\)")
ITEMS = 6
"""Members of a list that are tried."""


def edits(bound: BoundRule, resource: dict[str, Any]) -> list[Edit]:
    """Every edit of a resource that the rule's condition suggests, once; what changes a value goes first."""
    found: dict[str, tuple[bool, bool, Edit]] = {}
    for field, operand in _leaves(bound.compiled.definition.rule.condition, bound, resource, {}):
        for steps in places(field, resource):
            old = value_at(resource, steps)
            for value in _around(old, operand):
                if value != old and _alike(steps, old, value):
                    edit = Edit(steps, value)
                    found.setdefault(str(edit), (old is None, isinstance(value, Delete), edit))
    return [edit for _, _, edit in sorted(found.values(), key=lambda each: each[:2])]


def _alike(steps: tuple[str | int, ...], old: Any, value: Any) -> bool:
    """Whether a value is of the kind that stands there; ids stay ids."""
    if steps == ("id",):
        return isinstance(value, str) and value.startswith("/subscriptions/")
    if isinstance(old, str) and old.startswith("/") and isinstance(value, str):
        return value.startswith("/")
    return old is None or isinstance(value, Delete | type(old))


def _leaves(
    expression: Expression, bound: BoundRule, resource: dict[str, Any], current: Mapping[str, Any]
) -> Iterator[tuple[str, Any]]:
    """The fields of a condition, each with a value that it is compared with."""

    def value(stated: Any) -> Any:
        return _value(stated, bound, resource, current)

    if isinstance(expression, AllOf | AnyOf):
        for child in expression.children:
            yield from _leaves(child, bound, resource, current)
    elif isinstance(expression, Not):
        yield from _leaves(expression.child, bound, resource, current)
    elif isinstance(expression.subject, CountSubject):
        yield from _counted(expression, expression.subject, bound, resource, current)
    elif isinstance(expression.subject, FieldSubject):
        yield str(value(expression.subject.name)), value(expression.operand)
    else:
        for field in FIELDS.findall(f"{expression.subject.value} {expression.operand}"):
            yield field, value(expression.operand)


def _counted(
    condition: Condition,
    subject: CountSubject,
    bound: BoundRule,
    resource: dict[str, Any],
    current: Mapping[str, Any],
) -> Iterator[tuple[str, Any]]:
    if subject.field is not None:
        yield subject.field, OTHER
        yield subject.field.removesuffix("[*]"), []
        if subject.where:
            yield from _leaves(subject.where, bound, resource, current)
        return
    values = _value(subject.value, bound, resource, current)
    for each in (values if isinstance(values, list) else [])[:ITEMS]:
        if subject.where:
            yield from _leaves(subject.where, bound, resource, {**current, subject.name or "default": each})


def _value(stated: Any, bound: BoundRule, resource: dict[str, Any], current: Mapping[str, Any]) -> Any:
    """What a text of the rule stands for, with the members of counts put in as literals."""
    if not isinstance(stated, str):
        return stated
    environment = Environment(parameters=bound.compiled.parameters, resolve=resolver(), switches=DEFAULT)
    for name, member in current.items():
        parts = member.items() if isinstance(member, dict) else [("", member)]
        for key, part in parts:
            path = f"current('{name}').{key}" if key else f"current('{name}')"
            stated = stated.replace(path, f"'{part}'")
    try:
        return evaluate_text(stated, environment, Run(resource))
    except EvaluationError:
        return stated


def _around(old: Any, operand: Any) -> Iterator[Any]:
    """Values near what a field is compared with: it, another one, none; ids elsewhere."""
    yield Delete()
    for each in (operand if isinstance(operand, list) else [operand])[:ITEMS]:
        yield from _near(each)
    if isinstance(old, str) and old.startswith("/subscriptions/"):
        parts = old.split("/")
        for index, part in ((2, ELSEWHERE), (4, OTHER), (4, str(operand).replace("*", "x"))):
            if len(parts) > index:
                yield "/".join([*parts[:index], part, *parts[index + 1 :]])
        yield old.rpartition("/")[0] + f"/{operand[0] if isinstance(operand, list) and operand else OTHER}"
    if isinstance(old, dict | list) and old:
        yield type(old)()


def _near(value: Any) -> Iterator[Any]:
    if isinstance(value, bool):
        yield from (value, not value)
    elif isinstance(value, int | float):
        yield from (value, value + 1, value - 1)
    elif isinstance(value, str):
        if value.lower() in ("true", "false"):
            yield from (True, False, {})
        yield from (value, value.replace("*", "x").replace("?", "a").replace("#", "1"), OTHER)
        yield f"{OTHER}/{value}"
    else:
        yield value

"""Turning the conditions of a rule into closures that answer true, false or unknown."""

from collections.abc import Callable, Iterator
from typing import Any

from arm.policy.counts import compile_count
from arm.policy.environment import Compiled, Constant, Environment
from arm.policy.errors import EvaluationError
from arm.policy.expressions.compile import compile_value, evaluator
from arm.policy.expressions.parser import is_expression, parse
from arm.policy.expressions.syntax import Literal, calls
from arm.policy.fields import Field
from arm.policy.model import AllOf, AnyOf, Condition, CountSubject, Expression, FieldSubject, Not, ValueSubject
from arm.policy.nodes import Decide, Node, normal_location, operand_test, over_all
from arm.policy.operators import Test
from arm.policy.run import Run
from arm.policy.values import MISSING, Collection, Tri, has_unknown
from arm.unknown import UNKNOWN

_UNKNOWN_CALLS = ("requestcontext", "policy", "resourcegroup", "subscription", "uniquestring", "guid")


def compile_expression(expression: Expression, environment: Environment) -> Node:
    """A logical operator with its children, or a condition."""
    if isinstance(expression, AllOf | AnyOf):
        children = tuple(compile_expression(child, environment) for child in expression.children)
        decide = _several([child.decide for child in children], decides=isinstance(expression, AnyOf))
        return Node(expression, decide, children)
    if isinstance(expression, Not):
        child = compile_expression(expression.child, environment)
        return Node(expression, _opposite(child.decide), (child,))
    if isinstance(expression.subject, CountSubject):
        return compile_count(expression, expression.subject, environment, compile_expression)
    return _condition(expression, expression.subject, environment)


def _several(tests: list[Decide], *, decides: bool) -> Decide:
    """`allOf` (false decides) and `anyOf` (true decides), from left to right."""

    def decide(run: Run) -> Tri:
        mark = len(run.unknowns)
        undecided = False
        for test in tests:
            try:
                verdict = test(run)
            except EvaluationError as problem:
                if not undecided:
                    raise
                run.notes.append(f"may fail: {problem}")
                return UNKNOWN
            if verdict is decides:
                del run.unknowns[mark:]
                return decides
            if verdict is UNKNOWN:
                undecided = True
        return UNKNOWN if undecided else not decides

    return decide


def _opposite(test: Decide) -> Decide:
    def decide(run: Run) -> Tri:
        verdict = test(run)
        return verdict if verdict is UNKNOWN else not verdict

    return decide


def _condition(condition: Condition, subject: FieldSubject | ValueSubject, environment: Environment) -> Node:
    right = compile_value(condition.operand, environment)
    if isinstance(subject, ValueSubject):
        return _value_condition(condition, subject, right, environment)
    name = compile_value(subject.name, environment)
    if isinstance(name, Constant) and isinstance(name.value, str):
        return _field_condition(condition, environment.field(name.value), right, environment)
    return _named_condition(condition, name, right, environment)


def _value_condition(condition: Condition, subject: ValueSubject, right: Compiled, environment: Environment) -> Node:
    left = evaluator(compile_value(subject.value, environment))
    prepared = operand_test(condition, right, environment, location=False)
    sources = tuple(_sources(subject.value)) + tuple(_sources(condition.operand))

    def decide(run: Run) -> Tri:
        mark = len(run.unknowns)
        verdict = prepared(run)(left(run))
        if verdict is not UNKNOWN:
            del run.unknowns[mark:]
        elif len(run.unknowns) == mark:
            run.unknowns.extend(sources)
        return verdict

    return Node(condition, decide, (), left, evaluator(right))


def _field_condition(condition: Condition, field: Field, right: Compiled, environment: Environment) -> Node:
    select, name, switches = field.select, field.name, environment.switches
    prepared = operand_test(condition, right, environment, location=field.is_location)
    empty, drop = switches.empty_collection, switches.element_without_property == "drop"
    location = field.is_location
    fixed = prepared(Run({})) if isinstance(right, Constant) and _prepares(prepared) else None

    def decide(run: Run) -> Tri:
        mark = len(run.unknowns)
        value = select(run)
        test = fixed if fixed is not None else prepared(run)
        if value is MISSING:
            value = None
        elif location:
            value = normal_location(value)
        verdict = over_all(value, test, empty=empty, drop_missing=drop) if type(value) is Collection else test(value)
        if verdict is UNKNOWN:
            if has_unknown(value) or len(run.unknowns) == mark:
                run.unknowns.append(name)
        elif len(run.unknowns) != mark:
            del run.unknowns[mark:]
        return verdict

    return Node(condition, decide, (), select, evaluator(right))


def _prepares(prepared: Callable[[Run], Test]) -> bool:
    try:
        prepared(Run({}))
    except EvaluationError:
        return False
    return True


def _named_condition(condition: Condition, name: Compiled, right: Compiled, environment: Environment) -> Node:
    """A field whose name is an expression that depends on the resource or on a count."""
    cache: dict[str, Node] = {}
    name_of = evaluator(name)

    def chosen(run: Run) -> Node | None:
        text = name_of(run)
        if text is UNKNOWN:
            return None
        if not isinstance(text, str):
            raise EvaluationError(f"the name of a field is a string, not {text!r}")
        if text not in cache:
            cache[text] = _field_condition(condition, environment.field(text), right, environment)
        return cache[text]

    def decide(run: Run) -> Tri:
        node = chosen(run)
        return UNKNOWN if node is None else node.decide(run)

    def left(run: Run) -> Any:
        node = chosen(run)
        return UNKNOWN if node is None or node.left is None else node.left(run)

    return Node(condition, decide, (), left, evaluator(right))


def _sources(value: Any) -> Iterator[str]:
    """The names of what an expression reads, for the list of what is not known."""
    if isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _sources(part)
    elif is_expression(value):
        for call in calls(parse(value)):
            first = call.arguments[0] if call.arguments else None
            if call.name.lower() == "field" and isinstance(first, Literal):
                yield str(first.value)
            elif call.name.lower() in _UNKNOWN_CALLS:
                yield f"{call.name}()"

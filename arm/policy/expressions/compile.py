"""Turning expressions into closures; what does not depend on the resource is worked out at once."""

from typing import Any

from arm.policy.environment import Compiled, Constant, Environment, Evaluate
from arm.policy.errors import EvaluationError
from arm.policy.expressions.choosing import CHOOSING
from arm.policy.expressions.contextual import CONTEXTUAL
from arm.policy.expressions.functions.catalogue import FUNCTIONS
from arm.policy.expressions.functions.registry import Function
from arm.policy.expressions.parser import is_expression, literal_text, parse
from arm.policy.expressions.syntax import Access, Call, Literal, Node
from arm.policy.run import Run
from arm.policy.values import MISSING, kind_of, member
from arm.unknown import UNKNOWN

MAX_TEXT = 131_072


def compile_value(value: Any, environment: Environment) -> Compiled:
    """Any value of a rule: texts in brackets are expressions, also inside of arrays and objects."""
    if isinstance(value, str):
        if is_expression(value):
            return compile_node(parse(value), environment)
        return Constant(literal_text(value))
    if isinstance(value, list):
        parts = [compile_value(part, environment) for part in value]
        if all(isinstance(part, Constant) for part in parts):
            return Constant([part.value for part in parts if isinstance(part, Constant)])
        evaluators = [evaluator(part) for part in parts]
        return lambda run: [evaluate(run) for evaluate in evaluators]
    if isinstance(value, dict):
        members = {key: compile_value(part, environment) for key, part in value.items()}
        if all(isinstance(part, Constant) for part in members.values()):
            return Constant({key: part.value for key, part in members.items() if isinstance(part, Constant)})
        by_key = {key: evaluator(part) for key, part in members.items()}
        return lambda run: {key: evaluate(run) for key, evaluate in by_key.items()}
    return Constant(value)


def evaluator(compiled: Compiled) -> Evaluate:
    """The closure of a compiled expression."""
    if isinstance(compiled, Constant):
        value = compiled.value
        return lambda _run: value
    return compiled


def compile_node(node: Node, environment: Environment) -> Compiled:
    """One part of an expression."""
    if isinstance(node, Literal):
        return Constant(node.value)
    if isinstance(node, Access):
        return _access(node, environment)
    name = node.name.lower()
    arguments = [compile_node(argument, environment) for argument in node.arguments]
    if name in CONTEXTUAL:
        return CONTEXTUAL[name](arguments, environment)
    if name in CHOOSING:
        return CHOOSING[name](arguments)
    return _call(FUNCTIONS[name], arguments)


def _call(function: Function, arguments: list[Compiled]) -> Compiled:
    run_function, lenient = function.run, function.lenient

    def apply(values: list[Any]) -> Any:
        if not lenient:
            for value in values:
                if value is UNKNOWN:
                    return UNKNOWN
        result = run_function(*values)
        if type(result) is str and len(result) > MAX_TEXT:
            raise EvaluationError(f"`{function.name}` gives more than {MAX_TEXT} characters")
        return result

    if all(isinstance(argument, Constant) for argument in arguments):
        constants = [argument.value for argument in arguments if isinstance(argument, Constant)]
        try:
            return Constant(apply(constants))
        except EvaluationError:
            return lambda _run: apply(constants)
    evaluators = [evaluator(argument) for argument in arguments]
    if len(evaluators) == 1:
        only = evaluators[0]
        return lambda run: apply([only(run)])
    return lambda run: apply([evaluate(run) for evaluate in evaluators])


def _is_tags(node: Node) -> bool:
    """Whether a part of an expression is a map of tags, whose absent members are null."""
    if isinstance(node, Access) and isinstance(node.key, Literal):
        return str(node.key.value).lower() == "tags"
    return (
        isinstance(node, Call)
        and node.name.lower() == "field"
        and isinstance(node.arguments[0], Literal)
        and str(node.arguments[0].value).lower() == "tags"
    )


def _access(node: Access, environment: Environment) -> Compiled:
    target = compile_node(node.target, environment)
    key = compile_node(node.key, environment)
    tolerant = _is_tags(node.target) or _is_tags(node)
    if isinstance(target, Constant) and isinstance(key, Constant):
        held, name = target.value, key.value
        try:
            return Constant(_member_of(held, name, tolerant=tolerant))
        except EvaluationError:
            return lambda _run: _member_of(held, name, tolerant=tolerant)
    target_of, key_of = evaluator(target), evaluator(key)
    return lambda run: _member_of(target_of(run), key_of(run), tolerant=tolerant)


def _member_of(target: Any, key: Any, *, tolerant: bool) -> Any:
    if target is UNKNOWN or key is UNKNOWN:
        return UNKNOWN
    found: Any = MISSING
    if isinstance(target, dict) and isinstance(key, str):
        found = member(target, key)
    elif isinstance(target, list) and isinstance(key, int) and not isinstance(key, bool):
        found = target[key] if 0 <= key < len(target) else MISSING
    elif not (tolerant and (target is None or target == "")):
        raise EvaluationError(f"{kind_of(target)} has no member {key!r}")
    if found is not MISSING:
        return found
    if tolerant:
        return None
    raise EvaluationError(f"there is no member {key!r}")


def evaluate_text(text: str, environment: Environment, run: Run) -> Any:
    """The value of one text of a rule in a run."""
    return evaluator(compile_value(text, environment))(run)

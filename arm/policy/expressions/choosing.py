"""`if`, `and`, `or` and `coalesce`: functions that need not look at all their arguments."""

from collections.abc import Callable, Mapping

from arm.policy.environment import Compiled, Constant, Evaluate
from arm.policy.errors import EvaluationError
from arm.policy.expressions.functions.registry import need_boolean
from arm.policy.run import Run
from arm.policy.values import same_exactly
from arm.unknown import UNKNOWN


def _evaluator(compiled: Compiled) -> Evaluate:
    if isinstance(compiled, Constant):
        value = compiled.value
        return lambda _run: value
    return compiled


def _if(arguments: list[Compiled]) -> Compiled:
    condition, chosen, other = arguments
    if isinstance(condition, Constant) and isinstance(condition.value, bool):
        return chosen if condition.value else other
    condition_of, chosen_of, other_of = (_evaluator(argument) for argument in arguments)

    def evaluate(run: Run) -> object:
        verdict = condition_of(run)
        if verdict is UNKNOWN:
            try:
                first, second = chosen_of(run), other_of(run)
            except EvaluationError:
                return UNKNOWN
            return first if same_exactly(first, second) is True else UNKNOWN
        return chosen_of(run) if need_boolean("if", verdict) else other_of(run)

    return evaluate


def _deciding(name: str, *, decides: bool) -> Callable[[list[Compiled]], Compiled]:
    def compile_call(arguments: list[Compiled]) -> Compiled:
        evaluators = [_evaluator(argument) for argument in arguments]

        def evaluate(run: Run) -> object:
            values = [argument(run) for argument in evaluators]
            known = [need_boolean(name, value) for value in values if value is not UNKNOWN]
            if decides in known:
                return decides
            return UNKNOWN if len(known) < len(values) else not decides

        return evaluate

    return compile_call


def _coalesce(arguments: list[Compiled]) -> Compiled:
    evaluators = [_evaluator(argument) for argument in arguments]

    def evaluate(run: Run) -> object:
        for argument in evaluators:
            value = argument(run)
            if value is not None:
                return value
        return None

    return evaluate


CHOOSING: Mapping[str, Callable[[list[Compiled]], Compiled]] = {
    "if": _if,
    "and": _deciding("and", decides=False),
    "or": _deciding("or", decides=True),
    "coalesce": _coalesce,
}
"""How each of them is compiled, by name in lower case."""

"""`count`: how many members satisfy a condition, with bounds where members are not known."""

import math
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from arm.policy.environment import Environment, Evaluate
from arm.policy.errors import EvaluationError
from arm.policy.expressions.compile import compile_value, evaluator
from arm.policy.expressions.parser import literal_text
from arm.policy.fields import enclosing
from arm.policy.model import Condition, CountSubject, Expression
from arm.policy.nodes import Decide, Node, operand_test
from arm.policy.operators import Test
from arm.policy.run import Run
from arm.policy.values import MISSING, Collection, Tri, kind_of, text_of
from arm.unknown import UNKNOWN

_Bounds: TypeAlias = tuple[int, float]
_CompileWhere: TypeAlias = Callable[[Expression, Environment], Node]


def compile_count(
    condition: Condition, subject: CountSubject, environment: Environment, compile_where: _CompileWhere
) -> Node:
    """A condition on a count."""
    right = compile_value(_number(condition.operand), environment)
    operand = evaluator(right)
    prepared = operand_test(condition, right, environment, location=False)
    if subject.field is not None:
        bounds_of, where = _count_field(subject, environment, compile_where)
        source = subject.field
    else:
        bounds_of, where = _count_value(subject, environment, compile_where)
        source = subject.name or "count"
    judge = _JUDGES.get(condition.operator.name, _judge_any)

    def decide(run: Run) -> Tri:
        mark = len(run.unknowns)
        low, high = bounds_of(run)
        if low == high:
            verdict = prepared(run)(low)
        else:
            limit = operand(run)
            verdict = UNKNOWN if limit is UNKNOWN else judge(low, high, _as_number(limit), prepared(run))
        if verdict is not UNKNOWN:
            del run.unknowns[mark:]
        elif len(run.unknowns) == mark:
            run.unknowns.append(source)
        return verdict

    def left(run: Run) -> Any:
        low, high = bounds_of(run)
        return low if low == high else UNKNOWN

    return Node(condition, decide, (where,) if where else (), left, operand)


def _number(operand: Any) -> Any:
    """A literal operand; a number written as text counts as the number."""
    return _as_number(operand) if isinstance(operand, str) else operand


def _as_number(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            return value
    return value


def _walk_members(levels: list[tuple[Evaluate, int]], run: Run) -> Iterator[bool]:
    """Go through all members, each in its place; gives false when there may be more than the known ones."""
    select, slot = levels[0]
    found = select(run)
    members = found if isinstance(found, Collection) else Collection([] if found in (MISSING, None) else [found])
    if not members.complete:
        yield False
    for item in members:
        run.members[slot] = None if item is MISSING else item
        if len(levels) == 1:
            yield True
        else:
            yield from _walk_members(levels[1:], run)


def _count_field(
    subject: CountSubject, environment: Environment, compile_where: _CompileWhere
) -> tuple[Callable[[Run], _Bounds], Node | None]:
    name = evaluator(compile_value(subject.field or "", environment))(Run({}))
    if not isinstance(name, str):
        raise EvaluationError("the alias of a count must be known when the rule is read")
    name = literal_text(name)
    levels: list[tuple[Evaluate, int]] = []
    inner = environment
    for prefix in _prefixes(name):
        around = enclosing(prefix, inner.frames)
        if around is not None and around.key == prefix.lower() and prefix != name:
            continue
        select = inner.field(prefix).select
        inner = inner.inside(prefix, is_field=True)
        levels.append((select, inner.slots - 1))
    where = compile_where(subject.where, inner) if subject.where else None
    return _counting(lambda run: _walk_members(levels, run), inner.slots, where), where


def _prefixes(name: str) -> list[str]:
    """The alias up to each of its `[*]`, and whole."""
    found = [name[: index + 3] for index in range(len(name)) if name.startswith("[*]", index)]
    return found if found and found[-1] == name else [*found, name]


def _count_value(
    subject: CountSubject, environment: Environment, compile_where: _CompileWhere
) -> tuple[Callable[[Run], _Bounds], Node | None]:
    values = evaluator(compile_value(subject.value, environment))
    inner = environment.inside(subject.name or "default", is_field=False)
    slot = inner.slots - 1
    where = compile_where(subject.where, inner) if subject.where else None

    def members(run: Run) -> Iterator[bool]:
        found = values(run)
        if found is UNKNOWN:
            yield False
            return
        if not isinstance(found, list):
            raise EvaluationError(f"`count.value` takes an array, not {kind_of(found)}")
        if isinstance(found, Collection) and not found.complete:
            yield False
        for item in found:
            run.members[slot] = item
            yield True

    return _counting(members, inner.slots, where), where


def _counting(members: Callable[[Run], Iterator[bool]], slots: int, where: Node | None) -> Callable[[Run], _Bounds]:
    test: Decide | None = where.decide if where else None

    def bounds(run: Run) -> _Bounds:
        while len(run.members) < slots:
            run.members.append(None)
        low, high = 0, 0.0
        for known in members(run):
            if not known:
                high = math.inf
                continue
            verdict = True if test is None else test(run)
            if verdict is UNKNOWN:
                high += 1
            elif verdict:
                low += 1
                high += 1
        return low, low if high == low else high

    return bounds


def _judge_equals(low: int, high: float, limit: Any, _test: Test) -> Tri:
    if not isinstance(limit, int | float):
        return False
    return UNKNOWN if low <= limit <= high else False


def _judge_not_equals(low: int, high: float, limit: Any, test: Test) -> Tri:
    verdict = _judge_equals(low, high, limit, test)
    return verdict if verdict is UNKNOWN else True


def _judge_any(low: int, high: float, _limit: Any, test: Test) -> Tri:
    """Operators that only rise or only fall: what holds at both ends holds between them."""
    at_low = test(low)
    at_high = test(high if high == math.inf else int(high))
    return at_low if at_low is at_high else UNKNOWN


def _judge_in(low: int, high: float, limit: Any, _test: Test) -> Tri:
    if not isinstance(limit, list):
        return UNKNOWN
    numbers = [_as_number(text_of(item)) for item in limit if not isinstance(item, list | dict)]
    within = [number for number in numbers if isinstance(number, int | float) and low <= number <= high]
    if high != math.inf and all(value in within for value in range(low, int(high) + 1)):
        return True
    return UNKNOWN if within or UNKNOWN in limit else False


def _judge_not_in(low: int, high: float, limit: Any, test: Test) -> Tri:
    verdict = _judge_in(low, high, limit, test)
    return verdict if verdict is UNKNOWN else not verdict


_JUDGES: dict[str, Callable[[int, float, Any, Test], Tri]] = {
    "equals": _judge_equals,
    "notEquals": _judge_not_equals,
    "in": _judge_in,
    "notIn": _judge_not_in,
}

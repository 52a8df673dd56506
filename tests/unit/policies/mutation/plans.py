"""Mutations of a plan: a resource that is missing, or one input with a value from elsewhere in the estate."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from policies.kit.plan import Plan
from policies.kit.planned import Planned
from tests.unit.policies.mutation.places import Delete, Edit, edited

VALUES = 12
"""Values of a kind that are tried."""
Pool = Mapping[tuple[str, str], tuple[Any, ...]]


@dataclass(frozen=True)
class Mutated:
    """A plan that differs from the estate's by one thing, which `how` says."""

    subject: Planned
    plan: Plan
    how: str


def pool_of(resources: Iterable[Planned]) -> Pool:
    """What each input is in the estate: per type and path, every value once."""
    found: defaultdict[tuple[str, str], dict[str, Any]] = defaultdict(dict)
    for resource in resources:
        for steps, value in leaves(resource.inputs):
            found[resource.token, _path(steps)].setdefault(repr(value), value)
    return {key: tuple(values.values())[:VALUES] for key, values in found.items()}


def mutated_plans(subject: Planned, plan: Plan, pool: Pool) -> Iterator[Mutated]:
    """Plans near this one: without one other resource, with another input, with another input elsewhere."""
    for other in plan.resources:
        if other is not subject:
            rest = tuple(each for each in plan.resources if each is not other)
            yield Mutated(subject, Plan(rest), f"without {other.urn}")
    yield from _changed(subject, subject, plan, pool)
    for other in plan.resources:
        if other is not subject:
            yield from _changed(other, subject, plan, pool)


def leaves(value: Any, steps: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every plain value of the inputs, with its place."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from leaves(each, (*steps, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from leaves(each, (*steps, index))
    else:
        yield steps, value


def _changed(target: Planned, subject: Planned, plan: Plan, pool: Pool) -> Iterator[Mutated]:
    for steps, old in leaves(target.inputs):
        for value in (*_other(old), *pool.get((target.token, _path(steps)), ()), Delete()):
            if value == old:
                continue
            edit = Edit(steps, value)
            made = replace(target, inputs=edited(dict(target.inputs), (edit,)))
            resources = tuple(made if each is target else each for each in plan.resources)
            yield Mutated(made if target is subject else subject, Plan(resources), f"{target.urn}: {edit}")


def _other(old: Any) -> Iterator[Any]:
    if isinstance(old, bool):
        yield not old
    elif isinstance(old, int):
        yield from (0, old + 1, old * 1000)


def _path(steps: tuple[str | int, ...]) -> str:
    return ".".join(str(step) for step in steps if isinstance(step, str))

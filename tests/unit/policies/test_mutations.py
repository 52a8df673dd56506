"""Each guardrail fails on a mutated copy of the reference estate; the mutations come from the guardrails themselves.

A rule that nothing in the estate can break protects nothing there, or does not mean what it says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from arm.schema import UnknownType
from arm.translate import UnknownProperty
from policies.case_files import Case, Kind, read_cases
from policies.catalogue import rules
from policies.kit.arm_view import Viewed, is_arm, view
from policies.kit.bound import BoundRule, bind
from policies.kit.planned import Planned, normalised
from policies.kit.related import Related, related_in
from policies.kit.settings import Settings
from policies.model import Rule
from tests.unit.components.before import SUBSCRIPTION
from tests.unit.components.built import built
from tests.unit.components.variants import VARIANTS
from tests.unit.policies.mutation.search import breaks, mutations
from tests.unit.policies.reference_plan import deployed, plan, settings_of

CASES = Path("tests/policy_cases")
ZONE = "sales-dev"
"""The landing zone to which resources are added."""
GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-cts-sales-mutated"


@dataclass(frozen=True)
class Candidate:
    """A resource, what stands in its plan, and the settings that judge it."""

    viewed: Viewed
    beside: tuple[Viewed, ...]
    stack: str

    @property
    def settings(self) -> Settings:
        return settings_of(self.stack)


@cache
def bound_for(stack: str) -> Mapping[str, BoundRule]:
    return {each.rule.id: each for each in bind(rules(), settings_of(stack))}


@cache
def cases() -> list[Case]:
    return read_cases(CASES)[0]


@cache
def estate() -> tuple[Candidate, ...]:
    return tuple(each for stack in deployed().estate.stacks for each in _candidates(plan(stack), stack))


@cache
def everything_on() -> tuple[Candidate, ...]:
    """What components build with all that can be switched on, as in a landing zone."""
    found: list[Candidate] = []
    for component, variants in VARIANTS.items():
        resources = [
            Planned(
                urn=f"urn:pulumi:t::p::{made.token}::{made.name}",
                token=normalised(made.token),
                inputs=made.inputs,
                provider={"subscriptionId": SUBSCRIPTION},
            )
            for made in built(component, "max" if "max" in variants else next(iter(variants))).resources
        ]
        found += _candidates(resources, ZONE)
    return tuple(found)


def _candidates(resources: list[Planned], stack: str) -> list[Candidate]:
    views = tuple(viewed for each in resources if is_arm(each) and (viewed := _view(each)))
    return [Candidate(viewed, views, stack) for viewed in views]


def _view(planned: Planned) -> Viewed | None:
    try:
        return view(planned)
    except (UnknownType, UnknownProperty):
        return None


def mutated(rule: Rule) -> tuple[str, str]:
    """How a rule is broken: by which kind of mutation, and in words; empty where none was found."""
    for candidate in (*estate(), *everything_on()):
        if found := _changed(rule, candidate):
            return "changed", found
    for candidate in everything_on():
        if _speaks_of(rule, candidate) and breaks(
            _bound(rule, candidate), candidate.viewed.resource, candidate.settings
        ):
            return "added", f"{candidate.viewed.id}"
    return "added", _failing_case(rule)


def _bound(rule: Rule, candidate: Candidate) -> BoundRule:
    return bound_for(candidate.stack)[rule.id]


def _speaks_of(rule: Rule, candidate: Candidate) -> bool:
    bound, viewed = _bound(rule, candidate), candidate.viewed
    right_type = bound.types is None or viewed.type in bound.types
    return right_type and (viewed.takes_tags_and_location or not bound.is_indexed)


def _changed(rule: Rule, candidate: Candidate) -> str:
    """The fewest edits that break a resource which holds the rule now."""
    if not _speaks_of(rule, candidate):
        return ""
    bound, viewed, related = _bound(rule, candidate), candidate.viewed, _related(_bound(rule, candidate), candidate)
    if breaks(bound, viewed.resource, candidate.settings, related):
        return ""
    if bound.looks_for_related:
        missing = related and breaks(bound, viewed.resource, candidate.settings)
        return f"{viewed.id} without {bound.related_type}" if missing else ""

    def broken(resource: dict[str, Any]) -> bool:
        return breaks(bound, resource, candidate.settings)

    found = next(mutations(bound, viewed.resource, broken), ())
    return f"{viewed.id}: {', '.join(map(str, found))}" if found else ""


def _related(bound: BoundRule, candidate: Candidate) -> tuple[Related, ...]:
    if not bound.looks_for_related:
        return ()
    return tuple(related_in(candidate.beside, candidate.viewed, bound.related_type))


def _failing_case(rule: Rule) -> str:
    """For types that nothing builds: the resource of a failing case, put into a landing zone."""
    for case in cases():
        if case.rule == rule.name and case.kind is Kind.FAIL and case.resource and not case.parameters:
            resource = {"id": f"{GROUP}/providers/{case.resource['type']}/{case.resource.get('name')}", **case.resource}
            if breaks(bound_for(ZONE)[rule.id], resource, settings_of(ZONE)):
                return f"{case.where}"
    return ""


@pytest.fixture(scope="module")
def found() -> Mapping[str, tuple[str, str]]:
    """The mutation of every rule by its id."""
    return {rule.id: mutated(rule) for rule in rules()}


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_each_guardrail_fails_on_a_mutated_copy_of_the_estate(rule: Rule, found: Mapping[str, tuple[str, str]]) -> None:
    assert found[rule.id][1], "nothing in the estate can break it: what does it protect?"


def test_nearly_all_of_what_stands_is_broken_by_changing_it(found: Mapping[str, tuple[str, str]]) -> None:
    standing = {rule.id for rule in rules() if any(_speaks_of(rule, one) for one in (*estate(), *everything_on()))}
    changed = {rule for rule, (how, _) in found.items() if how == "changed"}
    assert len(standing) > 100
    assert len(changed) >= 0.85 * len(standing), sorted(standing - changed)

"""Each rule in Python fails on a mutated copy of the reference estate; the mutations come from the estate itself."""

from functools import cache
from pathlib import Path

import pytest

from policies.case_files import Kind, read_cases
from policies.estate_rules import RULES
from policies.kit.plan import Plan
from policies.kit.python_rule import PythonRule
from policies.kit.verdict import Verdict
from policies.testing import planned_of
from tests.unit.policies.mutation.plans import Pool, mutated_plans, pool_of
from tests.unit.policies.reference_plan import deployed, plan, settings_of

CASES = Path("tests/policy_cases")
STACK = "platform"
SUBJECTS = 3
"""Resources of a stack that are tried."""


@cache
def pool() -> Pool:
    return pool_of(resource for stack in deployed().estate.stacks for resource in plan(stack))


def mutated(rule: PythonRule) -> str:
    """The mutation by which the rule is broken; empty where none was found."""
    for stack in deployed().estate.stacks:
        context, whole = settings_of(stack).context, Plan(tuple(plan(stack)))
        subjects = [each for each in whole.of(*rule.tokens) if rule.judge(each, whole, context).verdict is Verdict.PASS]
        for subject in subjects[:SUBJECTS]:
            for near in mutated_plans(subject, whole, pool()):
                if rule.judge(near.subject, near.plan, context).verdict is Verdict.VIOLATION:
                    return near.how
    return _added(rule)


def _added(rule: PythonRule) -> str:
    """For resources that the estate does not have: a failing case, put into the plan of the platform."""
    context, whole = settings_of(STACK).context, plan(STACK)
    for case in read_cases(CASES)[0]:
        if case.rule == rule.name and case.kind is Kind.FAIL:
            subject = planned_of(case.plan[0])
            added = Plan((*whole, subject))
            if rule.judge(subject, added, context).verdict is Verdict.VIOLATION:
                return case.where
    return ""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_in_python_fails_on_a_mutated_copy_of_the_estate(rule: PythonRule) -> None:
    assert mutated(rule), "nothing in the estate can break it: what does it protect?"

"""Each rule in Python fails on a mutated copy of the reference estate; the mutations come from the estate itself."""

from functools import cache

import pytest

from policies.estate_rules import RULES
from policies.kit.plan import Plan
from policies.kit.python_rule import PythonRule
from policies.kit.verdict import Verdict
from tests.unit.policies.mutation.plans import Pool, mutated_plans, pool_of
from tests.unit.policies.reference_plan import deployed, plan, settings_of

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
    return ""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_in_python_fails_on_a_mutated_copy_of_the_estate(rule: PythonRule) -> None:
    assert mutated(rule), "nothing in the estate can break it: what does it protect?"

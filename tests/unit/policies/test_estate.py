"""The reference estate under both packs: nothing in it breaks a rule, and nothing is left unread."""

import pytest

from config.load import load_estate
from policies.catalogue import rules
from policies.estate_rules import RULES
from policies.estate_rules.pack import EstatePack
from policies.guardrails.pack import GuardrailPack
from tests.unit.policies.reference_plan import ESTATE, plan, settings_of

STACKS = sorted(load_estate(ESTATE).stacks)


@pytest.mark.parametrize("stack", STACKS)
def test_no_rule_is_broken(stack: str) -> None:
    settings, resources = settings_of(stack), plan(stack)
    found = []
    for pack in (GuardrailPack(rules(), settings), EstatePack(RULES, settings)):
        for planned in resources:
            found += [finding.message for finding in pack.judge_resource(planned)]
        found += [finding.message for finding in pack.judge_stack(resources)]
    assert found == []

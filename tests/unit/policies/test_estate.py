"""The reference estate under both packs: nothing in it breaks a rule, and nothing is left unread."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from config.guardrails import guardrail_settings
from config.load import load_estate
from policies.catalogue import rules
from policies.estate_rules import RULES
from policies.estate_rules.pack import EstatePack
from policies.guardrails.pack import GuardrailPack
from policies.kit.planned import Planned, normalised
from policies.kit.settings import parse
from policies.packs import all_rules
from tests.unit.stacks.deployment import Deployment, deploy

ESTATE = Path("estate")
STACKS = sorted(load_estate(ESTATE).stacks)


@pytest.fixture(scope="module")
def deployed() -> Deployment:
    """The estate, deployed once on the simulated cloud."""
    return deploy(ESTATE)


def plan(deployed: Deployment, stack: str) -> list[Planned]:
    """A stack's resources as a pack is told of them."""
    registered = deployed.registered[stack]
    providers: Mapping[str, Mapping[str, object]] = {
        made.name: made.inputs for made in registered if made.type.startswith("pulumi:providers:")
    }
    return [
        Planned(
            urn=made.urn,
            token=normalised(made.type),
            inputs=made.inputs,
            provider=providers.get(made.provider, {}),
            links={key: tuple(value.urns) for key, value in made.options.propertyDependencies.items()},
        )
        for made in registered
        if made.custom
    ]


@pytest.mark.parametrize("stack", STACKS)
def test_no_rule_is_broken(deployed: Deployment, stack: str) -> None:
    settings = parse(stack, guardrail_settings(deployed.estate, stack), all_rules())
    resources = plan(deployed, stack)
    found = []
    for pack in (GuardrailPack(rules(), settings), EstatePack(RULES, settings)):
        for planned in resources:
            found += [finding.message for finding in pack.judge_resource(planned)]
        found += [finding.message for finding in pack.judge_stack(resources)]
    assert found == []

"""The reference estate as packs see it: deployed once in a process, each stack's plan."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from config.guardrails import guardrail_settings
from policies.kit.planned import Planned, normalised, references
from policies.kit.settings import Settings, parse
from policies.packs import all_rules
from tests.unit.stacks.deployment import Deployment, deploy

ESTATE = Path("estate")


@cache
def deployed() -> Deployment:
    """The estate, deployed on the simulated cloud."""
    return deploy(ESTATE)


@cache
def settings_of(stack: str) -> Settings:
    """What the estate's data says to the packs about a stack."""
    groups = deployed().exported["platform"]["contract"]["groups"]
    return parse(stack, guardrail_settings(deployed().estate, stack, groups), all_rules())


def plan(stack: str) -> list[Planned]:
    """A stack's resources as a pack is told of them."""
    return plan_of(deployed(), stack)


def plan_of(deployment: Deployment, stack: str) -> list[Planned]:
    """The same for a stack of any deployment."""
    registered = deployment.registered[stack]
    providers: Mapping[str, Mapping[str, object]] = {
        made.name: made.inputs for made in registered if made.type.startswith("pulumi:providers:")
    }
    return [
        Planned(
            urn=made.urn,
            token=normalised(made.type),
            inputs=made.inputs,
            provider=providers.get(made.provider, {}),
            links=references(made.options.propertyDependencies),
        )
        for made in registered
        if made.custom
    ]

"""The estate's own components under the packs: what they build by default breaks no mandatory rule."""

from collections.abc import Iterator

import pytest

from policies.catalogue import rules
from policies.estate_rules import RULES
from policies.estate_rules.pack import EstatePack
from policies.guardrails.pack import GuardrailPack
from policies.kit.analyzer import Finding
from policies.kit.planned import Planned, normalised
from policies.kit.settings import parse
from policies.model import Level
from policies.packs import all_rules
from tests.unit.components.before import SEED, SUBSCRIPTION
from tests.unit.components.built import built
from tests.unit.components.variants import VARIANTS

ASKED = {
    "Bastion": {"network-no-public-ip"},
    "Firewall": {"network-no-public-ip"},
    "Spoke": {"security-rule-no-inbound-internet"},
    "PrivateEndpoints": {"network-private-endpoint-registered"},
    "LogicApp": {"storage-account-shared-key-off"},
    "Redis": {"cost-no-standing-charges"},
    "TeamArea": {"network-private-endpoint-registered"},
}
"""Per component, the rules that its variants break on purpose: what is exempted one by one, such as firewalls,
and variants that are given no zones leave registration to a policy in Azure."""
NETWORK_GROUP = "rg-cts-sales-network-dev-weu"
SETTINGS = {
    "today": "2026-11-23",
    "tenantId": SEED["tenant_id"],
    "parameters": {
        "*": {"requiredTags": []},
        "G-NET-013": {"allowedResourceGroups": [NETWORK_GROUP]},
        "G-NET-015": {"allowedResourceGroups": [NETWORK_GROUP]},
    },
}
SAFE = [(component, variant) for component in VARIANTS for variant in VARIANTS[component] if variant != "max"]


def findings(component: str, variant: str) -> Iterator[Finding]:
    settings = parse("s.json", SETTINGS, all_rules())
    plan = [
        Planned(
            urn=f"urn:pulumi:t::p::{made.token}::{made.name}",
            token=normalised(made.token),
            inputs=made.inputs,
            provider={"subscriptionId": SUBSCRIPTION},
        )
        for made in built(component, variant).resources
    ]
    for pack in (GuardrailPack(rules(), settings), EstatePack(RULES, settings)):
        for planned in plan:
            yield from pack.judge_resource(planned)
        yield from pack.judge_stack(plan)


@pytest.mark.parametrize(("component", "variant"), SAFE)
def test_no_mandatory_rule_is_broken(component: str, variant: str) -> None:
    broken = {
        finding.policy: finding.message
        for finding in findings(component, variant)
        if finding.level is Level.MANDATORY and finding.policy not in ASKED.get(component, set())
    }
    assert broken == {}


@pytest.mark.parametrize("component", ["Lake", "Vault", "Spoke"])
def test_the_secure_variant_leaves_nothing_undecided(component: str) -> None:
    assert [f.message for f in findings(component, "secure") if "Not decided" in f.message] == []

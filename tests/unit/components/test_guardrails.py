"""Every variant but the largest is judged by every guardrail.

What remains is written down: what an organisation exempts (a firewall, Bastion), what it must give (tags), and what
needs another resource of its own (a workspace for logs).
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from arm.translate import to_arm
from policies.catalogue import rules
from policies.kit.bound import BoundRule, bind
from policies.kit.judge import judge
from policies.kit.related import Related
from policies.kit.settings import Settings, parse
from policies.kit.verdict import Verdict
from policies.packs import all_rules
from tests.unit.components.before import NOW, SUBSCRIPTION, TENANT
from tests.unit.components.built import built
from tests.unit.components.variants import VARIANTS

TAGS = {"resource-group-required-tags", "resource-required-tags"}
LOGS = {"blob-service-diagnostics", "key-vault-diagnostics", "service-diagnostics"}
CENTRAL: Mapping[str, set[str]] = {
    "Bastion": {"network-no-public-ip"},
    "Firewall": {"network-no-public-ip", "network-firewall-central"},
    "Redis": {"cost-no-standing-charges"},
    "LogicApp": {"storage-account-shared-key-off"},
    "PrivateDns": {"private-dns-zone-central"},
    "Spoke": {"security-rule-no-inbound-internet"},
}
"""What only a central team builds, by exemption. A network's finding is the rule that Bastion requires."""


@cache
def _bound() -> tuple[Settings, list[BoundRule]]:
    settings = parse("test", {"today": NOW.date().isoformat(), "tenantId": TENANT}, all_rules())
    return settings, bind(rules(), settings)


def _violated(component: str, variant: str) -> Iterator[str]:
    settings, bound = _bound()
    resources = [
        to_arm(made.token, made.inputs, subscription_id=SUBSCRIPTION).as_arm()
        for made in built(component, variant).resources
        if made.token.startswith("azure-native:")
    ]
    for resource in resources:
        for rule in bound:
            outcome = judge(rule, resource, settings, related=list(_below(rule, resource, resources)))
            if outcome.verdict is Verdict.VIOLATION:
                yield rule.rule.name


def _below(rule: BoundRule, resource: Mapping[str, Any], resources: list[dict[str, Any]]) -> Iterator[Related]:
    """What stands on or below the resource, for rules that ask whether it exists."""
    if "details" not in rule.rule.definition["policyRule"]["then"]:
        return
    wanted = str(rule.rule.definition["policyRule"]["then"]["details"].get("type")).lower()
    for other in resources:
        if other["type"].lower() == wanted and str(other["id"]).lower().startswith(f"{resource['id']}/".lower()):
            yield Related(other, certain=True)


@pytest.mark.parametrize("component", list(VARIANTS))
def test_defaults_break_no_guardrail_but_those_that_need_something_given(component: str) -> None:
    assert set(_violated(component, "defaults")) <= TAGS | LOGS | CENTRAL.get(component, set())


@pytest.mark.parametrize("component", [name for name, variants in VARIANTS.items() if "secure" in variants])
def test_with_tags_and_logs_nothing_is_left_but_what_is_exempted(component: str) -> None:
    # Groups of firewall rules and databases of Data Explorer have no tags; the table of such types lacks them.
    untagged = {"resource-required-tags"} if component in {"Firewall", "DataExplorer"} else set()
    assert set(_violated(component, "secure")) <= CENTRAL.get(component, set()) | untagged

"""The second pack: levels, context, exemptions."""

from typing import Any

from policies.estate_rules import RULES
from policies.estate_rules.pack import EstatePack
from policies.kit.analyzer import Finding
from policies.kit.planned import Planned
from policies.kit.settings import parse
from policies.model import Level
from policies.packs import all_rules

SUBSCRIPTION = "00000000-0000-0000-0000-000000000001"
SCOPE = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-lake"
ENDPOINT = Planned(
    urn="urn:pulumi:dev::p::azure-native:network:PrivateEndpoint::lake-blob",
    token="azure-native:network:PrivateEndpoint",
    inputs={"privateEndpointName": "pep-lake-blob", "resourceGroupName": "rg-lake"},
    provider={"subscriptionId": SUBSCRIPTION},
)
EXEMPTION = {
    "guardrail": "E-NET-001",
    "scope": SCOPE,
    "reason": "Names are kept by the old system",
    "ticket": "CHG-3",
    "approver": "security@contoso.example",
    "expires": "2027-06-30",
}


def findings(*resources: Planned, **settings: Any) -> dict[str, Finding]:
    pack = EstatePack(RULES, parse("s.json", {"today": "2026-11-23", **settings}, all_rules()))
    for planned in resources:
        assert list(pack.judge_resource(planned)) == []
    return {finding.policy: finding for finding in pack.judge_stack(resources)}


def test_a_violation_is_mandatory_and_names_the_resource() -> None:
    found = findings(ENDPOINT)
    assert list(found) == ["network-private-endpoint-registered"]
    finding = found["network-private-endpoint-registered"]
    assert (finding.level, finding.urn) == (Level.MANDATORY, ENDPOINT.urn)
    assert "E-NET-001" in finding.message


def test_the_settings_give_levels_and_context() -> None:
    assert findings(ENDPOINT, context={"dnsRegistration": "policy"}) == {}
    assert findings(ENDPOINT, levels={"E-NET-001": "disabled"}) == {}
    advisory = findings(ENDPOINT, levels={"default": "advisory"})
    assert advisory["network-private-endpoint-registered"].level is Level.ADVISORY


def test_an_exemption_lets_pass() -> None:
    assert findings(ENDPOINT, exemptions=[EXEMPTION]) == {}


def test_an_exemption_that_nothing_needs_is_told() -> None:
    found = findings(ENDPOINT, exemptions=[EXEMPTION], context={"dnsRegistration": "policy"})
    assert "is not needed" in found["guardrail-exemptions"].message


def test_an_exemption_from_a_guardrail_is_the_other_packs_matter() -> None:
    other = {**EXEMPTION, "guardrail": "G-NET-001"}
    assert "guardrail-exemptions" not in findings(ENDPOINT, exemptions=[other])

"""The first pack over a small plan: alone, together, with exemptions, with unknowns."""

from typing import Any

import pytest

from arm.unknown import UNKNOWN
from policies.catalogue import rules
from policies.guardrails.pack import GuardrailPack
from policies.kit.analyzer import Finding
from policies.kit.planned import Planned
from policies.kit.settings import parse
from policies.model import Level
from policies.packs import all_rules

SUBSCRIPTION = "00000000-0000-0000-0000-000000000001"
ACCOUNT = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-lake/providers/Microsoft.Storage/storageAccounts/stlake"
GOOD: dict[str, Any] = {
    "accountName": "stlake",
    "resourceGroupName": "rg-lake",
    "location": "westeurope",
    "kind": "StorageV2",
    "sku": {"name": "Standard_ZRS"},
    "tags": {"Owner": "a", "Environment": "dev", "CostCenter": "1"},
    "publicNetworkAccess": "Disabled",
    "networkRuleSet": {"defaultAction": "Deny", "bypass": "None"},
    "minimumTlsVersion": "TLS1_2",
    "enableHttpsTrafficOnly": True,
    "allowSharedKeyAccess": False,
    "allowBlobPublicAccess": False,
    "allowCrossTenantReplication": False,
    "allowedCopyScope": "AAD",
    "isLocalUserEnabled": False,
    "encryption": {"requireInfrastructureEncryption": True},
}


def pack(**settings: Any) -> GuardrailPack:
    return GuardrailPack(rules(), parse("s.json", {"today": "2026-11-23", **settings}, all_rules()))


def planned(kind: str, name: str, links: dict[str, tuple[str, ...]] | None = None, /, **inputs: Any) -> Planned:
    return Planned(
        urn=f"urn:pulumi:dev::p::azure-native:{kind}::{name}",
        token=f"azure-native:{kind}",
        inputs=inputs,
        provider={"subscriptionId": SUBSCRIPTION},
        links=links or {},
    )


def account(**changes: Any) -> Planned:
    return planned("storage:StorageAccount", "lake", **{**GOOD, **changes})


def told(findings: Any) -> dict[str, Finding]:
    return {finding.policy: finding for finding in findings}


def exemption(**changes: str) -> dict[str, str]:
    return {
        "guardrail": "G-STO-007",
        "scope": ACCOUNT,
        "reason": "An old client",
        "ticket": "CHG-1",
        "approver": "security@contoso.example",
        "expires": "2027-01-31",
        **changes,
    }


def test_a_good_account_has_no_finding_by_itself() -> None:
    assert told(pack().judge_resource(account())) == {}


def test_a_bad_one_is_reported_under_the_rule_with_all_parts() -> None:
    findings = told(pack().judge_resource(account(enableHttpsTrafficOnly=False)))
    assert list(findings) == ["storage-account-https-only"]
    finding = findings["storage-account-https-only"]
    assert finding.level is Level.MANDATORY
    for part in ("G-STO-007", "`supportsHttpsTrafficOnly` `false`", "Expected: `true`", "Where to change it:"):
        assert part in finding.message


def test_an_unknown_value_is_advice() -> None:
    judged, doubtful = pack(), account(minimumTlsVersion=UNKNOWN)
    assert told(judged.judge_resource(doubtful)) == {}
    finding = told(judged.judge_stack([doubtful]))["storage-account-tls-floor"]
    assert finding.level is Level.ADVISORY
    assert "`minimumTlsVersion` not known yet" in finding.message


def test_levels_come_from_the_settings() -> None:
    bad = account(enableHttpsTrafficOnly=False)
    advisory = told(pack(levels={"default": "advisory"}).judge_resource(bad))
    assert advisory["storage-account-https-only"].level is Level.ADVISORY
    assert told(pack(levels={"encryption": "disabled"}).judge_resource(bad)) == {}


def test_parameters_come_from_the_settings() -> None:
    narrow = pack(parameters={"*": {"allowedLocations": ["northeurope"]}})
    assert list(told(narrow.judge_resource(account()))) == ["general-allowed-locations"]


def test_an_exemption_lets_pass_and_is_then_in_use() -> None:
    exempting = pack(exemptions=[exemption()])
    bad = account(enableHttpsTrafficOnly=False)
    assert told(exempting.judge_resource(bad)) == {}
    assert "guardrail-exemptions" not in told(exempting.judge_stack([bad]))


@pytest.mark.parametrize(("changes", "words"), [({}, "is not needed"), ({"expires": "2026-01-31"}, "has expired")])
def test_a_stale_exemption_is_told(changes: dict[str, str], words: str) -> None:
    exempting = pack(exemptions=[exemption(**changes)])
    list(exempting.judge_resource(account()))
    finding = told(exempting.judge_stack([account()]))["guardrail-exemptions"]
    assert words in finding.message
    assert finding.level is Level.MANDATORY


def test_an_exemption_also_frees_from_what_is_not_decided_yet() -> None:
    exempting = pack(exemptions=[exemption()])
    doubtful = account(enableHttpsTrafficOnly=UNKNOWN)
    assert told(exempting.judge_resource(doubtful)) == {}
    assert "guardrail-exemptions" not in told(exempting.judge_stack([doubtful]))


def test_an_exemption_of_another_stack_is_left_alone() -> None:
    elsewhere = pack(exemptions=[exemption(scope=ACCOUNT.replace("rg-lake", "rg-other"))])
    assert "guardrail-exemptions" not in told(elsewhere.judge_stack([account()]))


def test_an_exemption_is_not_called_needless_while_an_id_is_unknown() -> None:
    exempting = pack(exemptions=[exemption()])
    other = planned("storage:StorageAccount", "other", **{**GOOD, "resourceGroupName": UNKNOWN})
    assert "guardrail-exemptions" not in told(exempting.judge_stack([account(), other]))


def test_related_resources_are_looked_for_in_the_plan() -> None:
    judged = pack()
    lake = account()
    list(judged.judge_resource(lake))
    assert {"storage-account-locked", "storage-account-blob-service-managed"} <= told(judged.judge_stack([lake])).keys()


def test_related_resources_are_found_by_what_they_are_made_of() -> None:
    lake = account()
    made_of: dict[str, tuple[str, ...]] = {"scope": (lake.urn,), "accountName": (lake.urn,)}
    lock = planned("authorization:ManagementLockByScope", "lock", made_of, scope=UNKNOWN, level="CanNotDelete")
    service = planned(
        "storage:BlobServiceProperties",
        "blobs",
        made_of,
        accountName=UNKNOWN,
        resourceGroupName="rg-lake",
        blobServicesName="default",
        containerDeleteRetentionPolicy={"enabled": True, "days": 14},
        deleteRetentionPolicy={"enabled": True, "days": 14},
    )
    judged = pack()
    found = told(judged.judge_stack([lake, lock, service]))
    assert list(found) == ["blob-service-diagnostics"]


def test_places_are_traced_through_the_plan() -> None:
    group = planned("resources:ResourceGroup", "group", resourceGroupName="rg-team", location="westeurope")
    network = planned(
        "network:VirtualNetwork",
        "net",
        {"resourceGroupName": (group.urn,)},
        virtualNetworkName="vnet-own",
        resourceGroupName=UNKNOWN,
        location="westeurope",
        tags=GOOD["tags"],
    )
    judged = pack(parameters={"G-PRD-001": {"teamResourceGroups": ["rg-team"]}})
    assert told(judged.judge_resource(network)) == {}
    finding = told(judged.judge_stack([group, network]))["product-no-network-resources"]
    assert finding.level is Level.MANDATORY
    assert "/resourceGroups/rg-team/" in finding.message


def test_the_target_of_a_private_endpoint_is_traced() -> None:
    lake = account()
    endpoint = planned(
        "network:PrivateEndpoint",
        "endpoint",
        {"privateLinkServiceConnections": (lake.urn,)},
        privateEndpointName="pep-lake",
        resourceGroupName="rg-lake",
        location="westeurope",
        tags=GOOD["tags"],
        privateLinkServiceConnections=[{"name": "lake", "groupIds": ["blob"], "privateLinkServiceId": UNKNOWN}],
    )
    judged = pack()
    list(judged.judge_resource(endpoint))
    assert "private-endpoint-allowed-targets" not in told(judged.judge_stack([lake, endpoint]))


def test_other_values_are_not_guessed_from_what_they_are_made_of() -> None:
    first = account()
    second = planned(
        "storage:StorageAccount",
        "second",
        {"minimumTlsVersion": (first.urn,)},
        **{**GOOD, "accountName": "stsecond", "minimumTlsVersion": UNKNOWN},
    )
    judged = pack()
    list(judged.judge_resource(second))
    assert "Not decided" in told(judged.judge_stack([first, second]))["storage-account-tls-floor"].message


def test_a_lock_of_another_account_does_not_count() -> None:
    lake = account()
    lock = planned("authorization:ManagementLockByScope", "lock", scope=f"{ACCOUNT}x", level="CanNotDelete")
    found = told(pack().judge_stack([lake, lock]))
    assert "storage-account-locked" in found


def test_a_resource_without_a_table_is_told() -> None:
    findings = told(pack().judge_resource(planned("nowhere:Nothing", "x")))
    assert list(findings) == ["guardrail-coverage"]
    assert findings["guardrail-coverage"].level is Level.ADVISORY
    assert told(pack().judge_resource(account(noSuchProperty=1))).keys() == {"guardrail-coverage"}


def test_other_providers_are_left_alone() -> None:
    other = Planned(urn="urn:pulumi:dev::p::random:index/id:Id::x", token="random:index/id:Id", inputs={})
    assert list(pack().judge_resource(other)) == []


def test_every_rule_is_a_policy_of_its_own() -> None:
    names = [policy.name for policy in pack().policies]
    assert len(names) == len(set(names)) == len(rules()) + 2

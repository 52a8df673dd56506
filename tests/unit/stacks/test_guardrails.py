"""Guardrails as the platform deploys them: the packs' own files, assigned by management group, in force at once."""

import json
from pathlib import Path
from typing import Any

import pulumi
import pytest

from arm.errors import ArmError
from policies.catalogue import initiatives, rules
from simulator.core import compliance, remediation
from simulator.core.cloud import Cloud
from stacks.guardrails import assignment_name, initiative_parameters
from tests.unit.config.reference import REFERENCE, copy_estate
from tests.unit.stacks.deployment import Deployment, Standing

_GROUPS = ("mg-cts-data-dev", "mg-cts-data-prod", "mg-cts-platform")
_SALES = "/subscriptions/3a4f2c61-8b1d-4f3a-b3c5-6d2e9f7081a3"


@pytest.fixture(name="reference", scope="module")
def _reference(standing: Standing) -> Deployment:
    return standing.again(REFERENCE)


def _assignments(cloud: Cloud) -> list[dict[str, Any]]:
    return cloud.list(type="Microsoft.Authorization/policyAssignments")


def test_what_the_packs_judge_with_is_what_is_deployed(reference: Deployment) -> None:
    stored = reference.cloud.list(type="Microsoft.Authorization/policyDefinitions")
    assert {one["name"]: one["properties"]["policyRule"] for one in stored} == {
        rule.name: rule.definition["policyRule"] for rule in rules()
    }


def test_every_initiative_is_assigned_to_every_group_with_subscriptions(reference: Deployment) -> None:
    found = sorted((one["properties"]["scope"].rsplit("/", 1)[1], one["name"]) for one in _assignments(reference.cloud))
    names = sorted(assignment_name(initiative.name) for initiative in initiatives())
    assert found == [(group, name) for group in _GROUPS for name in names]


def test_every_member_tells_people_what_to_do(reference: Deployment) -> None:
    told = {
        message["policyDefinitionReferenceId"]: message["message"]
        for one in _assignments(reference.cloud)
        for message in one["properties"]["nonComplianceMessages"]
    }
    assert told == {rule.id: f"{rule.id}: {rule.obligation} {rule.fix}" for rule in rules()}


def test_values_of_the_estate_reach_the_assignments(reference: Deployment) -> None:
    (one,) = [
        one for one in _assignments(reference.cloud) if one["id"].endswith("mg-cts-platform/providers/"
        "Microsoft.Authorization/policyAssignments/data-protection")
    ]  # fmt: skip
    locations = one["properties"]["parameters"]["allowedLocations"]["value"]
    assert locations == ["westeurope", "northeurope", "global"]


def test_what_breaks_a_rule_is_refused_with_the_way_out(reference: Deployment) -> None:
    group = {"location": "eastus", "tags": {"Owner": "x", "Environment": "dev", "CostCenter": "1", "Department": "d"}}
    with pytest.raises(ArmError, match=r"`resource-group-allowed-locations` \(G-GEN-002: .*`regions` in `estate.yaml`"):
        reference.cloud.put(f"{_SALES}/resourceGroups/rg-elsewhere", "2024-03-01", group, "someone")


def test_what_only_advises_refuses_nothing_and_is_still_judged(standing: Standing, tmp_path: Path) -> None:
    change = {"estate.yaml": {"environments": {"dev": {"guardrails": "advisory"}}}}
    deployment = standing.again(copy_estate(tmp_path, change=change), "platform")
    modes = {
        one["properties"]["scope"].rsplit("/", 1)[1]: one["properties"]["enforcementMode"]
        for one in _assignments(deployment.cloud)
    }
    assert modes == {"mg-cts-data-dev": "DoNotEnforce", "mg-cts-data-prod": "Default", "mg-cts-platform": "Default"}
    group = {"location": "eastus", "tags": {}}
    deployment.cloud.put(f"{_SALES}/resourceGroups/rg-elsewhere", "2024-03-01", group, "someone")


def _sharing(*references: str) -> dict[str, Any]:
    member = {"parameters": {"days": {"value": "[parameters('minimum')]"}}}
    return {
        "displayName": "Shared",
        "policyDefinitions": [{"policyDefinitionReferenceId": one, **member} for one in references],
    }


def test_a_parameter_that_rules_share_has_one_value() -> None:
    settings = {"*": {"days": 7}, "G-X-002": {"days": 9}}
    assert initiative_parameters(_sharing("G-X-001"), settings) == {"minimum": 7}
    assert initiative_parameters(_sharing("G-X-002"), settings) == {"minimum": 9}
    assert initiative_parameters(_sharing("G-X-001"), {"*": {}}) == {}
    with pytest.raises(pulumi.RunError, match=r"R-GRD-001 .* `minimum` needs another value for `G-X-002`"):
        initiative_parameters(_sharing("G-X-001", "G-X-002"), settings)


def test_the_files_are_read_as_they_are() -> None:
    document = json.loads(Path("policies/initiatives/data-estate-cost.json").read_text(encoding="utf-8"))
    (known,) = [one for one in initiatives() if one.name == document["name"]]
    assert known.definition == document["properties"]


def test_a_scan_of_the_reference_estate_finds_nothing(reference: Deployment) -> None:
    compliance.scan(reference.cloud)
    found = compliance.states(reference.cloud)
    assert len(found) > 2000
    assert [(one["definition"], one["resource"]) for one in found if one["state"] != "compliant"] == []
    assert remediation.attempts(reference.cloud) == []

"""Exemptions in Azure: from the estate's data to what Azure lets pass, each before what it exempts."""

import json
from pathlib import Path
from typing import Any

import pulumi
import pytest

from arm.errors import ArmError
from config.estate import EXEMPTIONS_FILE
from tests.unit.config.reference import copy_estate
from tests.unit.stacks.deployment import Deployment, Standing

GOVERNANCE = "/subscriptions/9d1c7b3e-0f7a-4f0e-8a56-0c4be1f7a902"
SALES = "/subscriptions/3a4f2c61-8b1d-4f3a-b3c5-6d2e9f7081a3"
BASTION = {"Pulumi.sales-dev.yaml": {"bastion": True}}
_BASTION = "azure-native:network:BastionHost"


def entry(guardrail: str, scope: str, stack: str, **more: Any) -> dict[str, Any]:
    return {
        "guardrail": guardrail,
        "scope": scope,
        "stack": stack,
        "reason": "People reach machines through Bastion, whose address and rules Azure fixes.",
        "ticket": "CHG-1",
        "approver": "ines.carvalho@contoso.example",
        "expires": "2999-12-31",
        **more,
    }


def bastion(scope: str, stack: str) -> list[dict[str, Any]]:
    """What a zone's Bastion needs: a public address, and a rule that lets the internet reach it."""
    return [entry(guardrail, scope, stack) for guardrail in ("G-NET-001", "G-NET-007")]


def granted(*exemptions: dict[str, Any]) -> dict[str, str]:
    return {EXEMPTIONS_FILE: json.dumps({"exemptions": exemptions})}


def sales(standing: Standing, tmp_path: Path, *exemptions: dict[str, Any], **more: Any) -> Deployment:
    """The zone once more, with exemptions."""
    return standing.again(copy_estate(tmp_path, raw=granted(*exemptions), **more), "sales-dev")


def exempt(deployment: Deployment) -> list[dict[str, Any]]:
    return deployment.cloud.list(type="Microsoft.Authorization/policyExemptions")


def test_without_an_exemption_azure_refuses(standing: Standing, tmp_path: Path) -> None:
    with pytest.raises(ArmError, match="RequestDisallowedByPolicy"):
        sales(standing, tmp_path, change=BASTION)


@pytest.mark.parametrize("group", ["", "/resourceGroups/rg-cts-sales-network-dev-weu"])
def test_an_exemption_stands_before_what_it_lets_pass(standing: Standing, tmp_path: Path, group: str) -> None:
    scope = f"{SALES}{group}"
    deployment = sales(standing, tmp_path, *bastion(scope, "sales-dev"), change=BASTION)
    assert _BASTION in {one.type for one in deployment.registered["sales-dev"]}
    assert {one["id"] for one in exempt(deployment)} == {
        f"{scope}/providers/Microsoft.Authorization/policyExemptions/{guardrail}"
        for guardrail in ("G-NET-001", "G-NET-007")
    }


def test_azure_is_told_what_was_decided(standing: Standing, tmp_path: Path) -> None:
    found = sales(standing, tmp_path, entry("G-STO-003", SALES, "sales-dev", expires="2999-01-31"))
    (one,) = exempt(found)
    told = one["properties"]
    assert told["expiresOn"] == "2999-01-31T23:59:59Z"
    assert told["policyDefinitionReferenceIds"] == ["G-STO-003"]
    assert told["policyAssignmentId"] == (
        "/providers/Microsoft.Management/managementGroups/mg-cts-data-dev"
        "/providers/Microsoft.Authorization/policyAssignments/network-isolation"
    )
    assert told["metadata"] == {"ticket": "CHG-1", "approver": "ines.carvalho@contoso.example"}


def test_a_single_resource_is_exempt_once_it_stands(standing: Standing, tmp_path: Path) -> None:
    group = f"{SALES}/resourceGroups/rg-cts-sales-network-dev-weu"
    scope = f"{group}/providers/Microsoft.Network/networkSecurityGroups/nsg-cts-sales-team-dev-weu"
    found = sales(standing, tmp_path, entry("G-NET-007", scope, "sales-dev"))
    (one,) = exempt(found)
    assert (
        one["id"] == f"{scope}/providers/Microsoft.Authorization/policyExemptions/G-NET-007-nsg-cts-sales-team-dev-weu"
    )


def test_rules_of_the_packs_alone_are_no_business_of_azure(standing: Standing, tmp_path: Path) -> None:
    assert exempt(sales(standing, tmp_path, entry("E-NET-001", SALES, "sales-dev"))) == []


def test_a_guardrail_that_nobody_assigned_is_refused(standing: Standing, tmp_path: Path) -> None:
    with pytest.raises(pulumi.RunError, match=r"R-GRD-002 .* `G-NOT-999`"):
        sales(standing, tmp_path, entry("G-NOT-999", SALES, "sales-dev"))

"""Storage for uploads: an account that its provider reaches, that its integration pulls from, and that leaves again."""

from pathlib import Path
from typing import Any

import pytest

from arm.errors import ArmError
from config.estate import Estate
from config.load import load_estate
from config.uploads import GUARDRAILS, ROLE, account_id, group_id, upload_grants
from tests.unit.config.reference import copy_estate
from tests.unit.stacks.deployment import Deployment, Standing
from tests.unit.stacks.test_exemptions import entry, granted

UPLOAD = {
    "integration": "crm",
    "provider": "Market data agency",
    "address_ranges": ["203.0.113.0/24", "198.51.100.7/32"],
    "classification": "internal",
    "remove_on": "2999-12-31",
    "request": "R-0001",
}
WITH_UPLOAD = {"Pulumi.sales-dev.yaml": {"uploads": {"r0001": UPLOAD}}}
ACCOUNTS = "Microsoft.Storage/storageAccounts"


def exempt(folder: Path) -> str:
    """The group for external storage of the reference estate's zone."""
    return str(group_id(load_estate(folder), "sales-dev"))


def deployed(standing: Standing, tmp_path: Path) -> Deployment:
    scope = exempt(copy_estate(tmp_path / "plain"))
    exemptions = [entry(guardrail, scope, "sales-dev") for guardrail in GUARDRAILS]
    folder = copy_estate(tmp_path / "uploads", raw=granted(*exemptions), change=WITH_UPLOAD)
    return standing.again(folder, "sales-dev")


def account(deployment: Deployment, estate: Estate) -> dict[str, Any]:
    return deployment.cloud.get(str(account_id(estate, "sales-dev", "r0001")))


def test_only_the_provider_reaches_the_account_and_only_the_integration_reads_it(
    standing: Standing, tmp_path: Path
) -> None:
    deployment = deployed(standing, tmp_path)
    properties = account(deployment, deployment.estate)["properties"]
    assert properties["publicNetworkAccess"] == "Enabled"
    rules = properties["networkAcls"]
    assert (rules["defaultAction"], rules["bypass"]) == ("Deny", "None")
    assert [rule["value"] for rule in rules["ipRules"]] == ["203.0.113.0/24", "198.51.100.7"]
    assert properties["allowSharedKeyAccess"] is False
    (grant,) = upload_grants(deployment.estate, "sales-dev").values()
    assert (grant.principal, grant.group) == ("grp-cts-crm-team", "crm/team")
    assignments = deployment.cloud.list(scope=grant.scope, type="Microsoft.Authorization/roleAssignments")
    assert [one["properties"]["principalType"] for one in assignments] == ["Group"]
    endpoints = deployment.cloud.list(type="Microsoft.Network/privateEndpoints")
    assert [one for one in endpoints if "r0001" in one["name"]]


def test_without_its_exemption_azure_refuses_the_door(standing: Standing, tmp_path: Path) -> None:
    with pytest.raises(ArmError, match="RequestDisallowedByPolicy"):
        standing.again(copy_estate(tmp_path, change=WITH_UPLOAD), "sales-dev")


def test_where_people_may_not_write_the_pipeline_pulls(tmp_path: Path) -> None:
    change = {"Pulumi.logistics-prod.yaml": {"uploads": {"r0001": {**UPLOAD, "integration": "telematics"}}}}
    (grant,) = upload_grants(load_estate(copy_estate(tmp_path, change=change)), "logistics-prod").values()
    assert (grant.principal, grant.group) == ("sp-cts-telematics-deploy-prod", None)
    assert ROLE == "Storage Blob Data Contributor"

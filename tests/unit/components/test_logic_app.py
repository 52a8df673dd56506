"""Logic apps: what of their key the estate knows, and what not."""

import json

from arm.ids import parse
from arm.roles import role
from tests.unit.components.before import VAULT_ID
from tests.unit.components.built import built

FLOWS = built("LogicApp", "max")


def settings() -> dict[str, str]:
    site = FLOWS.one("WebApp").inputs
    return {one["name"]: one["value"] for one in site["siteConfig"]["appSettings"]}


def test_its_share_is_opened_by_what_the_vault_holds() -> None:
    found = settings()
    assert found["WEBSITE_CONTENTAZUREFILECONNECTIONSTRING"] == (
        "@Microsoft.KeyVault(SecretUri=https://kv-cts-keys.vault.azure.net/secrets/flows-content)"
    )
    assert found["WEBSITE_SKIP_CONTENTSHARE_VALIDATION"] == "1"
    assert found["WEBSITE_CONTENTSHARE"] == FLOWS.one("FileShare").inputs["shareName"]


def test_no_key_is_in_anything_that_the_engine_keeps() -> None:
    assert "AzureWebJobsStorage" not in settings()
    kept = json.dumps([made.inputs for made in FLOWS.resources])
    assert "AccountKey=" not in kept
    assert not FLOWS.of("Secret")


def test_its_identity_does_the_rest() -> None:
    held = {
        (made.inputs["scope"].rsplit("/", 1)[-1], made.inputs["roleDefinitionId"].rsplit("/", 1)[-1])
        for made in FLOWS.of("RoleAssignment")
    }
    assert (parse(VAULT_ID).resource_group, role("Key Vault Secrets User").guid) in held
    for name in ("Storage Account Contributor", "Storage Blob Data Owner", "Storage Queue Data Contributor"):
        assert ("stctscrmflow", role(name).guid) in held


def test_it_runs_on_windows_which_is_all_there_is() -> None:
    assert FLOWS.one("WebApp").inputs["reserved"] is False
    assert FLOWS.one("AppServicePlan").inputs["reserved"] is False
    assert FLOWS.one("AppServicePlan").inputs["sku"] == {"name": "WS3", "tier": "WorkflowStandard"}

"""Lakes, upload storage and vaults."""

from dataclasses import replace
from typing import Any

import pytest

from components._errors import ArgumentError
from components.lake.lake import Lake, LakeArgs
from components.lake.lake_set import CONTAINERS, LakeSet, plan_lakes
from components.lake.lifecycle import Lifecycle, policy_args
from components.security.vault import Vault
from tests.unit.components.before import GROUP
from tests.unit.components.built import built
from tests.unit.components.harness import run
from tests.unit.components.variants.lake import PIPELINE, READERS, lakes


def test_a_lake_is_closed_by_default() -> None:
    account = built("Lake", "defaults").one("StorageAccount").body
    assert account["kind"] == "StorageV2"
    assert account["sku"] == {"name": "Standard_ZRS"}
    wanted = {
        "isHnsEnabled": True,
        "allowSharedKeyAccess": False,
        "allowBlobPublicAccess": False,
        "allowCrossTenantReplication": False,
        "defaultToOAuthAuthentication": True,
        "supportsHttpsTrafficOnly": True,
        "minimumTlsVersion": "TLS1_2",
        "publicNetworkAccess": "Disabled",
        "isLocalUserEnabled": False,
        "isSftpEnabled": False,
    }
    assert wanted.items() <= account["properties"].items()
    assert account["properties"]["networkAcls"]["bypass"] == "None"
    assert account["properties"]["encryption"]["requireInfrastructureEncryption"] is True


def test_a_lake_is_locked_unless_it_is_left_open() -> None:
    assert built("Lake", "defaults").one("ManagementLockByScope").inputs["level"] == "CanNotDelete"
    assert built("LakeSet", "max").of("ManagementLockByScope") == []


def test_deleted_blobs_and_containers_come_back() -> None:
    service = built("Lake", "defaults").one("BlobServiceProperties").inputs
    assert service["deleteRetentionPolicy"] == {"enabled": True, "days": 14}
    assert service["containerDeleteRetentionPolicy"] == {"enabled": True, "days": 14}


def test_versions_exist_only_without_a_hierarchical_namespace() -> None:
    lake = built("Lake", "defaults").one("BlobServiceProperties").inputs
    assert "isVersioningEnabled" not in lake
    assert "changeFeed" not in lake
    upload = built("UploadStorage", "defaults").one("BlobServiceProperties").inputs
    assert upload["isVersioningEnabled"] is True
    assert upload["changeFeed"] == {"enabled": True}


def test_logs_are_taken_from_the_blob_service_and_metrics_from_the_account() -> None:
    world = built("Lake", "secure")
    account = world.named("sales-raw-account-diagnostics").inputs
    service = world.named("sales-raw-blob-service-diagnostics").inputs
    assert "logs" not in account
    assert {log["category"] for log in service["logs"]} == {"StorageRead", "StorageWrite", "StorageDelete"}
    assert service["resourceUri"].endswith("/blobServices/default")


def test_a_customers_key_is_read_by_the_customers_identity() -> None:
    account = built("Lake", "secure").one("StorageAccount").inputs
    assert account["encryption"]["keySource"] == "Microsoft.Keyvault"
    assert "keyVersion" not in account["encryption"]["keyVaultProperties"]
    assert account["identity"]["type"] == "UserAssigned"


def test_whoever_passes_the_firewall_needs_the_public_endpoint() -> None:
    account = built("Lake", "max").one("StorageAccount").inputs
    assert account["publicNetworkAccess"] == "Enabled"
    assert account["networkRuleSet"]["defaultAction"] == "Deny"
    assert len(account["networkRuleSet"]["resourceAccessRules"]) == 1


def test_containers_wait_for_soft_delete() -> None:
    world = built("Lake", "defaults")
    assert "sales-raw-blob-service" in world.named("sales-raw-container-raw").after


@pytest.mark.parametrize("sku", ["Standard_ZRS", "Standard_GZRS", "Standard_RAGZRS"])
def test_zone_redundant_lakes_have_no_archive(sku: str) -> None:
    with pytest.raises(ArgumentError, match="A-LAK-001"):
        policy_args(Lifecycle(archive_after_days=180), sku)


def test_days_go_forward() -> None:
    with pytest.raises(ArgumentError, match="A-LAK-002"):
        policy_args(Lifecycle(cool_after_days=90, cold_after_days=90), "Standard_LRS")


def test_what_expires_has_rules_of_its_own_with_ten_paths_each() -> None:
    paths = [f"raw/General/crm/{number:02}/" for number in range(11)]
    policy = policy_args(Lifecycle(cool_after_days=None, expiries={30: paths, 7: ["raw/a/"]}), "Standard_ZRS")
    assert policy
    found = {
        rule.name: (rule.definition.filters.prefix_match, rule.definition.actions.base_blob.delete)
        for rule in policy.rules
    }
    assert {name: len(prefixes) for name, (prefixes, _) in found.items()} == {
        "expire7days1": 1,
        "expire30days1": 10,
        "expire30days2": 1,
    }
    assert {name: delete.days_after_modification_greater_than for name, (_, delete) in found.items()} == {
        "expire7days1": 7,
        "expire30days1": 30,
        "expire30days2": 30,
    }


def test_nothing_that_moves_is_no_policy() -> None:
    assert policy_args(Lifecycle(cool_after_days=None), "Standard_ZRS") is None


def test_blobs_move_to_colder_tiers() -> None:
    policy = built("Lake", "max").one("ManagementPolicy").inputs["policy"]
    actions = policy["rules"][0]["definition"]["actions"]["baseBlob"]
    assert {tier: action["daysAfterModificationGreaterThan"] for tier, action in actions.items()} == {
        "tierToCool": 30,
        "tierToCold": 90,
        "tierToArchive": 180,
        "delete": 3650,
    }


@pytest.mark.parametrize("layout", list(CONTAINERS))
def test_each_lake_has_the_containers_of_its_layout(layout: str) -> None:
    planned = plan_lakes(lakes(layout=layout))
    assert {role: tuple(lake.containers) for role, lake in planned.items()} == CONTAINERS[layout]


def test_own_containers_replace_those_of_the_layout() -> None:
    given = lakes()
    own = {**given.lakes, "raw": replace(given.lakes["raw"], containers=["landing", "crm"])}
    assert plan_lakes(replace(given, lakes=own))["raw"].containers == ["landing", "crm"]


def test_an_unknown_layout_is_refused() -> None:
    with pytest.raises(ArgumentError, match="A-LAK-003"):
        plan_lakes(lakes(layout="medallion"))


def test_a_set_is_three_lakes() -> None:
    seen: list[Any] = []

    def program() -> Any:
        made = LakeSet("sales-lakes", lakes())
        return made.outputs.lakes["raw"].dfs_endpoint.apply(seen.append)

    world = run(program)
    assert [made.parent for made in world.of("dataestate:lake:Lake")] == ["sales-lakes"] * 3
    assert seen == ["https://stctsrawabcde.dfs.core.windows.net/"]


def test_uploads_that_nobody_pulled_are_deleted() -> None:
    policy = built("UploadStorage", "defaults").one("ManagementPolicy").inputs["policy"]
    actions = policy["rules"][0]["definition"]["actions"]
    assert actions["baseBlob"] == {"delete": {"daysAfterModificationGreaterThan": 30}}
    assert actions["version"] == {"delete": {"daysAfterCreationGreaterThan": 30}}


def test_a_vault_keeps_what_is_deleted() -> None:
    vault = built("Vault", "defaults").one("Vault").inputs["properties"]
    wanted = {
        "enableRbacAuthorization": True,
        "enablePurgeProtection": True,
        "enableSoftDelete": True,
        "softDeleteRetentionInDays": 90,
        "publicNetworkAccess": "Disabled",
        "networkAcls": {"bypass": "None", "defaultAction": "Deny"},
    }
    assert wanted.items() <= vault.items()


def test_trusted_services_pass_only_when_asked() -> None:
    vault = built("Vault", "max").one("Vault").inputs["properties"]
    assert vault["networkAcls"]["bypass"] == "AzureServices"
    assert Vault.__doc__


def test_a_container_named_twice_is_made_once() -> None:
    args = LakeArgs(
        resource_group_name=GROUP, location="westeurope", account_name="stcts0abcde", containers=["raw", "crm", "raw"]
    )
    assert len(run(lambda: Lake("x", args)).of("DataLakeGen2Filesystem")) == 2


def test_the_root_of_a_lakes_container_lets_pass_and_shows_nothing() -> None:
    container = built("Lake", "defaults").one("DataLakeGen2Filesystem").inputs
    others = {(one["scope"], one["permissions"]) for one in container["aces"] if one["type"] == "other"}
    assert others == {("access", "--x"), ("default", "--x")}
    assert not any(one.get("id") for one in container["aces"])


def test_a_folder_is_open_to_its_grants_and_to_nobody_else() -> None:
    aces = built("LakeFolders", "max").one("DataLakeGen2Path").inputs["aces"]
    for scope in ("access", "default"):
        entries = {(one["type"], one.get("id")): one["permissions"] for one in aces if one["scope"] == scope}
        assert entries == {
            ("user", None): "rwx",
            ("group", None): "r-x",
            ("mask", None): "rwx",
            ("other", None): "---",
            ("group", READERS): "r-x",
            ("user", PIPELINE): "rwx",
        }

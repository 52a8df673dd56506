"""Storage accounts and what is in them; the lake."""

from typing import Any

import pytest

from .conftest import GROUP, ONE, TWO, Estate
from .refusing import refused
from .test_networks import network, subnet

KIND = "Microsoft.Storage/storageAccounts"
BODY: dict[str, Any] = {"kind": "StorageV2", "sku": {"name": "Standard_LRS"}}


def account(
    estate: Estate, name: str = "stsales", sku: str = "Standard_LRS", kind: str = "StorageV2", **more: Any
) -> str:
    return str(estate.here(f"{KIND}/{name}", {"kind": kind, "sku": {"name": sku}}, **more)["id"])


def test_an_account_comes_with_endpoints_services_and_keys(estate: Estate) -> None:
    made = account(estate, sku="Standard_RAGRS")
    shown = estate.cloud.get(made)["properties"]
    assert shown["primaryEndpoints"]["dfs"] == "https://stsales.dfs.core.windows.net/"
    assert shown["secondaryEndpoints"]["blob"] == "https://stsales-secondary.blob.core.windows.net/"
    assert (shown["primaryLocation"], shown["secondaryLocation"]) == ("westeurope", "northeurope")
    assert estate.cloud.exists(f"{made}/blobServices/default")
    keys = estate.cloud.action(made, "listKeys")["keys"]
    assert [one["keyName"] for one in keys] == ["key1", "key2"]
    assert estate.cloud.action(made, "listKeys")["keys"] == keys
    estate.clock.forward(minutes=1)
    renewed = estate.cloud.action(made, "regenerateKey", {"keyName": "key1"})["keys"]
    assert (renewed[0] == keys[0], renewed[1] == keys[1]) == (False, True)


def test_a_name_is_taken_once_in_the_world(estate: Estate) -> None:
    account(estate)
    estate.put(f"{ONE}/resourceGroups/rg-two", {"location": "westeurope"})
    estate.put(f"{TWO}/resourceGroups/rg-hub", {"location": "westeurope"})
    body = {"location": "westeurope", **BODY}
    with refused("StorageAccountInAnotherResourceGroup", 409):
        estate.put(f"{ONE}/resourceGroups/rg-two/providers/{KIND}/stsales", body)
    with refused("StorageAccountAlreadyTaken", 409):
        estate.put(f"{TWO}/resourceGroups/rg-hub/providers/{KIND}/stsales", body)
    estate.cloud.store.set_setting("taken", {KIND: ["staken"]})
    with refused("StorageAccountAlreadyTaken", 409):
        account(estate, "staken")


@pytest.mark.parametrize(
    ("sku", "kind", "more", "code", "status"),
    [
        ("Premium_LRS", "BlobStorage", {}, "InvalidValuesForRequestParameters", 400),
        ("Standard_LRS", "FileStorage", {}, "InvalidValuesForRequestParameters", 400),
        ("Premium_LRS", "FileStorage", {"isHnsEnabled": True}, "AccountPropertyCannotBeSet", 400),
        ("Standard_LRS", "StorageV2", {"isNfsV3Enabled": True}, "AccountPropertyCannotBeSet", 400),
        ("Standard_LRS", "StorageV2", {"isSftpEnabled": True}, "AccountPropertyCannotBeSet", 400),
        ("Standard_LRS", "Storage", {"accessTier": "Hot"}, "AccountPropertyCannotBeSet", 400),
        ("Standard_LRS", "StorageV2", {"accessTier": "Premium"}, "AccountPropertyCannotBeSet", 400),
    ],
)
def test_combinations_that_an_account_cannot_have(
    estate: Estate, sku: str, kind: str, more: dict[str, Any], code: str, status: int
) -> None:
    with refused(code, status):
        account(estate, sku=sku, kind=kind, **more)


def test_zone_redundancy_needs_zones(estate: Estate) -> None:
    with refused("SkuNotAvailable", 409):
        estate.here(f"{KIND}/stsales", {"location": "westus", "kind": "StorageV2", "sku": {"name": "Standard_ZRS"}})


def test_network_rules_need_the_service_endpoint(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = network(estate)
    plain = subnet(estate, parent, "plain", "10.1.0.0/24")
    open_ = subnet(estate, parent, "open", "10.1.1.0/24", serviceEndpoints=[{"service": "Microsoft.Storage"}])
    with refused("NetworkAclsValidationFailure", 400):
        account(estate, networkAcls={"defaultAction": "Deny", "virtualNetworkRules": [{"id": plain}]})
    account(estate, networkAcls={"defaultAction": "Deny", "virtualNetworkRules": [{"id": open_}]})
    monkeypatch.setattr("simulator.core.types.storage.accounts.limit", lambda key: 0)
    with refused("NetworkAclsTooManyRules", 400):
        account(estate, networkAcls={"defaultAction": "Deny", "virtualNetworkRules": [{"id": open_}]})


def test_a_put_keeps_what_it_leaves_out_and_refuses_what_is_fixed(estate: Estate) -> None:
    made = account(estate, isHnsEnabled=True, minimumTlsVersion="TLS1_2")
    account(estate)
    assert estate.cloud.get(made)["properties"]["minimumTlsVersion"] == "TLS1_2"
    with refused("PropertyChangeNotAllowed", 409):
        account(estate, isHnsEnabled=False)
    with refused("InvalidResourceLocation", 409):
        estate.here(f"{KIND}/stsales", {**BODY, "location": "northeurope"})


def test_blob_services(estate: Estate) -> None:
    lake = account(estate, "stlake", isHnsEnabled=True)
    with refused("FeatureNotSupportedForAccount", 400):
        estate.put(f"{lake}/blobServices/default", isVersioningEnabled=True)
    flat = account(estate)
    estate.put(f"{flat}/blobServices/default", isVersioningEnabled=True)
    with refused("InvalidRequestPropertyValue", 400):
        estate.put(f"{flat}/blobServices/default", deleteRetentionPolicy={"enabled": True, "days": 366})
    with refused("InvalidRequestPropertyValue", 400):
        estate.put(
            f"{flat}/blobServices/default",
            deleteRetentionPolicy={"enabled": True, "days": 7},
            restorePolicy={"enabled": True, "days": 7},
        )
    with refused("InvalidResourceName", 400):
        estate.put(f"{flat}/blobServices/other", isVersioningEnabled=True)
    with refused("OperationNotAllowedOnDefaultService", 400):
        estate.cloud.delete(f"{flat}/blobServices/default")
    files = account(estate, "stfiles", "Premium_LRS", "FileStorage")
    with refused("FeatureNotSupportedForAccount", 400):
        estate.put(f"{files}/queueServices/default")


def test_shares(estate: Estate) -> None:
    made = account(estate)
    with refused("AccountPropertyCannotBeSet", 400):
        estate.put(f"{made}/fileServices/default/shares/share", enabledProtocols="NFS")
    with refused("InvalidRequestPropertyValue", 400):
        estate.put(f"{made}/fileServices/default/shares/share", shareQuota=0)


def container(estate: Estate, made: str, name: str = "raw", **more: Any) -> dict[str, Any]:
    return estate.put(f"{made}/blobServices/default/containers/{name}", **more)


def test_containers(estate: Estate) -> None:
    made = account(estate)
    one = container(estate, made)
    assert one["properties"]["defaultEncryptionScope"] == "$account-encryption-key"
    with refused("PublicAccessNotPermitted", 409):
        container(estate, made, publicAccess="Blob")
    estate.cloud.action(one["id"], "setLegalHold", {"tags": ["case1"]})
    with refused("ContainerProtectedFromDeletion", 409):
        estate.cloud.delete(one["id"])
    with refused("AccountProtectedFromDeletion", 409):
        estate.cloud.delete(made)
    estate.cloud.action(one["id"], "clearLegalHold")
    estate.cloud.delete(made)


def rule(name: str = "age", **more: Any) -> dict[str, Any]:
    base = {"tierToCool": {"daysAfterModificationGreaterThan": 30}}
    definition = {"actions": {"baseBlob": base}, "filters": {"blobTypes": ["blockBlob"]}, **more}
    return {"name": name, "type": "Lifecycle", "enabled": True, "definition": definition}


@pytest.mark.parametrize(
    ("rules", "sku"),
    [
        ([], "Standard_LRS"),
        ([rule(), rule()], "Standard_LRS"),
        ([rule(actions={})], "Standard_LRS"),
        ([rule(filters={"blobTypes": ["pageBlob"]})], "Standard_LRS"),
        ([rule(filters={"blobTypes": ["appendBlob"]})], "Standard_LRS"),
        ([rule(actions={"baseBlob": {"delete": {"daysAfterLastAccessTimeGreaterThan": 1}}})], "Standard_LRS"),
        ([rule(actions={"baseBlob": {"delete": {"daysAfterModificationGreaterThan": -1}}})], "Standard_LRS"),
        ([rule(filters={"blobTypes": ["blockBlob"], "prefixMatch": ["raw/"] * 11})], "Standard_LRS"),
        ([rule(filters={"blobTypes": ["blockBlob"], "prefixMatch": ["/raw/a"]})], "Standard_LRS"),
        ([rule(actions={"baseBlob": {"delete": {"daysAfterModificationGreaterThan": 1.5}}})], "Standard_LRS"),
        ([rule(actions={"baseBlob": {"tierToArchive": {"daysAfterModificationGreaterThan": 9}}})], "Standard_ZRS"),
    ],
)
def test_lifecycle_rules_that_are_refused(estate: Estate, rules: list[dict[str, Any]], sku: str) -> None:
    made = account(estate, sku=sku)
    with refused("InvalidRequestPropertyValue", 400):
        estate.put(f"{made}/managementPolicies/default", policy={"rules": rules})


@pytest.mark.parametrize(
    "change",
    [
        {"actions": {"version": {"delete": {"daysAfterCreationGreaterThan": 9}}}},
        {"filters": {"blobTypes": ["blockBlob"], "blobIndexMatch": [{"name": "a", "op": "==", "value": "b"}]}},
    ],
)
def test_lakes_have_neither_versions_nor_index_tags(estate: Estate, change: dict[str, Any]) -> None:
    flat, lake = account(estate), account(estate, "stlake", isHnsEnabled=True)
    estate.put(f"{flat}/managementPolicies/default", policy={"rules": [rule(**change)]})
    with refused("InvalidRequestPropertyValue", 400):
        estate.put(f"{lake}/managementPolicies/default", policy={"rules": [rule(**change)]})


def test_a_lifecycle_rule_stands(estate: Estate) -> None:
    made = account(estate)
    estate.put(f"{made}/managementPolicies/default", policy={"rules": [rule()]})


def test_the_lake_keeps_directories_with_their_rights(estate: Estate) -> None:
    made, lake = account(estate, isHnsEnabled=True), estate.cloud.lake
    container(estate, made)
    entry = {"scope": "access", "type": "group", "id": "g", "permissions": "r-x"}
    lake.put(made, "raw", "crm/contacts", acl=[entry])
    assert [one["path"] for one in lake.list(made, "raw")] == ["crm", "crm/contacts"]
    assert lake.get(made, "raw", "/crm/contacts/")["acl"] == [entry]
    with refused("DirectoryNotEmpty", 409):
        lake.delete(made, "raw", "crm")
    lake.delete(made, "raw", "crm", recursive=True)
    with refused("PathNotFound", 404):
        lake.get(made, "raw", "crm")


def test_the_lake_refuses(estate: Estate) -> None:
    made, lake = account(estate, isHnsEnabled=True, allowSharedKeyAccess=False), estate.cloud.lake
    container(estate, made)
    entry = {"type": "user", "id": "u", "permissions": "rwx"}
    with refused("FilesystemNotFound", 404):
        lake.put(made, "none", "a")
    with refused("HierarchicalNamespaceNotEnabled", 400):
        lake.put(account(estate, "stflat"), "raw", "a")
    with refused("AclTooManyEntries", 400):
        lake.put(made, "raw", "a", acl=[{**entry, "id": str(number)} for number in range(33)])
    for wrong in ({"scope": "all"}, {"type": "robot"}, {"permissions": "all"}, {"type": "mask"}):
        with refused("InvalidAclEntry", 400):
            lake.put(made, "raw", "a", acl=[{**entry, **wrong}])
    with refused("InvalidAclEntry", 400):
        lake.put(made, "raw", "a", acl=[entry, entry])
    with refused("KeyBasedAuthenticationNotPermitted", 403):
        lake.put(made, "raw", "a", by_key=True)
    estate.cloud._authorizer = lambda caller, action, scope: "blobs/write" not in action
    with refused("AuthorizationPermissionMismatch", 403):
        lake.put(made, "raw", "a")
    estate.cloud._authorizer = None
    estate.cloud.store.set_setting("outside_networks", True)
    account(estate, publicNetworkAccess="Disabled")
    with refused("AuthorizationFailure", 403):
        lake.put(made, "raw", "a")
    container(estate, made, "through-resource-manager")


def test_a_group_takes_everything_with_it(estate: Estate) -> None:
    made = account(estate)
    container(estate, made)
    estate.cloud.delete(GROUP)
    assert not estate.cloud.exists(made)
    assert not estate.cloud.exists(GROUP)

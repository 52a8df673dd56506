"""Key vaults, keys and secrets."""

import json
from typing import Any

from .conftest import ONE, TWO, Estate
from .refusing import refused
from .test_networks import network, subnet

KIND = "Microsoft.KeyVault/vaults"
TENANT = "6b8f9a52-5f0e-4c1d-9a63-1d6a7c6f2e10"
SKU = {"family": "A", "name": "standard"}


def vault(estate: Estate, name: str = "kv-sales", **more: Any) -> str:
    return str(estate.here(f"{KIND}/{name}", **{"sku": SKU, "tenantId": TENANT, **more})["id"])


def grave(name: str = "kv-sales") -> str:
    return f"{ONE}/providers/Microsoft.KeyVault/locations/westeurope/deletedVaults/{name}"


def test_a_vault_has_an_address_and_soft_delete(estate: Estate) -> None:
    shown = estate.cloud.get(vault(estate))["properties"]
    assert shown["vaultUri"] == "https://kv-sales.vault.azure.net/"
    assert (shown["enableSoftDelete"], shown["softDeleteRetentionInDays"]) == (True, 90)


def test_protections_go_one_way(estate: Estate) -> None:
    vault(estate, softDeleteRetentionInDays=7, enablePurgeProtection=True)
    for wrong in ({"enablePurgeProtection": False}, {"softDeleteRetentionInDays": 8}, {"enableSoftDelete": False}):
        with refused("BadRequest", 400):
            vault(estate, **wrong)
    with refused("BadRequest", 400):
        vault(estate, "kv-other", softDeleteRetentionInDays=6)


def test_a_deleted_vault_keeps_its_name(estate: Estate) -> None:
    made = vault(estate, softDeleteRetentionInDays=7)
    estate.put(f"{made}/secrets/token", value="open sesame")
    estate.cloud.delete(made)
    with refused("ConflictError", 409):
        vault(estate)
    estate.put(f"{TWO}/resourceGroups/rg-hub", {"location": "westeurope"})
    body = {"location": "westeurope", "properties": {"sku": SKU, "tenantId": TENANT}}
    with refused("VaultAlreadyExists", 409):
        estate.put(f"{TWO}/resourceGroups/rg-hub/providers/{KIND}/kv-sales", body)
    with refused("DeletedVaultNotFound", 404):
        vault(estate, "kv-none", createMode="recover")
    vault(estate, createMode="recover")
    assert estate.cloud.exists(f"{made}/secrets/token")


def test_a_purged_or_expired_name_is_free(estate: Estate) -> None:
    estate.cloud.delete(vault(estate))
    estate.cloud.action(grave(), "purge")
    estate.cloud.delete(vault(estate, softDeleteRetentionInDays=7))
    estate.clock.forward(days=8)
    vault(estate)


def test_purge_protection_outlasts_impatience(estate: Estate) -> None:
    estate.cloud.delete(vault(estate, enablePurgeProtection=True))
    with refused("MethodNotAllowed", 409):
        estate.cloud.action(grave(), "purge")


def test_a_name_in_use_elsewhere_is_taken(estate: Estate) -> None:
    vault(estate)
    estate.put(f"{TWO}/resourceGroups/rg-hub", {"location": "westeurope"})
    with refused("VaultAlreadyExists", 409):
        body = {"location": "westeurope", "properties": {"sku": SKU, "tenantId": TENANT}}
        estate.put(f"{TWO}/resourceGroups/rg-hub/providers/{KIND}/kv-sales", body)
    with refused("VaultNameNotValid", 400):
        vault(estate, "kv_sales")


def test_network_rules_need_the_service_endpoint(estate: Estate) -> None:
    plain = subnet(estate, network(estate), "plain", "10.1.0.0/24")
    with refused("SubnetsHaveNoServiceEndpointsConfigured", 400):
        vault(estate, networkAcls={"defaultAction": "Deny", "virtualNetworkRules": [{"id": plain}]})


def test_a_secret_is_never_shown_nor_stored_in_clear(estate: Estate) -> None:
    made = vault(estate)
    one = estate.put(f"{made}/secrets/token", value="open sesame")
    assert "value" not in one["properties"]
    assert one["properties"]["secretUriWithVersion"].startswith(one["properties"]["secretUri"])
    row = estate.cloud.store.get(one["id"].lower())
    assert row is not None
    assert "open sesame" not in json.dumps([row.body, row.secrets])
    same = estate.put(f"{made}/secrets/token", value="open sesame")["properties"]["secretUriWithVersion"]
    other = estate.put(f"{made}/secrets/token", value="another")["properties"]["secretUriWithVersion"]
    assert same == one["properties"]["secretUriWithVersion"] != other


def test_a_deleted_secret_keeps_its_name(estate: Estate) -> None:
    made = vault(estate)
    estate.cloud.delete(str(estate.put(f"{made}/secrets/token", value="a")["id"]))
    with refused("ObjectIsDeletedButRecoverable", 409):
        estate.put(f"{made}/secrets/token", value="b")
    estate.cloud.action(f"{made}/deletedSecrets/token", "purge")
    estate.put(f"{made}/secrets/token", value="b")


def test_keys(estate: Estate) -> None:
    made = vault(estate)
    one = estate.put(f"{made}/keys/cmk", kty="RSA", keySize=3072)
    assert one["properties"]["keyUri"] == "https://kv-sales.vault.azure.net/keys/cmk"
    with refused("PropertyChangeNotAllowed", 409):
        estate.put(f"{made}/keys/cmk", kty="RSA", keySize=4096)
    for wrong in ({"kty": "RSA-HSM"}, {"kty": "RSA", "keySize": 1024}, {"kty": "EC", "keySize": 2048}):
        with refused("BadParameter", 400):
            estate.put(f"{made}/keys/other", **wrong)
    with refused("BadParameter", 400):
        estate.put(f"{made}/keys/other", kty="RSA", curveName="P-256")

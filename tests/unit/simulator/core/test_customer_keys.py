"""Keys of customers: what makes a key one that a service can use."""

from typing import Any

import pytest

from .conftest import Estate
from .refusing import refused
from .test_rights import assign, identity
from .test_vaults import vault

_USER = "Key Vault Crypto Service Encryption User"
_URI = "https://kv-sales.vault.azure.net/keys/lakes"


def _key(estate: Estate, *, right: str | None = _USER, enabled: bool = True, **kept: Any) -> dict[str, Any]:
    """A key and the identity that reads it; the identity."""
    key = f"{vault(estate, **{'enablePurgeProtection': True, **kept})}/keys/lakes"
    estate.put(key, kty="RSA", attributes={"enabled": enabled})
    reads = identity(estate)
    if right:
        assign(estate, key, reads["properties"]["principalId"], right)
    return reads


def _put(estate: Estate, reads: dict[str, Any], uri: str = _URI, named: str | None = None) -> None:
    body = {
        "kind": "GlobalDocumentDB",
        "identity": {"type": "UserAssigned", "userAssignedIdentities": {reads["id"]: {}}},
    }
    estate.here(
        "Microsoft.DocumentDB/databaseAccounts/cosmos-sales",
        body,
        databaseAccountOfferType="Standard",
        locations=[{"locationName": "westeurope", "failoverPriority": 0}],
        keyVaultKeyUri=uri,
        defaultIdentity=f"UserAssignedIdentity={named or reads['id']}",
    )


def test_a_key_that_is_kept_and_may_be_used_is_taken(estate: Estate) -> None:
    _put(estate, _key(estate))


@pytest.mark.parametrize(
    ("kept", "code", "status"),
    [
        ({"enablePurgeProtection": None}, "KeyVaultPropertiesInvalid", 400),
        ({"networkAcls": {"defaultAction": "Deny", "bypass": "None"}}, "KeyVaultFirewall", 400),
        ({"enabled": False}, "KeyVaultKeyDisabled", 400),
        ({"right": None}, "KeyVaultAccessForbidden", 403),
        ({"right": "Key Vault Reader"}, "KeyVaultAccessForbidden", 403),
    ],
)
def test_a_key_that_could_not_be_used_is_refused(estate: Estate, kept: dict[str, Any], code: str, status: int) -> None:
    reads = _key(estate, **kept)
    with refused(code, status):
        _put(estate, reads)


@pytest.mark.parametrize(
    ("uri", "code"),
    [
        ("lakes", "InvalidKeyVaultKeyUri"),
        ("https://kv-sales.vault.azure.net/secrets/lakes", "InvalidKeyVaultKeyUri"),
        ("https://kv-nowhere.vault.azure.net/keys/lakes", "KeyVaultNotFound"),
        ("https://kv-sales.vault.azure.net/keys/other", "KeyVaultKeyNotFound"),
    ],
)
def test_an_address_without_a_key_is_refused(estate: Estate, uri: str, code: str) -> None:
    reads = _key(estate)
    with refused(code, 400):
        _put(estate, reads, uri)


def test_the_identity_is_one_of_the_resources_own(estate: Estate) -> None:
    reads, other = _key(estate), identity(estate, "id-other")
    with refused("KeyIdentityNotAssigned", 400):
        _put(estate, reads, named=other["id"])


def test_trusted_services_pass_a_closed_vault(estate: Estate) -> None:
    closed = {"defaultAction": "Deny", "bypass": "AzureServices"}
    _put(estate, _key(estate, networkAcls=closed, publicNetworkAccess="Disabled"))

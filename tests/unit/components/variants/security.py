"""Variants of the components in `components/security`."""

from dataclasses import replace

from components.security.encryption_keys import EncryptionKeys, EncryptionKeysArgs
from components.security.role_assignments import RoleAssignments, RoleAssignmentsArgs
from components.security.vault import Vault, VaultArgs
from tests.unit.components.before import GROUP, LOCATION, SUBSCRIPTION, TENANT, VAULT_ID
from tests.unit.components.variants.shared import DIAGNOSTICS, LOCK, READER, TAGS, Variants, endpoint

_VAULT = VaultArgs(resource_group_name=GROUP, location=LOCATION, vault_name="kv-cts-sales-abcde", tenant_id=TENANT)

_KEYS = EncryptionKeysArgs(
    resource_group_name="rg-shared",
    location=LOCATION,
    key_vault_name="kv-cts-keys",
    key_vault_resource_id=VAULT_ID,
    key_vault_uri="https://kv-cts-keys.vault.azure.net/",
    identity_name="id-cts-keys",
    key_names=("orders",),
)

VARIANTS: Variants = {
    "EncryptionKeys": {
        "defaults": lambda: EncryptionKeys("sales-keys", _KEYS),
        "max": lambda: EncryptionKeys(
            "sales-keys", replace(_KEYS, key_names=("orders", "stock"), allow_data_removal=True, tags=TAGS)
        ),
    },
    "Vault": {
        "defaults": lambda: Vault("sales-vault", _VAULT),
        "secure": lambda: Vault(
            "sales-vault",
            VaultArgs(
                resource_group_name=GROUP,
                location=LOCATION,
                vault_name="kv-cts-sales-abcde",
                tenant_id=TENANT,
                private_endpoints={"vault": endpoint("vault")},
                diagnostic_settings=DIAGNOSTICS,
                lock=LOCK,
                tags=TAGS,
            ),
        ),
        "max": lambda: Vault(
            "sales-vault",
            VaultArgs(
                resource_group_name=GROUP,
                location=LOCATION,
                vault_name="kv-cts-sales-abcde",
                tenant_id=TENANT,
                private_endpoints={"vault": endpoint("vault")},
                diagnostic_settings=DIAGNOSTICS,
                role_assignments=READER,
                lock=None,
                trusted_services_allowed=True,
                premium=True,
                soft_delete_retention_days=30,
                allow_data_removal=True,
                tags=TAGS,
            ),
        ),
    },
    "RoleAssignments": {
        "defaults": lambda: RoleAssignments(
            "sales-subscription",
            RoleAssignmentsArgs(scope=f"/subscriptions/{SUBSCRIPTION}", role_assignments=READER),
        ),
    },
}

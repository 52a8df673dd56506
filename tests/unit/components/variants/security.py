"""Variants of the components in `components/security`."""

from components.security.role_assignments import RoleAssignments, RoleAssignmentsArgs
from components.security.vault import Vault, VaultArgs
from tests.unit.components.before import GROUP, LOCATION, SUBSCRIPTION, TENANT
from tests.unit.components.variants.shared import DIAGNOSTICS, LOCK, READER, TAGS, Variants, endpoint

_VAULT = VaultArgs(resource_group_name=GROUP, location=LOCATION, vault_name="kv-cts-sales-abcde", tenant_id=TENANT)

VARIANTS: Variants = {
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

"""The customer's key in the bodies of services: who reads it, and how it is named."""

from typing import Any

import pulumi

from components._interfaces import CustomerManagedKey


def own_identity(key: CustomerManagedKey | None, both: str = "SystemAssigned,UserAssigned") -> dict[str, Any]:
    """A service's own identity, and beside it the one that reads its key. `both` is how the service writes the two."""
    if key is None:
        return {"type": "SystemAssigned"}
    return {"type": both, "user_assigned_identities": [key.user_assigned_identity_resource_id]}


def key_identity(key: CustomerManagedKey | None) -> dict[str, Any] | None:
    """The identity of a service that has no other than the one that reads its key; a map, as its body has it."""
    if key is None:
        return None
    named = pulumi.Output.from_input(key.user_assigned_identity_resource_id)
    return {"type": "UserAssigned", "user_assigned_identities": named.apply(lambda known: {known: {}})}


def by_name(key: CustomerManagedKey) -> dict[str, Any]:
    """A key by vault and name: the service follows its rotation."""
    return {"key_name": key.key_name, "key_vault_uri": key.key_vault_uri}


def of_flexible_server(key: CustomerManagedKey | None) -> dict[str, Any] | None:
    """How flexible servers name a key: by one version."""
    if key is None:
        return None
    return {
        "type": "AzureKeyVault",
        "primary_key_uri": key.key_uri_with_version,
        "primary_user_assigned_identity_id": key.user_assigned_identity_resource_id,
    }

"""Encryption of a storage account: twice, with Azure's key or the customer's."""

from pulumi_azure_native import storage

from components._interfaces import CustomerManagedKey


def encryption(key: CustomerManagedKey | None) -> storage.EncryptionArgs:
    """The encryption in the form of the SDK."""
    # Only at creation can queues and tables be put under the account's key.
    service = storage.EncryptionServiceArgs(enabled=True, key_type="Account")
    services = storage.EncryptionServicesArgs(blob=service, file=service, queue=service, table=service)
    if key is None:
        return storage.EncryptionArgs(
            key_source="Microsoft.Storage", require_infrastructure_encryption=True, services=services
        )
    return storage.EncryptionArgs(
        key_source="Microsoft.Keyvault",
        require_infrastructure_encryption=True,
        services=services,
        key_vault_properties=storage.KeyVaultPropertiesArgs(
            key_vault_uri=key.key_vault_uri, key_name=key.key_name, key_version=key.key_version
        ),
        encryption_identity=storage.EncryptionIdentityArgs(
            encryption_user_assigned_identity=key.user_assigned_identity_resource_id
        ),
    )


def identity(key: CustomerManagedKey | None) -> storage.IdentityArgs | None:
    """The identity that reads the customer's key."""
    if key is None:
        return None
    return storage.IdentityArgs(type="UserAssigned", user_assigned_identities=[key.user_assigned_identity_resource_id])

"""The storage of the host of functions and workflows, which it opens by identity."""

from collections.abc import Mapping

import pulumi
from pulumi_azure_native import managedidentity, storage

from components._interfaces import RoleAssignment

HOST_ROLES: Mapping[str, str] = {
    "blobs": "Storage Blob Data Owner",
    "queues": "Storage Queue Data Contributor",
    "tables": "Storage Table Data Contributor",
}
"""What the host needs on its account."""


def host_role_assignments(
    instance: str, identity: managedidentity.UserAssignedIdentity, roles: Mapping[str, str]
) -> Mapping[str, RoleAssignment]:
    """The roles of the host's identity on its account."""
    return {
        f"{instance}-host-{key}": RoleAssignment(
            role_definition_id_or_name=role,
            principal_id=identity.principal_id,
            principal_type="ServicePrincipal",
            description="The host of the functions keeps its state there.",
        )
        for key, role in roles.items()
    }


def host_settings(account: storage.StorageAccount) -> Mapping[str, pulumi.Input[str]]:
    """The host's account by its addresses: with them it signs in by identity."""
    endpoints = account.primary_endpoints
    return {
        "AzureWebJobsStorage__credential": "managedidentity",
        "AzureWebJobsStorage__blobServiceUri": endpoints.apply(lambda known: known.blob),
        "AzureWebJobsStorage__queueServiceUri": endpoints.apply(lambda known: known.queue),
        "AzureWebJobsStorage__tableServiceUri": endpoints.apply(lambda known: known.table),
    }

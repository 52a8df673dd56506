"""Values that the variants share."""

from collections.abc import Callable, Mapping
from typing import Any

from components._interfaces import (
    CustomerManagedKey,
    DiagnosticSettings,
    Lock,
    PrivateEndpoint,
    RoleAssignment,
)
from tests.unit.components.harness import SUBNET_ID, SUBSCRIPTION, WORKSPACE_ID

Variants = Mapping[str, Mapping[str, Callable[[], Any]]]
"""Builders by class name and variant."""

LOCATION = "westeurope"
TAGS = {"Owner": "data-platform@contoso.example", "Environment": "dev"}
GROUP = "rg-cts-sales-network-dev-weu"
RESOURCE_GROUP_ID = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{GROUP}"
NETWORK_ID = f"{RESOURCE_GROUP_ID}/providers/Microsoft.Network/virtualNetworks/vnet-cts-sales-dev-weu"
IDENTITY_ID = f"{RESOURCE_GROUP_ID}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-cts-keys"
VAULT_ID = f"{RESOURCE_GROUP_ID}/providers/Microsoft.KeyVault/vaults/kv-cts-keys"
DIAGNOSTICS = DiagnosticSettings(workspace_resource_id=WORKSPACE_ID)
LOCK = Lock()
READER = {
    "ops": RoleAssignment(
        role_definition_id_or_name="Reader",
        principal_id="00000000-0000-0000-0000-00000000000a",
        principal_type="Group",
        description="C of landing-zone-ops on integration",
    )
}
KEY = CustomerManagedKey(
    key_vault_resource_id=VAULT_ID,
    key_vault_uri="https://kv-cts-keys.vault.azure.net/",
    key_name="lake",
    user_assigned_identity_resource_id=IDENTITY_ID,
)


def zone_id(zone: str) -> str:
    """The id of a private DNS zone."""
    return f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-dns/providers/Microsoft.Network/privateDnsZones/{zone}"


ZONES = {
    zone: zone_id(zone)
    for zone in (
        "privatelink.agentsvc.azure-automation.net",
        "privatelink.blob.core.windows.net",
        "privatelink.dfs.core.windows.net",
        "privatelink.monitor.azure.com",
        "privatelink.ods.opinsights.azure.com",
        "privatelink.oms.opinsights.azure.com",
        "privatelink.vaultcore.azure.net",
    )
}


def endpoint(name: str) -> PrivateEndpoint:
    """An endpoint that the template registers."""
    return PrivateEndpoint(
        name=f"pep-cts-{name}",
        subnet_resource_id=SUBNET_ID,
        private_dns_zone_resource_ids=ZONES,
        network_interface_name=f"nic-cts-{name}",
    )


def endpoint_by_policy(name: str) -> PrivateEndpoint:
    """An endpoint that an Azure Policy registers."""
    return PrivateEndpoint(name=f"pep-cts-{name}", subnet_resource_id=SUBNET_ID)

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
from tests.unit.components.before import IDENTITY_ID, SUBNET_ID, VAULT_ID, WORKSPACE_ID, ZONE_NAMES, zone_id

Variants = Mapping[str, Mapping[str, Callable[[], Any]]]
"""Builders by class name and variant."""

TAGS = {"Owner": "data-platform@contoso.example", "Environment": "dev", "CostCenter": "CC-2100"}
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


ZONES = {zone: zone_id(zone) for zone in ZONE_NAMES}
"""Ids of private DNS zones by name."""


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

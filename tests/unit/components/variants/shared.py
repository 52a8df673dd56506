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
from components.services._administrator import EntraAdministrator
from tests.unit.components.before import (
    GROUP,
    IDENTITY_ID,
    LOCATION,
    PRINCIPAL,
    SUBNET_ID,
    VAULT_ID,
    WORKSPACE_ID,
    ZONE_NAMES,
    zone_id,
)

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
    user_assigned_identity_client_id=PRINCIPAL,
    key_uri_with_version="https://kv-cts-keys.vault.azure.net/keys/lake/0123456789abcdef0123456789abcdef",
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


PLACE: dict[str, Any] = {"resource_group_name": GROUP, "location": LOCATION}
ADMINISTRATOR = EntraAdministrator(object_id="00000000-0000-0000-0000-00000000000a", name="grp-cts-crm-team")


def watched(*groups: str) -> dict[str, Any]:
    """The arguments of a service that is reached, watched and tagged."""
    return {
        **PLACE,
        "private_endpoints": {group: endpoint(group.lower()) for group in groups},
        "diagnostic_settings": DIAGNOSTICS,
        "tags": TAGS,
    }


def whole(*groups: str) -> dict[str, Any]:
    """Every argument that services share."""
    return {**watched(*groups), "role_assignments": READER, "lock": None, "allow_data_removal": True}


def encrypted(*groups: str) -> dict[str, Any]:
    """The same with a key of the customer's."""
    return {**whole(*groups), "customer_managed_key": KEY}

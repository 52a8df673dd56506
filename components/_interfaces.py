"""The concerns that components share, under one name each: the interfaces of the Azure Verified Modules.

A component offers a concern by a field of that name: `diagnostic_settings`, `lock`, `role_assignments`,
`private_endpoints`, `managed_identities`, `customer_managed_key`, `tags`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pulumi import Input, Output

Tags = Mapping[str, Input[str]]
"""Tags by key."""


@dataclass(frozen=True, kw_only=True)
class DiagnosticSettings:
    """Where logs and metrics of a resource go."""

    workspace_resource_id: Input[str]
    """Required. The Log Analytics workspace that receives them."""
    name: str = "central-workspace"
    """Optional. The setting's name, unique on the resource."""
    log_categories: Sequence[str] | None = None
    """Optional. Log categories. Absent: all logs of the type."""
    metric_categories: Sequence[str] | None = None
    """Optional. Metric categories. Absent: all metrics of the type."""


@dataclass(frozen=True, kw_only=True)
class Lock:
    """A management lock. It holds for the resource and everything below it, for this program too."""

    kind: str = "CanNotDelete"
    """Optional. `CanNotDelete` or `ReadOnly`."""
    name: str = "estate-protection"
    """Optional. The lock's name, unique on the resource."""
    notes: str = "Holds data of the estate. Removing it takes an approved request."
    """Optional. Why it is there; Azure shows it to whoever is refused."""


@dataclass(frozen=True, kw_only=True)
class RoleAssignment:
    """A role for one principal. The key under which it stands is the principal's logical name."""

    role_definition_id_or_name: str
    """Required. A built-in role by name, or the id of a role definition."""
    principal_id: Input[str]
    """Required. The object id of the group, service principal or user."""
    principal_type: str
    """Required. `Group`, `ServicePrincipal` or `User`. A new principal is found at once only by its type."""
    description: str | None = None
    """Optional. Why it is granted, for those who read the assignment in Azure."""
    condition: str | None = None
    """Optional. A condition of attribute-based access control, version 2.0."""


@dataclass(frozen=True, kw_only=True)
class PrivateEndpoint:
    """A private endpoint for one group of a resource."""

    name: str
    """Required. The endpoint's name."""
    subnet_resource_id: Input[str]
    """Required. The subnet in which its network interface stands: not delegated, in the endpoint's region."""
    private_dns_zone_resource_ids: Input[Mapping[str, str]] | None = None
    """Conditional. Ids of private DNS zones by zone name, where endpoints are registered by template.
    Zones that the group does not need may be among them. Absent: an Azure Policy registers the endpoint."""
    network_interface_name: str | None = None
    """Optional. The name of its network interface. Absent: Azure makes one up."""
    resource_group_name: Input[str] | None = None
    """Optional. Where the endpoint stands. Absent: beside the resource it leads to."""
    location: str | None = None
    """Optional. The region of the subnet's network. Absent: the region of the resource."""


@dataclass(frozen=True, kw_only=True)
class ManagedIdentities:
    """Identities of a resource."""

    system_assigned: bool = False
    """Optional. Whether it has one of its own."""
    user_assigned_resource_ids: Sequence[Input[str]] = ()
    """Optional. Ids of user-assigned identities."""


@dataclass(frozen=True, kw_only=True)
class CustomerManagedKey:
    """A key of the customer's own that encrypts the data."""

    key_vault_resource_id: Input[str]
    """Required. The vault of the key; purge protection must be on."""
    key_vault_uri: Input[str]
    """Required. The vault's URI, such as `https://kv-cts-sales.vault.azure.net/`."""
    key_name: str
    """Required. The key."""
    user_assigned_identity_resource_id: Input[str]
    """Required. The identity that reads the key: it needs Key Vault Crypto Service Encryption User on it."""
    key_version: str | None = None
    """Optional. One version. Absent: the newest, so that rotation needs no deployment."""
    user_assigned_identity_client_id: Input[str] | None = None
    """Conditional. The identity's client id: AI services and container registries name it so."""
    key_uri_with_version: Input[str] | None = None
    """Conditional. The address of the key's newest version, for SQL, MySQL, PostgreSQL, AI services and Redis, which
    follow no rotation by themselves: they take a new version with the next deployment."""

    @property
    def key_uri(self) -> Output[str]:
        """The key's address without version."""
        return Output.concat(self.key_vault_uri, "keys/", self.key_name)

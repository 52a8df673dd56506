"""A key vault: rights by RBAC, reached privately, kept for 90 days after deletion."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi
from pulumi_azure_native import keyvault

from components._base import EstateComponent
from components._interfaces import DiagnosticSettings, Lock, PrivateEndpoint, RoleAssignment, Tags
from components._tokens import Token
from components.monitoring.diagnostics import create_diagnostic_settings
from components.network.private_endpoint import Target, create_private_endpoints
from components.security.lock import create_lock
from components.security.role_assignments import create_role_assignments

_TYPE = "Microsoft.KeyVault/vaults"


@dataclass(frozen=True, kw_only=True)
class VaultArgs:
    """One key vault."""

    resource_group_name: pulumi.Input[str]
    """Required. Where it stands."""
    location: str
    """Required. The region."""
    vault_name: str
    """Required. Its name, unique in the world and reserved for 90 days after deletion."""
    tenant_id: pulumi.Input[str]
    """Required. The Entra tenant whose principals may be given rights."""
    private_endpoints: Mapping[str, PrivateEndpoint] = field(default_factory=dict)
    """Optional. Endpoints by group id; there is only `vault`. Without it nobody reaches the contents."""
    diagnostic_settings: DiagnosticSettings | None = None
    """Optional. Where the audit log goes."""
    role_assignments: Mapping[str, RoleAssignment] = field(default_factory=dict)
    """Optional. Roles on the vault."""
    lock: Lock | None = field(default_factory=Lock)
    """Optional. A lock on the vault; None leaves it open."""
    trusted_services_allowed: bool = False
    """Optional. Let Azure's trusted services past the firewall, as some need for keys of customers."""
    premium: bool = False
    """Optional. Keys in hardware."""
    soft_delete_retention_days: int = 90
    """Optional. Days that a deleted vault can be recovered, 7 to 90; fixed at creation."""
    cloud: str = "public"
    """Optional. The Azure cloud."""
    allow_data_removal: bool = False
    """Optional. Both keys turned: the vault may be deleted or replaced."""
    tags: Tags = field(default_factory=dict)
    """Optional. Tags of vault and endpoint."""


@dataclass(frozen=True, kw_only=True)
class VaultOutputs:
    """The vault for those who use it."""

    name: pulumi.Output[str]
    resource_id: pulumi.Output[str]
    vault_uri: pulumi.Output[str]
    """Such as `https://kv-cts-sales.vault.azure.net/`."""


class Vault(EstateComponent[VaultOutputs]):
    """A key vault."""

    vault: keyvault.Vault
    """The vault itself."""

    def __init__(self, name: str, args: VaultArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.VAULT, name, tags=args.tags, opts=opts)
        self.vault = self._vault(args)
        roles = create_role_assignments(self, "vault", scope=self.vault.id, assignments=args.role_assignments)
        diagnostics = create_diagnostic_settings(
            self, "vault", resource_id=self.vault.id, arm_type=_TYPE, settings=args.diagnostic_settings
        )
        endpoints = create_private_endpoints(
            self,
            "vault",
            target=Target(
                resource_id=self.vault.id,
                arm_type=_TYPE,
                location=args.location,
                resource_group_name=args.resource_group_name,
                cloud=args.cloud,
            ),
            endpoints=args.private_endpoints,
        )
        if args.lock:
            below = [*roles.values(), *diagnostics, *endpoints.values()]
            create_lock(self, "vault", scope=self.vault.id, lock=args.lock, after=below)
        self.publish(
            VaultOutputs(
                name=self.vault.name,
                resource_id=self.vault.id,
                vault_uri=self.vault.properties.vault_uri,
            )
        )

    def _vault(self, args: VaultArgs) -> keyvault.Vault:
        return keyvault.Vault(
            self.child_name("vault"),
            resource_group_name=args.resource_group_name,
            vault_name=args.vault_name,
            location=args.location,
            properties=keyvault.VaultPropertiesArgs(
                tenant_id=args.tenant_id,
                sku=keyvault.SkuArgs(family="A", name="premium" if args.premium else "standard"),
                enable_rbac_authorization=True,
                enable_soft_delete=True,
                soft_delete_retention_in_days=args.soft_delete_retention_days,
                enable_purge_protection=True,
                enabled_for_deployment=False,
                enabled_for_disk_encryption=False,
                enabled_for_template_deployment=False,
                public_network_access="Disabled",
                network_acls=keyvault.NetworkRuleSetArgs(
                    default_action="Deny",
                    bypass="AzureServices" if args.trusted_services_allowed else "None",
                ),
            ),
            tags=self.tags(),
            opts=self.data_bearing(allow_removal=args.allow_data_removal),
        )

"""A team's area in a landing zone: the boundary of one integration or product."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pulumi

from components._base import EstateComponent
from components._interfaces import DiagnosticSettings, Lock, PrivateEndpoint, RoleAssignment, Tags
from components._tokens import Token
from components.network.team_subnet import TeamSubnet, TeamSubnetArgs
from components.resource_group import ResourceGroup, create_resource_group
from components.security.vault import Vault, VaultArgs

DEPLOY_ROLES: Mapping[str, Mapping[str, str]] = {
    "group": {"deploy": "Contributor", "deploy-locks": "Locks Contributor"},
    "subnet": {"deploy": "Network Contributor"},
    "vault": {"deploy": "Key Vault Secrets Officer"},
}
"""What the deploy identity of a team may do, by the part of the area; it has no right beyond the area."""


@dataclass(frozen=True, kw_only=True)
class TeamVault:
    """The team's vault: one per team, shared with nobody."""

    name: str
    """Required. Its name, unique in the world."""
    endpoint_name: str
    """Required. The name of its private endpoint, in the team's own subnet."""
    network_interface_name: str | None = None
    """Optional. The name of that endpoint's network interface."""
    role_assignments: Mapping[str, RoleAssignment] = field(default_factory=dict)
    """Optional. Roles on the vault."""
    lock: Lock | None = field(default_factory=Lock)
    """Optional. A lock on the vault; None leaves it open."""
    trusted_services_allowed: bool = False
    """Optional. Let Azure's trusted services past the firewall: those that are encrypted with a key in it."""


@dataclass(frozen=True, kw_only=True)
class TeamAreaArgs:
    """What every team of a landing zone gets."""

    location: str
    """Required. The zone's region."""
    tenant_id: pulumi.Input[str]
    """Required. The Entra tenant."""
    resource_group: ResourceGroup
    """Required. The team's group, with the team's rights and budget."""
    subnet: TeamSubnetArgs
    """Required. The team's subnet, with the team's rights on it."""
    vault: TeamVault
    """Required. The team's vault."""
    private_dns_zone_resource_ids: pulumi.Input[Mapping[str, str]] | None = None
    """Conditional. Ids of private DNS zones by zone name. Absent: an Azure Policy registers endpoints."""
    deploy_principal_id: pulumi.Input[str] | None = None
    """Optional. The object id of the team's deploy identity."""
    diagnostic_settings: DiagnosticSettings | None = None
    """Optional. Where logs go: the zone's workspace."""
    cloud: str = "public"
    """Optional. The Azure cloud."""
    allow_data_removal: bool = False
    """Optional. Both keys turned: what holds data may be deleted or replaced."""
    tags: Tags = field(default_factory=dict)
    """Optional. Tags of everything in the area."""


@dataclass(frozen=True, kw_only=True)
class TeamAreaOutputs:
    """The area for the services that are built into it."""

    resource_group_name: pulumi.Output[str]
    resource_group_resource_id: pulumi.Output[str]
    subnet_resource_id: pulumi.Output[str]
    key_vault_resource_id: pulumi.Output[str]
    key_vault_uri: pulumi.Output[str]


def with_deploy_role(
    part: str, given: Mapping[str, RoleAssignment], principal_id: pulumi.Input[str] | None
) -> Mapping[str, RoleAssignment]:
    """The roles on a part of the area, and the deploy identity's."""
    if principal_id is None:
        return given
    deploy = {
        key: RoleAssignment(
            role_definition_id_or_name=name,
            principal_id=principal_id,
            principal_type="ServicePrincipal",
            description="Deploy identity of the team.",
        )
        for key, name in DEPLOY_ROLES[part].items()
    }
    return {**given, **deploy}


class TeamArea(EstateComponent[TeamAreaOutputs]):
    """A resource group, a subnet and a vault of one team."""

    vault: Vault
    """The team's vault."""
    subnet: TeamSubnet
    """The team's subnet."""

    def __init__(self, name: str, args: TeamAreaArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.TEAM_AREA, name, tags=args.tags, opts=opts)
        deploy = args.deploy_principal_id
        wanted = args.resource_group
        group = create_resource_group(
            self,
            "group",
            replace(wanted, role_assignments=with_deploy_role("group", wanted.role_assignments, deploy)),
            location=args.location,
            allow_data_removal=args.allow_data_removal,
        )
        self._deploy = deploy
        self.subnet = TeamSubnet(self.child_name("network"), self.with_deploy_roles(args.subnet), self.part())
        endpoint = PrivateEndpoint(
            name=args.vault.endpoint_name,
            subnet_resource_id=self.subnet.outputs.resource_id,
            private_dns_zone_resource_ids=args.private_dns_zone_resource_ids,
            network_interface_name=args.vault.network_interface_name,
        )
        self.vault = Vault(
            self.child_name("secrets"),
            VaultArgs(
                resource_group_name=group.name,
                location=args.location,
                vault_name=args.vault.name,
                tenant_id=args.tenant_id,
                private_endpoints={"vault": endpoint},
                diagnostic_settings=args.diagnostic_settings,
                role_assignments=with_deploy_role("vault", args.vault.role_assignments, deploy),
                lock=args.vault.lock,
                trusted_services_allowed=args.vault.trusted_services_allowed,
                cloud=args.cloud,
                allow_data_removal=args.allow_data_removal,
                tags=args.tags,
            ),
            self.part(),
        )
        self.publish(
            TeamAreaOutputs(
                resource_group_name=group.name,
                resource_group_resource_id=group.id,
                subnet_resource_id=self.subnet.outputs.resource_id,
                key_vault_resource_id=self.vault.outputs.resource_id,
                key_vault_uri=self.vault.outputs.vault_uri,
            )
        )

    def with_deploy_roles(self, subnet: TeamSubnetArgs) -> TeamSubnetArgs:
        """A subnet of the team with the roles of its deploy identity too."""
        return replace(subnet, role_assignments=with_deploy_role("subnet", subnet.role_assignments, self._deploy))

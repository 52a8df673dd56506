"""Where a team's services are built: everything about the place that their arguments need."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pulumi

from components._interfaces import CustomerManagedKey, DiagnosticSettings, Lock, PrivateEndpoint, RoleAssignment, Tags
from components.services._administrator import EntraAdministrator
from components.services._service import ServiceComponent
from components.services._storage import OwnStorage
from config.lake_folders import places
from config.purview import account_id
from config.service_names import PREFIX, administrator_roles, endpoint_groups
from stacks.context import Context
from stacks.contracts import LandingZoneContract


@dataclass(frozen=True, kw_only=True)
class SiteLake:
    """One lake of the zone."""

    resource_id: pulumi.Output[str]
    dfs_endpoint: pulumi.Output[str]


@dataclass(frozen=True, kw_only=True)
class Site:
    """A team's area, for the services in it."""

    context: Context
    location: str
    tenant_id: str
    resource_group_name: pulumi.Output[str]
    resource_group_id: pulumi.Output[str]
    subnet_id: pulumi.Output[str]
    service_subnets: Mapping[str, pulumi.Output[str]]
    """Ids of the subnets of services that need one of their own, by key."""
    private_dns_zones: "pulumi.Output[Mapping[str, str]] | None"
    diagnostics: DiagnosticSettings | None
    log_analytics_workspace_id: pulumi.Input[str]
    key_vault_id: pulumi.Output[str]
    key_vault_uri: pulumi.Output[str]
    administrator: EntraAdministrator
    """Who administers databases: people in development, the deploy identity elsewhere."""
    zone: "pulumi.Output[LandingZoneContract]"
    shared_runtime_id: str | None
    """The zone's self-hosted runtime; None where no factory of the team is linked with one."""
    availability_zones: tuple[str, ...]
    customer_managed_keys: Mapping[str, CustomerManagedKey]
    """Keys by the services that are encrypted with one."""
    opts: pulumi.ResourceOptions
    beside: Mapping[str, ServiceComponent] = field(default_factory=dict)
    """The team's services that stand by now, by key: those with managed networks, which reach others, come last."""

    @property
    def lock(self) -> Lock | None:
        """The lock on what holds data."""
        return self.context.lock

    @property
    def leaves_through_firewall(self) -> bool:
        """Whether what leaves the zone goes through the hub's firewall: its route table says so then."""
        hub = self.context.estate.settings.connectivity.hubs.get(self.location)
        return bool(hub and hub.firewall_private_ip)

    @property
    def people_write(self) -> bool:
        """Whether people may write where the team is: development, as a rule."""
        estate = self.context.estate
        environment = estate.environment(estate.teams[self.context.name])
        return bool(environment and environment.people_write)

    @property
    def lakes(self) -> Mapping[str, SiteLake]:
        """The lakes in which the team has a place, by role."""
        roles = {place.lake for place in places(self.context.estate, self.context.name)}
        return {role: self._lake(role) for role in sorted(roles)}

    def _lake(self, role: str) -> SiteLake:
        return SiteLake(
            resource_id=self.zone.apply(lambda known: known.lakes[role].id),
            dfs_endpoint=self.zone.apply(lambda known: known.lakes[role].dfs_endpoint),
        )

    @property
    def purview_account(self) -> str | None:
        """The Purview account to which lineage is reported."""
        found = account_id(self.context.estate)
        return str(found) if found else None

    @property
    def tags(self) -> Tags:
        """The stack's tags."""
        return self.context.tags

    def name(self, key: str, part: str = "") -> str:
        """The name of a service, or of a part of it."""
        return self.context.names[f"{PREFIX}{key}/{part}" if part else f"{PREFIX}{key}"]

    def endpoint(self, key: str, group: str) -> PrivateEndpoint:
        """A private endpoint in the team's own subnet."""
        return PrivateEndpoint(
            name=self.name(key, f"endpoint-{group}"),
            subnet_resource_id=self.subnet_id,
            private_dns_zone_resource_ids=self.private_dns_zones,
            network_interface_name=self.name(key, f"interface-{group}"),
        )

    def common(self, key: str, kind: str) -> dict[str, Any]:
        """The arguments that every service takes."""
        return {
            "resource_group_name": self.resource_group_name,
            "location": self.location,
            "private_endpoints": {group: self.endpoint(key, group) for group in endpoint_groups(kind)},
            "diagnostic_settings": self.diagnostics,
            "role_assignments": self.administration(key, kind),
            "customer_managed_key": self.customer_managed_keys.get(key),
            "lock": self.lock,
            "cloud": self.context.estate.settings.cloud,
            "allow_data_removal": self.context.allow_data_removal,
            "tags": self.tags,
        }

    def app(self, key: str) -> dict[str, Any]:
        """The arguments that everything on a plan of App Service takes besides."""
        return {
            "site_name": self.name(key),
            "plan_name": self.name(key, "plan"),
            "identity_name": self.name(key, "identity"),
            "insights_name": self.name(key, "insights"),
            "log_analytics_workspace_resource_id": self.log_analytics_workspace_id,
            "subnet_resource_id": self.service_subnets[key],
        }

    def administration(self, key: str, kind: str, part: str = "") -> dict[str, RoleAssignment]:
        """The role of the team's administrator in a service, or in a part of it, where it takes one."""
        role = administrator_roles(kind).get(part)
        if role is None:
            return {}
        return {
            f"{key}-administrator": RoleAssignment(
                role_definition_id_or_name=role,
                principal_id=self.administrator.object_id,
                principal_type=self.administrator.principal_type,
                description=f"Administers {key} of {self.context.name}.",
            )
        }

    def storage(self, key: str, kind: str, *groups: str) -> OwnStorage:
        """The storage account that a service keeps for itself, reached by these groups."""
        return OwnStorage(
            account_name=self.name(key, "storage"),
            role_assignments=self.administration(key, kind, "storage"),
            private_endpoints={group: self.endpoint(key, group) for group in groups},
        )

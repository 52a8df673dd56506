"""What the pipeline of a stack may do: the roles of its deploy identity, and where.

Source: CAF, data management and analytics scenario, identity and access management: rights of deployment principals.
"""

from dataclasses import dataclass
from enum import StrEnum

from arm.ids import ResourceId, parse, resource_group, subscription
from config.customer_keys import keyed_services
from config.delivery import repositories
from config.estate import Estate
from config.lake_folders import OWNER_ROLE, READER_ROLE
from config.models.landing_zone import LandingZoneStack
from config.models.organization import DnsRegistration
from config.models.stacks import TeamStack
from config.monitor_scope import monitor_scope
from config.names import names_of
from config.runtimes import linked_factories, runtime_id
from config.services import granting
from config.subnets import service_subnet_id, team_subnet_ids


class Target(StrEnum):
    """Where a deploy identity holds a role."""

    SUBSCRIPTION = "subscription"
    """The zone's subscription."""
    PRIVATE_DNS = "private-dns"
    """The resource group of the private DNS zones, where templates register private endpoints."""
    PEERING = "peering"
    """The network group of the management zone: the other half of the peering."""
    GROUP = "group"
    """The team's resource group."""
    SUBNET = "subnet"
    """The team's own subnet, and those of its services."""
    ACCESS = "access"
    """The team's resource group and subnets, where its services give their own identities roles."""
    RUNTIME = "runtime"
    """The self-hosted runtime of the zone: the pipeline lets the team's data factories use it."""
    MONITOR_SCOPE = "monitor-scope"
    """The private link scope of Azure Monitor, where the estate names one: Application Insights are put into it."""
    VAULT = "vault"
    """The team's vault."""
    STORAGE = "storage"
    """The zone's storage group: the pipeline makes the lakes' containers and writes the lists of their roots."""
    LAKES = "lakes"
    """The zone's storage group, with the lakes: the pipeline finds them there."""
    LAKE_PATHS = "lake-paths"
    """The same; a condition narrows the role to the team's own paths. On a lake itself its lock would keep the role."""


ROLES: dict[Target, tuple[str, ...]] = {
    Target.SUBSCRIPTION: ("Contributor", "Locks Contributor", "Role Based Access Control Administrator"),
    Target.PRIVATE_DNS: ("Private DNS Zone Contributor",),
    Target.PEERING: ("Network Contributor",),
    Target.GROUP: ("Contributor", "Locks Contributor"),
    Target.SUBNET: ("Network Contributor",),
    Target.ACCESS: ("Role Based Access Control Administrator",),
    Target.RUNTIME: ("Role Based Access Control Administrator",),
    Target.MONITOR_SCOPE: ("Monitoring Contributor",),
    Target.VAULT: ("Key Vault Secrets Officer",),
    Target.STORAGE: (OWNER_ROLE,),
    Target.LAKES: (READER_ROLE,),
    Target.LAKE_PATHS: (OWNER_ROLE,),
}
"""Azure built-in roles by target."""


@dataclass(frozen=True, order=True)
class DeployGrant:
    """One role of one deploy identity."""

    identity: str
    """Its display name."""
    role: str
    scope: str


def targets(estate: Estate, stack: str) -> tuple[Target, ...]:
    """Where the deploy identity of a zone or team holds roles; nowhere for other stacks."""
    value = estate.stacks[stack]
    by_template = estate.settings.dns_registration is DnsRegistration.TEMPLATE
    dns = (Target.PRIVATE_DNS,) if by_template else ()
    if isinstance(value, TeamStack):
        access = (Target.ACCESS,) if access_scopes(estate, stack) else ()
        runtime = (Target.RUNTIME,) if linked_factories(estate, value) else ()
        scope = (Target.MONITOR_SCOPE,) if monitor_scope(estate, value) else ()
        return (
            Target.GROUP,
            Target.SUBNET,
            *access,
            *runtime,
            *scope,
            Target.VAULT,
            Target.LAKES,
            Target.LAKE_PATHS,
            *dns,
        )
    if isinstance(value, LandingZoneStack):
        return (Target.SUBSCRIPTION, Target.PEERING, Target.STORAGE, *dns)
    return (Target.SUBSCRIPTION,) if stack in estate.zones else ()


def access_scopes(estate: Estate, stack: str) -> tuple[ResourceId, ...]:
    """Where the services of a team give their own identities roles: its group, and subnets of services."""
    team = estate.teams[stack]
    group = resource_group(estate.subscription_id(team), names_of(estate, stack)["group"])
    on_group = (group,) if granting(team, "group") or keyed_services(estate, stack) else ()
    return (*on_group, *(service_subnet_id(estate, stack, key) for key in granting(team, "subnet")))


def deploy_grants(estate: Estate) -> tuple[DeployGrant, ...]:
    """Every role of every deploy identity, sorted; none where delivery is kept outside."""
    return tuple(
        sorted(
            DeployGrant(repository.identity_name, role, str(scope))
            for stack, repository in repositories(estate).items()
            for target in targets(estate, stack)
            for scope in _scopes(estate, stack, target)
            for role in ROLES[target]
        )
    )


def _scopes(estate: Estate, stack: str, target: Target) -> tuple[ResourceId, ...]:
    if target is Target.SUBNET:
        return team_subnet_ids(estate, stack)
    if target is Target.ACCESS:
        return access_scopes(estate, stack)
    return (_scope(estate, stack, target),)


def _scope(estate: Estate, stack: str, target: Target) -> ResourceId:
    value = estate.stacks[stack]
    within = estate.subscription_id(value)
    if target is Target.SUBSCRIPTION:
        return subscription(within)
    if target is Target.RUNTIME and isinstance(value, TeamStack):
        return runtime_id(estate, value.landing_zone)
    if target is Target.MONITOR_SCOPE and isinstance(value, TeamStack) and (scope := monitor_scope(estate, value)):
        return scope
    if target in (Target.PRIVATE_DNS, Target.PEERING):
        return _in_management_zone(estate, stack, target)
    if target in (Target.LAKES, Target.LAKE_PATHS) and isinstance(value, TeamStack):
        return resource_group(within, names_of(estate, value.landing_zone)["group-storage"])
    names = names_of(estate, stack)
    if target is Target.STORAGE:
        return resource_group(within, names["group-storage"])
    group = resource_group(within, names["group"])
    return group.extension("Microsoft.KeyVault/vaults", names["vault"]) if target is Target.VAULT else group


def _in_management_zone(estate: Estate, stack: str, target: Target) -> ResourceId:
    value = estate.stacks[stack]
    zone = value.landing_zone if isinstance(value, TeamStack) else stack
    governing = estate.landing_zones[zone].management_zone
    existing = estate.settings.connectivity.private_dns_zones_resource_group_id
    if target is Target.PRIVATE_DNS and existing:
        return parse(existing)
    key = "group-global-dns" if target is Target.PRIVATE_DNS else "group-network"
    return resource_group(estate.management_zones[governing].subscription_id, names_of(estate, governing)[key])

"""What a deploy identity may do outside its own stack's resource groups.

Source: CAF, data management and analytics scenario, identity and access management: rights of deployment principals.
"""

from collections.abc import Mapping

import pulumi

from arm.roles import role
from components._interfaces import RoleAssignment
from components.security.conditions import WITHOUT_PRIVILEGED_ROLES, below_paths, only_to_services
from components.security.role_assignments import RoleAssignments, RoleAssignmentsArgs
from config.customer_keys import keyed_services
from config.deploy_rights import ROLES, Target, targets
from config.lake_folders import places
from config.monitor_scope import monitor_scope
from config.services import granting
from stacks.context import Context
from stacks.contracts import LandingZoneContract, ManagementZoneContract, PlatformContract
from stacks.references import made


def deploy_identity(context: Context, platform: "pulumi.Output[PlatformContract]") -> pulumi.Output[str] | None:
    """The object id of the stack's deploy identity; None where delivery is kept outside."""
    if context.estate.settings.delivery is None:
        return None
    return platform.apply(lambda known: made(known.deploy_identities, context.name, "deploy identities"))


def zone_deploy_rights(
    context: Context,
    platform: "pulumi.Output[PlatformContract]",
    subscription_id: str,
    opts: pulumi.ResourceOptions,
) -> None:
    """A zone's pipeline builds the whole subscription, and grants the zone's services their roles."""
    _grant(context, platform, "deploy-rights", f"/subscriptions/{subscription_id}", Target.SUBSCRIPTION, opts)


def dns_deploy_rights(
    context: Context,
    platform: "pulumi.Output[PlatformContract]",
    management: "pulumi.Output[ManagementZoneContract]",
    opts: pulumi.ResourceOptions,
) -> None:
    """Where templates register private endpoints, the pipeline writes their records."""
    if Target.PRIVATE_DNS in targets(context.estate, context.name):
        group = management.apply(lambda known: known.private_dns_resource_group_id)
        _grant(context, platform, "deploy-dns", group, Target.PRIVATE_DNS, opts)


def peering_deploy_rights(
    context: Context,
    platform: "pulumi.Output[PlatformContract]",
    management: "pulumi.Output[ManagementZoneContract]",
    opts: pulumi.ResourceOptions,
) -> None:
    """A landing zone's pipeline writes the other half of its peering, in the management zone's network group."""
    group = management.apply(
        lambda known: (
            f"/subscriptions/{known.virtual_network.subscription_id}"
            f"/resourceGroups/{known.virtual_network.resource_group}"
        )
    )
    _grant(context, platform, "deploy-peering", group, Target.PEERING, opts)


def storage_deploy_rights(
    context: Context,
    platform: "pulumi.Output[PlatformContract]",
    group: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> list[pulumi.Resource]:
    """A landing zone's pipeline writes the access lists of its lakes' containers: what these have to wait for."""
    granted = _grant(context, platform, "deploy-storage", group, Target.STORAGE, opts)
    return [granted] if granted else []


def access_deploy_rights(
    context: Context,
    platform: "pulumi.Output[PlatformContract]",
    group: pulumi.Input[str],
    subnets: Mapping[str, pulumi.Output[str]],
    opts: pulumi.ResourceOptions,
) -> list[pulumi.Resource]:
    """A team's pipeline gives the identities of its services their roles, the privileged ones excepted.

    `subnets` are those of its services, by key. What it gives back is what the services have to wait for.
    """
    team = context.estate.teams[context.name]
    on_group = granting(team, "group") or keyed_services(context.estate, context.name)
    scopes: dict[str, pulumi.Input[str]] = {"group": group} if on_group else {}
    scopes |= {f"subnet-{key}": subnets[key] for key in granting(team, "subnet")}
    granted = [
        _grant(context, platform, f"deploy-access-{name}", scope, Target.ACCESS, opts) for name, scope in scopes.items()
    ]
    return [one for one in granted if one]


def runtime_deploy_rights(
    context: Context,
    platform: "pulumi.Output[PlatformContract]",
    runtime_id: pulumi.Input[str] | None,
    opts: pulumi.ResourceOptions,
) -> list[pulumi.Resource]:
    """A team's pipeline lets its data factories use the zone's runtime: what these have to wait for.

    `runtime_id` is None where none of them is linked with one.
    """
    if runtime_id is None:
        return []
    only = only_to_services(role("Contributor").guid)
    granted = _grant(context, platform, "deploy-runtime", runtime_id, Target.RUNTIME, opts, condition=only)
    return [granted] if granted else []


def monitor_deploy_rights(
    context: Context, platform: "pulumi.Output[PlatformContract]", opts: pulumi.ResourceOptions
) -> list[pulumi.Resource]:
    """A team's pipeline puts its Application Insights into the estate's private link scope."""
    scope = monitor_scope(context.estate, context.estate.teams[context.name])
    granted = _grant(context, platform, "deploy-monitor", str(scope), Target.MONITOR_SCOPE, opts) if scope else None
    return [granted] if granted else []


def lake_deploy_rights(
    context: Context,
    platform: "pulumi.Output[PlatformContract]",
    zone: "pulumi.Output[LandingZoneContract]",
    opts: pulumi.ResourceOptions,
) -> list[pulumi.Resource]:
    """A team's pipeline makes folders below its own paths: what these have to wait for."""
    estate = context.estate
    within = f"/subscriptions/{estate.subscription_id(context.stack)}/resourceGroups/"
    group = zone.apply(lambda known: within + known.resource_groups["storage"])
    own: dict[str, tuple[str, ...]] = {}
    for place in places(estate, context.name):
        own[place.container] = (*own.get(place.container, ()), *place.paths)
    granted = [
        _grant(context, platform, "deploy-lakes", group, Target.LAKES, opts),
        _grant(context, platform, "deploy-lake-paths", group, Target.LAKE_PATHS, opts, condition=below_paths(own)),
    ]
    return [one for one in granted if one]


def lake_of(zone: "pulumi.Output[LandingZoneContract]", lake: str) -> pulumi.Output[str]:
    """The id of a lake, from its zone's contract."""
    return zone.apply(lambda known: known.lakes[lake].id)


def _grant(
    context: Context,
    platform: "pulumi.Output[PlatformContract]",
    part: str,
    scope: pulumi.Input[str],
    target: Target,
    opts: pulumi.ResourceOptions,
    condition: str | None = None,
) -> RoleAssignments | None:
    principal = deploy_identity(context, platform)
    if principal is None:
        return None
    return RoleAssignments(
        part,
        RoleAssignmentsArgs(
            scope=scope,
            role_assignments={
                f"{context.name}-deploy-{name.lower().replace(' ', '-')}": RoleAssignment(
                    role_definition_id_or_name=name,
                    principal_id=principal,
                    principal_type="ServicePrincipal",
                    description=f"Deploy identity of {context.name}.",
                    condition=condition
                    or (WITHOUT_PRIVILEGED_ROLES if name == "Role Based Access Control Administrator" else None),
                )
                for name in ROLES[target]
            },
        ),
        opts,
    )

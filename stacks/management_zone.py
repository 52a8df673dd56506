"""`management-zone`: network, private DNS zones, central monitoring, vault."""

from collections.abc import Mapping

import pulumi

from components._interfaces import DiagnosticSettings
from components.monitoring.action_group import ActionGroup, ActionGroupArgs
from components.monitoring.workspace import Workspace, WorkspaceArgs
from components.network.firewall import Firewall, FirewallArgs
from components.network.private_dns import LinkedNetwork, PrivateDns, PrivateDnsArgs
from components.network.spoke import Spoke
from components.resource_group import ResourceGroupSet, ResourceGroupSetArgs
from components.zones.resource_groups import MANAGEMENT_ZONE, plan_groups
from config.address_plan import PlannedSubnet, management_subnets
from config.models.management_zone import ManagementZoneStack
from config.models.organization import DnsRegistration
from config.private_dns import zone_names
from config.rights import Reach
from stacks.central_services import central_services
from stacks.context import Context
from stacks.contracts import ManagementZoneContract, PlatformContract
from stacks.data_catalogue import data_catalogue
from stacks.deploy_rights import zone_deploy_rights
from stacks.monitor_scope import build_monitor_scope
from stacks.private_dns import existing_zones
from stacks.references import export, read
from stacks.subscription_rights import subscription_rights
from stacks.vaults import vault
from stacks.zone_network import network_output, zone_network
from stacks.zone_services import alerts, availability_zones, bastion

_GROUPS = ("network", "global-dns", "governance", "monitoring", "container", "consumption", "automation")


def build(context: Context) -> None:
    """Build a management zone."""
    estate = context.estate
    zone = estate.management_zones[context.name]
    platform = read(next(iter(estate.platform)), PlatformContract)
    opts = pulumi.ResourceOptions(provider=context.provider())

    subscription_rights(context, platform, zone.subscription_id, opts)
    zone_deploy_rights(context, platform, zone.subscription_id, opts)
    workloads = context.role_assignments(Reach.WORKLOADS, platform)
    groups = ResourceGroupSet(
        "groups",
        ResourceGroupSetArgs(
            location=zone.region,
            resource_groups=plan_groups(
                MANAGEMENT_ZONE,
                {role: context.names[f"group-{role}"] for role in _GROUPS},
                {role: workloads for role in _GROUPS if role != "network"},
            ),
            allow_data_removal=context.allow_data_removal,
            tags=context.tags,
        ),
        opts,
    )
    workspace_id = _workspace(context, zone, groups, opts)
    diagnostics = DiagnosticSettings(workspace_resource_id=workspace_id)
    network = zone_network(
        context,
        zone,
        _subnets(zone),
        resource_group_name=groups.outputs.names["network"],
        diagnostics=diagnostics,
        role_assignments={},
        opts=opts,
    )
    bastion(context, zone, network, groups, diagnostics=diagnostics, opts=opts)
    _firewall(context, zone, network, groups, diagnostics, opts)
    existing = existing_zones(estate, context.name)
    private_dns = None if existing else _private_dns(context, groups, network.outputs.resource_id, opts)
    zones = private_dns.outputs.zone_resource_ids if private_dns else existing
    by_template = estate.settings.dns_registration is DnsRegistration.TEMPLATE
    # A policy writes records as soon as the endpoint stands: the zones have to stand by then.
    waiting = pulumi.ResourceOptions(depends_on=[private_dns] if private_dns and not by_template else None)
    central = vault(
        context,
        "vault",
        location=zone.region,
        resource_group_name=groups.outputs.names["governance"],
        subnet_id=network.outputs.subnet_resource_ids["services"],
        zones=zones if by_template else None,
        diagnostics=diagnostics,
        opts=pulumi.ResourceOptions.merge(opts, waiting),
    )
    catalogue = data_catalogue(
        context,
        zone,
        resource_group_name=groups.outputs.names["governance"],
        subnet_id=network.outputs.subnet_resource_ids["services"],
        vault_id=central.outputs.resource_id,
        zones=zones if by_template else None,
        diagnostics=diagnostics,
        opts=pulumi.ResourceOptions.merge(opts, waiting),
    )
    central_services(
        context,
        zone,
        groups,
        subnet_id=network.outputs.subnet_resource_ids["services"],
        zones=zones if by_template else None,
        diagnostics=diagnostics,
        opts=pulumi.ResourceOptions.merge(opts, waiting),
    )
    build_monitor_scope(
        context,
        zone,
        resource_group_name=groups.outputs.names["monitoring"],
        subnet_id=network.outputs.subnet_resource_ids["services"],
        zones=zones if by_template else None,
        workspace_id=workspace_id,
        opts=pulumi.ResourceOptions.merge(opts, waiting),
    )
    team = ActionGroup(
        "platform-team",
        ActionGroupArgs(
            resource_group_name=groups.outputs.names["monitoring"],
            action_group_name=context.names["action-group"],
            short_name=estate.settings.organization.prefix + "-platf",
            email_receivers={"data-platform-ops": estate.settings.teams.data_platform_ops.mail},
            tags=context.tags,
        ),
        opts,
    )
    alerts(
        context,
        zone,
        groups,
        team,
        subscription_id=zone.subscription_id,
        targets={"vault": ("Microsoft.KeyVault/vaults", central.outputs.resource_id)},
        opts=opts,
    )
    export(
        ManagementZoneContract,
        virtual_network=network_output(context, zone, network, groups.outputs.names["network"]),
        subnets=network.outputs.subnet_resource_ids,
        private_dns_zones=zones,
        private_dns_resource_group_id=estate.settings.connectivity.private_dns_zones_resource_group_id
        or groups.outputs.resource_ids["global-dns"],
        log_analytics_workspace_id=workspace_id,
        key_vault_id=central.outputs.resource_id,
        catalogue=catalogue,
    )


def _subnets(zone: ManagementZoneStack) -> Mapping[str, PlannedSubnet]:
    """The subnets that the zone's services need; the others keep their place."""
    absent = (
        {"firewall-management"} | (set() if zone.bastion else {"bastion"}) | (set() if zone.firewall else {"firewall"})
    )
    return {key: subnet for key, subnet in management_subnets(zone.address_prefix).items() if key not in absent}


def _firewall(
    context: Context,
    zone: ManagementZoneStack,
    network: Spoke,
    groups: ResourceGroupSet,
    diagnostics: DiagnosticSettings,
    opts: pulumi.ResourceOptions,
) -> None:
    """The zone's own firewall, where it asks for one; production uses the connectivity hub's."""
    if not zone.firewall:
        return
    Firewall(
        "firewall",
        FirewallArgs(
            resource_group_name=groups.outputs.names["network"],
            location=zone.region,
            firewall_name=context.names["firewall"],
            policy_name=context.names["firewall-policy"],
            public_ip_prefix_name=context.names["firewall-prefix"],
            public_ip_address_name=context.names["firewall-address"],
            subnet_resource_id=network.outputs.subnet_resource_ids["firewall"],
            source_prefixes=sorted(str(each.address_prefix) for each in context.estate.zones.values()),
            zones=availability_zones(zone),
            diagnostic_settings=diagnostics,
            tags=context.tags,
        ),
        opts,
    )


def _workspace(
    context: Context, zone: ManagementZoneStack, groups: ResourceGroupSet, opts: pulumi.ResourceOptions
) -> pulumi.Input[str]:
    """The central workspace: an existing one, or the zone's own."""
    settings = context.estate.settings
    existing = settings.connectivity.log_analytics_workspace_resource_id
    if existing:
        return existing
    made = Workspace(
        "central-logs",
        WorkspaceArgs(
            resource_group_name=groups.outputs.names["monitoring"],
            location=zone.region,
            workspace_name=context.names["log-workspace"],
            retention_days=settings.monitoring.retention_days,
            daily_cap_gb=settings.monitoring.daily_cap_gb,
            lock=context.lock,
            allow_data_removal=context.allow_data_removal,
            tags=context.tags,
        ),
        opts,
    )
    return made.outputs.resource_id


def _private_dns(
    context: Context, groups: ResourceGroupSet, network_id: pulumi.Input[str], opts: pulumi.ResourceOptions
) -> PrivateDns:
    """The private DNS zones, linked to the zone's own network; landing zones link theirs."""
    return PrivateDns(
        "private-dns",
        PrivateDnsArgs(
            resource_group_name=groups.outputs.names["global-dns"],
            zones=zone_names(context.estate, context.name),
            networks={
                context.name: LinkedNetwork(
                    link_name=context.names["virtual-network"], virtual_network_resource_id=network_id
                )
            },
            tags=context.tags,
        ),
        opts,
    )

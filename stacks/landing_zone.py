"""`landing-zone`: resource groups, network, three lakes, vaults, monitoring."""

from collections.abc import Mapping
from typing import Any

import pulumi

from components.lake.firewall_rules import FirewallRules
from components.lake.lake_set import LakeSet, LakeSetArgs
from components.monitoring.action_group import ActionGroup, ActionGroupArgs
from components.monitoring.budget import Budget, BudgetArgs, BudgetSettings
from components.monitoring.workspace import Workspace, WorkspaceArgs
from components.network.private_dns import LinkedNetwork, PrivateDnsLinks, PrivateDnsLinksArgs
from components.resource_group import ResourceGroupSet, ResourceGroupSetArgs
from components.zones.resource_groups import LANDING_ZONE, plan_groups
from config.address_plan import core_subnets
from config.customer_keys import LAKES
from config.models.landing_zone import LandingZoneStack
from config.private_dns import is_linked, zone_names
from config.rights import Reach
from stacks.access_packages import access_catalog
from stacks.context import Context
from stacks.contracts import LandingZoneContract, ManagementZoneContract, PlatformContract
from stacks.data_catalogue import lakes_to_catalogue
from stacks.deploy_rights import dns_deploy_rights, peering_deploy_rights, storage_deploy_rights, zone_deploy_rights
from stacks.diagnostics import zone_diagnostics
from stacks.encryption import encryption_keys
from stacks.lakes import lakes_of
from stacks.private_dns import registration
from stacks.references import export, read
from stacks.runtimes import shared_runtime
from stacks.storage_addresses import as_azure_writes
from stacks.subscription_rights import subscription_rights
from stacks.uploads import build_uploads
from stacks.vaults import vault
from stacks.zone_network import network_output, zone_network
from stacks.zone_services import alerts, bastion

_KEYS = "vault-metadata"
"""The vault with the key of the lakes."""
_LAKE, _VAULT = "Microsoft.Storage/storageAccounts", "Microsoft.KeyVault/vaults"


def build(context: Context) -> None:
    """Build a landing zone."""
    estate = context.estate
    zone = estate.landing_zones[context.name]
    platform = read(next(iter(estate.platform)), PlatformContract)
    management = read(zone.management_zone, ManagementZoneContract)
    native = context.provider()
    opts = pulumi.ResourceOptions(provider=native)

    subscription_rights(context, platform, zone.subscription_id, opts)
    zone_deploy_rights(context, platform, zone.subscription_id, opts)
    dns_deploy_rights(context, platform, management, opts)
    peering_deploy_rights(context, platform, management, opts)
    groups = _groups(context, zone, platform, opts)
    workspace_id = management.apply(lambda known: known.log_analytics_workspace_id)
    central = zone_diagnostics(estate, workspace_id)
    network = zone_network(
        context,
        zone,
        {key: subnet for key, subnet in core_subnets(zone.address_prefix).items() if key != "bastion" or zone.bastion},
        resource_group_name=groups.outputs.names["network"],
        diagnostics=central,
        role_assignments={},
        opts=opts,
    )
    bastion(context, zone, network, groups, diagnostics=central, opts=opts)
    _links(context, zone, management, network.outputs.resource_id)
    services = network.outputs.subnet_resource_ids["services"]
    zones = registration(estate, management)
    vaults = {
        key: vault(
            context,
            key,
            location=zone.region,
            resource_group_name=groups.outputs.names[group],
            subnet_id=services,
            zones=zones,
            diagnostics=central,
            opts=opts,
            trusted_services_allowed=zone.customer_managed_keys and key == _KEYS,
        )
        for key, group in (("vault-metadata", "metadata"), ("vault-monitoring", "monitoring"))
    }
    storage_group = pulumi.Output.concat(
        f"/subscriptions/{zone.subscription_id}/resourceGroups/", groups.outputs.names["storage"]
    )
    storage_rights = storage_deploy_rights(context, platform, storage_group, opts)
    keys = encryption_keys(
        context,
        vaults[_KEYS],
        (LAKES,) if zone.customer_managed_keys else (),
        location=zone.region,
        resource_group_name=groups.outputs.names["metadata"],
        opts=opts,
    )
    key = keys.outputs.keys[LAKES] if keys else None
    encrypted = pulumi.ResourceOptions(depends_on=[keys] if keys else [])
    lakes = LakeSet(
        "lakes",
        LakeSetArgs(
            resource_group_name=groups.outputs.names["storage"],
            location=zone.region,
            lakes=lakes_of(context, zone, services, zones),
            layout=zone.lakes.layout,
            soft_delete_days=estate.settings.protection.soft_delete_days,
            firewall_rules=FirewallRules(ip_rules=[as_azure_writes(range_) for range_ in zone.lakes.allowed_ip_ranges]),
            customer_managed_key=key,
            diagnostic_settings=central,
            lock=context.lock,
            cloud=estate.settings.cloud,
            allow_data_removal=context.allow_data_removal,
            tags=context.tags,
        ),
        pulumi.ResourceOptions.merge(
            encrypted,
            pulumi.ResourceOptions(providers=[native, context.lake_provider()], depends_on=storage_rights),
        ),
    )
    lake_ids = {role: lake.resource_id for role, lake in lakes.outputs.lakes.items()}
    lakes_to_catalogue(context, zone, management, storage_group, opts)
    build_uploads(
        context,
        zone,
        platform,
        resource_group_name=groups.outputs.names["external-storage"],
        subnet_id=services,
        zones=zones,
        diagnostics=central,
        customer_managed_key=key,
        opts=pulumi.ResourceOptions.merge(opts, encrypted),
    )
    workspace = Workspace(
        "spark-logs",
        WorkspaceArgs(
            resource_group_name=groups.outputs.names["monitoring"],
            location=zone.region,
            workspace_name=context.names["log-workspace"],
            retention_days=estate.settings.monitoring.retention_days,
            daily_cap_gb=estate.settings.monitoring.daily_cap_gb,
            lock=context.lock,
            allow_data_removal=context.allow_data_removal,
            tags=context.tags,
        ),
        opts,
    )
    operators = ActionGroup(
        "operators",
        ActionGroupArgs(
            resource_group_name=groups.outputs.names["monitoring"],
            action_group_name=context.names["action-group"],
            short_name=zone.name[:12],
            email_receivers={"operations": zone.alert_mail or zone.ops.mail},
            tags=context.tags,
        ),
        opts,
    )
    alerts(
        context,
        zone,
        groups,
        operators,
        subscription_id=zone.subscription_id,
        targets={f"lake-{role}": (_LAKE, lake_id) for role, lake_id in lake_ids.items()}
        | {key: (_VAULT, made.outputs.resource_id) for key, made in vaults.items()},
        opts=opts,
    )
    Budget("budget", _budget(context, zone, operators), opts)
    shared_runtime(
        context,
        zone,
        resource_group_name=groups.outputs.names["runtimes"],
        subnet_id=services,
        zones=zones,
        diagnostics=central,
        opts=opts,
    )
    shared: Mapping[str, Any] = {}
    if zone.databricks:
        from stacks.databricks import Surroundings, shared_databricks  # noqa: PLC0415 - two seconds; few zones need it

        shared = shared_databricks(
            context,
            zone,
            zone.databricks,
            platform,
            Surroundings(
                groups=groups,
                network=network,
                zones=zones,
                diagnostics=central,
                lakes=lake_ids,
                after=lakes,
            ),
            opts,
        )
    export(
        LandingZoneContract,
        virtual_network=network_output(context, zone, network, groups.outputs.names["network"]),
        resource_groups=pulumi.Output.all(**groups.outputs.names),
        subnets=network.outputs.subnet_resource_ids,
        team_network_security_group_id=network.outputs.network_security_group_resource_ids["team"],
        route_table_id=network.outputs.route_table_resource_id,
        lakes={
            role: {"id": lake.resource_id, "name": lake.name, "dfs_endpoint": lake.dfs_endpoint}
            for role, lake in lakes.outputs.lakes.items()
        },
        log_analytics_workspace_id=workspace_id,
        spark_log_workspace_id=workspace.outputs.resource_id,
        action_group_id=operators.outputs.resource_id,
        access_catalog_id=access_catalog(context),
        **shared,
    )


def _groups(
    context: Context,
    zone: LandingZoneStack,
    platform: "pulumi.Output[PlatformContract]",
    opts: pulumi.ResourceOptions,
) -> ResourceGroupSet:
    workloads = context.role_assignments(Reach.WORKLOADS, platform)
    return ResourceGroupSet(
        "groups",
        ResourceGroupSetArgs(
            location=zone.region,
            resource_groups=plan_groups(
                LANDING_ZONE,
                {role: context.names[f"group-{role}"] for role in LANDING_ZONE},
                {role: workloads for role in LANDING_ZONE if role != "network"},
            ),
            allow_data_removal=context.allow_data_removal,
            tags=context.tags,
        ),
        opts,
    )


def _links(
    context: Context,
    zone: LandingZoneStack,
    management: "pulumi.Output[ManagementZoneContract]",
    network_id: pulumi.Input[str],
) -> None:
    """Let the zone's network resolve private endpoints; where the hub's DNS answers, it is linked instead."""
    estate = context.estate
    if not is_linked(estate, context.name):
        return
    governing = estate.management_zones[zone.management_zone]
    group = management.apply(lambda known: known.private_dns_resource_group_id)
    PrivateDnsLinks(
        "private-dns",
        PrivateDnsLinksArgs(
            resource_group_name=group.apply(lambda known: known.rsplit("/", 1)[-1]),
            zones=zone_names(estate, zone.management_zone),
            network=LinkedNetwork(link_name=context.names["virtual-network"], virtual_network_resource_id=network_id),
            tags=context.tags,
        ),
        pulumi.ResourceOptions(provider=context.provider(governing.subscription_id, "management")),
    )


def _budget(context: Context, zone: LandingZoneStack, operators: ActionGroup) -> BudgetArgs:
    budgets = context.estate.settings.budgets
    return BudgetArgs(
        scope=f"/subscriptions/{zone.subscription_id}",
        settings=BudgetSettings(
            name=f"budget-{zone.name}-{zone.environment}",
            amount=zone.monthly_budget or budgets.landing_zone,
            start_date=context.first_of_this_month(),
            contact_emails=[zone.service_owner.mail],
            contact_groups=[operators.outputs.resource_id],
        ),
    )

"""What integrations and products have in common: their area in the landing zone."""

from collections.abc import Mapping

import pulumi

from components.monitoring.budget import BudgetSettings
from components.network.team_subnet import TeamSubnetArgs
from components.resource_group import ResourceGroup
from components.services._administrator import EntraAdministrator
from components.teams.team_area import TeamArea, TeamAreaArgs, TeamVault
from config.address_plan import team_subnet
from config.administrators import administrator
from config.customer_keys import keyed_services
from config.databricks import workspace_of
from config.models.stacks import TeamStack
from config.names import model_endpoints
from config.rights import Reach
from config.runtimes import linked_factories, runtime_id
from stacks.context import Context
from stacks.contracts import LandingZoneContract, ManagementZoneContract, PlatformContract, TeamContract
from stacks.datasets import build_datasets
from stacks.deploy_rights import (
    access_deploy_rights,
    deploy_identity,
    dns_deploy_rights,
    monitor_deploy_rights,
    runtime_deploy_rights,
)
from stacks.diagnostics import zone_diagnostics
from stacks.encryption import encryption_keys
from stacks.holders import Holders, contracts, identities_of
from stacks.lake_folders import build_lake_folders
from stacks.private_dns import registration
from stacks.references import export, made, read
from stacks.services import build_services
from stacks.services.site import Site
from stacks.services.subnets import build_service_subnets
from stacks.zone_services import availability_zones


def build_team_area(context: Context) -> TeamArea:
    """Build the resource group, the subnet and the vault of one team, and export its contract."""
    estate = context.estate
    stack = estate.teams[context.name]
    zone = estate.landing_zones[stack.landing_zone]
    platform = read(next(iter(estate.platform)), PlatformContract)
    management = read(zone.management_zone, ManagementZoneContract)
    landing_zone = read(stack.landing_zone, LandingZoneContract)
    opts = pulumi.ResourceOptions(provider=context.provider())
    classic = context.lake_provider()
    workspace_id = landing_zone.apply(lambda known: known.log_analytics_workspace_id)
    diagnostics = zone_diagnostics(estate, workspace_id)
    subnet = TeamSubnetArgs(
        resource_group_name=landing_zone.apply(lambda known: known.virtual_network.resource_group),
        virtual_network_name=landing_zone.apply(lambda known: known.virtual_network.name),
        subnet_name=context.names["subnet"],
        address_prefix=str(team_subnet(zone.address_prefix, stack.subnet_slot)),
        network_security_group_resource_id=landing_zone.apply(lambda known: known.team_network_security_group_id),
        route_table_resource_id=landing_zone.apply(lambda known: known.route_table_id),
        role_assignments=context.role_assignments(Reach.SUBNET, platform),
    )
    area = TeamArea(
        "area",
        TeamAreaArgs(
            location=zone.region,
            tenant_id=estate.settings.organization.tenant_id,
            resource_group=ResourceGroup(
                name=context.names["group"],
                holds_data=True,
                role_assignments=context.role_assignments(Reach.WHOLE, platform),
                budget=_budget(context, stack, landing_zone),
            ),
            subnet=subnet,
            vault=TeamVault(
                name=context.names["vault"],
                endpoint_name=context.names["endpoint-vault"],
                network_interface_name=context.names["interface-vault"],
                lock=context.lock,
                trusted_services_allowed=zone.customer_managed_keys,
            ),
            private_dns_zone_resource_ids=registration(estate, management),
            deploy_principal_id=deploy_identity(context, platform),
            diagnostic_settings=diagnostics,
            cloud=estate.settings.cloud,
            allow_data_removal=context.allow_data_removal,
            tags=context.tags,
        ),
        opts,
    )
    dns_deploy_rights(context, platform, management, opts)
    subnets = build_service_subnets(context, area.with_deploy_roles(subnet), after=area.subnet, opts=opts)
    shared_runtime = _runtime_id(context, stack)
    first = [
        *access_deploy_rights(context, platform, area.outputs.resource_group_resource_id, subnets, opts),
        *runtime_deploy_rights(context, platform, shared_runtime, opts),
        *monitor_deploy_rights(context, platform, opts),
    ]
    keys = encryption_keys(
        context,
        area.vault,
        keyed_services(estate, context.name),
        location=zone.region,
        resource_group_name=area.outputs.resource_group_name,
        opts=pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(depends_on=first)),
    )
    before = [*first, keys] if keys else first
    services = build_services(
        Site(
            context=context,
            location=zone.region,
            tenant_id=estate.settings.organization.tenant_id,
            resource_group_name=area.outputs.resource_group_name,
            resource_group_id=area.outputs.resource_group_resource_id,
            subnet_id=area.outputs.subnet_resource_id,
            service_subnets=subnets,
            private_dns_zones=registration(estate, management),
            diagnostics=diagnostics,
            log_analytics_workspace_id=workspace_id,
            key_vault_id=area.outputs.key_vault_resource_id,
            key_vault_uri=area.outputs.key_vault_uri,
            administrator=_administrator(context, platform),
            zone=landing_zone,
            shared_runtime_id=shared_runtime,
            availability_zones=availability_zones(zone),
            customer_managed_keys=keys.outputs.keys if keys else {},
            opts=pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(providers=[classic], depends_on=before)),
        ),
        stack,
    )
    datasets = build_datasets(context, platform, landing_zone)
    identities = identities_of(context, services)
    holders = Holders(
        stack=context.name,
        platform=platform,
        dataset_groups=datasets,
        services=identities,
        teams=contracts(context),
    )
    lake_folders = build_lake_folders(context, platform, landing_zone, holders, classic, opts)
    if role := workspace_of(estate, context.name):
        from stacks.team_databricks import build_team_databricks  # noqa: PLC0415 - two seconds; few zones need it

        build_team_databricks(context, role, landing_zone, holders)
    export(
        TeamContract,
        resource_group=area.outputs.resource_group_name,
        resource_group_id=area.outputs.resource_group_resource_id,
        subnet_id=area.outputs.subnet_resource_id,
        key_vault_id=area.outputs.key_vault_resource_id,
        key_vault_uri=area.outputs.key_vault_uri,
        services=_all({key: service.outputs.resource_id for key, service in services.items()}),
        identities=_all(identities),
        model_endpoints=model_endpoints(estate, context.name),
        dataset_groups=_all(datasets),
        lake_folders=lake_folders,
    )
    return area


def _all(found: Mapping[str, pulumi.Output[str]]) -> pulumi.Input[Mapping[str, str]]:
    return pulumi.Output.all(**found) if found else {}


def _administrator(context: Context, platform: "pulumi.Output[PlatformContract]") -> EntraAdministrator:
    """Who administers the team's services, as an object of Entra."""
    found = administrator(context.estate, context.name)
    group = found.group
    if group is None:
        identity = platform.apply(lambda known: made(known.deploy_identities, context.name, "deploy identities"))
        return EntraAdministrator(object_id=identity, name=found.name, principal_type="ServicePrincipal")
    return EntraAdministrator(
        object_id=platform.apply(lambda known: made(known.groups, group, "groups")), name=found.name
    )


def _runtime_id(context: Context, stack: TeamStack) -> str | None:
    """The zone's runtime, where a data factory of the team is linked with it."""
    linked = linked_factories(context.estate, stack)
    return str(runtime_id(context.estate, stack.landing_zone)) if linked else None


def _budget(context: Context, stack: TeamStack, landing_zone: "pulumi.Output[LandingZoneContract]") -> BudgetSettings:
    budgets = context.estate.settings.budgets
    return BudgetSettings(
        name=context.budget_name,
        amount=stack.monthly_budget or budgets.team,
        start_date=context.first_of_this_month(),
        contact_emails=[stack.team.mail],
        contact_groups=[landing_zone.apply(lambda known: known.action_group_id)],
    )

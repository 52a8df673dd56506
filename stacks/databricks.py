"""Shared Databricks: the workspaces and the catalogue of a zone, and what its teams have in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_databricks as databricks

from arm.clouds import suffix
from components._interfaces import DiagnosticSettings
from components.databricks.catalog import CatalogLocation, UnityCatalog, UnityCatalogArgs
from components.databricks.principals import BricksPrincipal
from components.databricks.schemas import SchemaGrant as TeamSchemaGrant
from components.databricks.schemas import TeamSchema, TeamSchemas, TeamSchemasArgs
from components.databricks.warehouse import SqlWarehouse, SqlWarehouseArgs
from components.databricks.workspace import (
    AccessConnector,
    AccessConnectorArgs,
    DatabricksWorkspace,
    DatabricksWorkspaceArgs,
)
from components.identity.grants import Grant
from components.network.spoke import Spoke
from components.resource_group import ResourceGroupSet
from config.databricks import CatalogLocation as Location
from config.databricks import (
    CatalogSchema,
    SchemaGrant,
    analysts_grants,
    analysts_schema,
    catalog_name,
    catalog_root,
    containers,
    has_catalog,
    locations,
    members,
    privileges,
)
from config.groups import ANALYSTS
from config.models.databricks import SharedDatabricks, WorkspaceRole, endpoint_groups
from config.models.dataset import Right
from config.models.landing_zone import LandingZoneStack
from config.names import names_of
from stacks.context import Context
from stacks.contracts import PlatformContract
from stacks.databricks_teams import pipeline_of, team_compute
from stacks.holders import Holders, is_group
from stacks.references import made
from stacks.vaults import endpoint

_GROUP: Mapping[WorkspaceRole, str] = {"engineering": "ingest", "analytics": "analytics"}
"""The resource group of each workspace, by the zone's own names."""
_SUBNETS: Mapping[WorkspaceRole, str] = {"engineering": "databricks-ingest", "analytics": "databricks-analytics"}
_CONTRIBUTOR = "Storage Blob Data Contributor"


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What the workspaces of a zone stand in."""

    groups: ResourceGroupSet
    network: Spoke
    zones: "pulumi.Input[Mapping[str, str]] | None"
    diagnostics: DiagnosticSettings | None
    lakes: Mapping[str, pulumi.Output[str]]
    """Ids of the lakes by role."""
    after: pulumi.Resource
    """The lakes, whose containers the catalogue reaches."""


def shared_databricks(
    context: Context,
    zone: LandingZoneStack,
    wanted: SharedDatabricks,
    platform: "pulumi.Output[PlatformContract]",
    around: Surroundings,
    opts: pulumi.ResourceOptions,
) -> Mapping[str, Any]:
    """Build what the zone asks for, as the zone's contract has it."""
    workspaces = {role: _workspace(context, zone, wanted, role, around, opts) for role in wanted.workspaces}
    inside = {role: workspace_provider(role, made_.outputs.resource_id) for role, made_ in workspaces.items()}
    if has_catalog(context.estate, context.name):
        catalog = _catalog(context, zone, platform, around, workspaces, inside[wanted.workspaces[0]], opts)
        _analysts(context, platform, inside[wanted.workspaces[-1]], catalog)
    warehouse = _warehouse(context, platform, wanted, inside[wanted.workspaces[-1]], list(workspaces.values()))
    policies = team_compute(context, platform, inside, list(workspaces.values()))
    return {
        "databricks": {role: made_.outputs.resource_id for role, made_ in workspaces.items()},
        "cluster_policies": pulumi.Output.all(**policies) if policies else {},
        "sql_warehouse_id": warehouse.outputs.warehouse_id if warehouse else None,
    }


def workspace_provider(role: str, workspace_id: pulumi.Output[str]) -> databricks.Provider:
    """An explicit provider for what lies in a workspace. It signs in as whoever deploys."""
    return databricks.Provider(f"databricks-{role}", azure_workspace_resource_id=workspace_id)


def _workspace(
    context: Context,
    zone: LandingZoneStack,
    wanted: SharedDatabricks,
    role: WorkspaceRole,
    around: Surroundings,
    opts: pulumi.ResourceOptions,
) -> DatabricksWorkspace:
    key, names = f"databricks-{role}", context.names
    return DatabricksWorkspace(
        key,
        DatabricksWorkspaceArgs(
            resource_group_name=around.groups.outputs.names[_GROUP[role]],
            location=zone.region,
            workspace_name=names[key],
            managed_resource_group_id=f"/subscriptions/{zone.subscription_id}/resourceGroups/{names[f'{key}-managed']}",
            virtual_network_resource_id=around.network.outputs.resource_id,
            public_subnet_name=f"{_SUBNETS[role]}-public",
            private_subnet_name=f"{_SUBNETS[role]}-private",
            private_endpoints={
                group: endpoint(
                    context,
                    f"{key}-{group}",
                    subnet_id=around.network.outputs.subnet_resource_ids["services"],
                    zones=around.zones,
                )
                for group in endpoint_groups(wanted, role)
            },
            diagnostic_settings=around.diagnostics,
            lock=context.lock,
            cloud=context.estate.settings.cloud,
            allow_data_removal=context.allow_data_removal,
            tags=context.tags,
        ),
        pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(depends_on=[around.network])),
    )


def _catalog(
    context: Context,
    zone: LandingZoneStack,
    platform: "pulumi.Output[PlatformContract]",
    around: Surroundings,
    workspaces: Mapping[WorkspaceRole, DatabricksWorkspace],
    provider: databricks.Provider,
    opts: pulumi.ResourceOptions,
) -> UnityCatalog:
    estate = context.estate
    account = estate.settings.databricks
    reached = containers(estate, context.name)
    connector = AccessConnector(
        "databricks-connector",
        AccessConnectorArgs(
            resource_group_name=around.groups.outputs.names["metadata"],
            location=zone.region,
            connector_name=context.names["databricks-connector"],
            grants={
                container: Grant(
                    scope=pulumi.Output.concat(around.lakes[lake], "/blobServices/default/containers/", container),
                    role_definition_id_or_name=_CONTRIBUTOR,
                    description="Unity Catalog reads and writes for those whom it has checked.",
                )
                for container, lake in reached.items()
            },
            tags=context.tags,
        ),
        pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(depends_on=[around.after])),
    )
    assigned = account is not None and account.assign_metastores
    return UnityCatalog(
        "databricks-catalog",
        UnityCatalogArgs(
            catalog_name=catalog_name(estate, context.name),
            comment=f"The lakes of {context.name}",
            storage_root=_url(context, context.name, catalog_root(estate, context.name)),
            access_connector_resource_id=connector.outputs.resource_id,
            locations={
                one.key: CatalogLocation(
                    url=_url(context, context.name, one), holder=pipeline_of(context, platform, one.team)
                )
                for one in locations(estate, context.name)
            },
            everyone=privileges()["everyone"][Right.READ],
            builders={
                team: pipeline
                for team in members(estate, context.name)
                if (pipeline := pipeline_of(context, platform, team))
            },
            of_builders=privileges()["catalog"][Right.WRITE],
            of_holders=privileges()["location"][Right.WRITE],
            metastore_id=account.metastores[zone.region] if account and assigned else None,
            workspaces={role: one.number for role, one in workspaces.items()},
            allow_data_removal=context.allow_data_removal,
        ),
        pulumi.ResourceOptions(providers=[provider], depends_on=[connector, *workspaces.values()]),
    )


def _analysts(
    context: Context,
    platform: "pulumi.Output[PlatformContract]",
    provider: databricks.Provider,
    catalog: UnityCatalog,
) -> None:
    """Where the zone's analysts save results."""
    wanted = analysts_schema(context.estate, context.name)
    if wanted is None:
        return
    build_schemas(
        "databricks-analysts",
        context,
        context.name,
        Schemas((wanted,), analysts_grants(context.estate, context.name), Holders(context.name, platform)),
        pulumi.ResourceOptions(providers=[provider], depends_on=[catalog]),
    )


@dataclass(frozen=True)
class Schemas:
    """Schemas with everybody who may use them."""

    wanted: tuple[CatalogSchema, ...]
    grants: tuple[SchemaGrant, ...]
    holders: Holders


def build_schemas(
    name: str, context: Context, zone: str, schemas: Schemas, opts: pulumi.ResourceOptions
) -> TeamSchemas:
    """Build schemas of a zone's catalogue, each with the whole of its grants."""

    def granted(grant: SchemaGrant) -> TeamSchemaGrant:
        principal = BricksPrincipal(
            object_id=schemas.holders.object_id(grant.holder),
            kind="group" if is_group(grant.holder) else "service-principal",
        )
        return TeamSchemaGrant(principal=principal, privileges=grant.privileges)

    return TeamSchemas(
        name,
        TeamSchemasArgs(
            catalog_name=catalog_name(context.estate, zone),
            schemas={
                wanted.key: TeamSchema(
                    schema_name=wanted.name,
                    comment=wanted.comment,
                    location=_url(context, zone, wanted),
                    tables=wanted.tables,
                    grants=[granted(one) for one in schemas.grants if one.schema == wanted.key],
                )
                for wanted in schemas.wanted
            },
            allow_data_removal=context.allow_data_removal,
        ),
        opts,
    )


def _url(context: Context, zone: str, of: CatalogSchema | Location) -> str:
    """The address of a folder, as Unity Catalog writes it."""
    account = names_of(context.estate, zone)[f"lake-{of.lake}"]
    return f"abfss://{of.container}@{account}.{suffix('storage-dfs', context.estate.settings.cloud)}/{of.path}"


def _warehouse(
    context: Context,
    platform: "pulumi.Output[PlatformContract]",
    wanted: SharedDatabricks,
    provider: databricks.Provider,
    after: list[pulumi.Resource],
) -> SqlWarehouse | None:
    if wanted.warehouse is None:
        return None
    group = f"{context.name}/{ANALYSTS}"
    analysts = BricksPrincipal(object_id=platform.apply(lambda known: made(known.groups, group, "groups")))
    return SqlWarehouse(
        "databricks-warehouse",
        SqlWarehouseArgs(
            warehouse_name=context.name,
            members={ANALYSTS: analysts} if wanted.analysts else {},
            serverless=wanted.warehouse.type == "serverless",
            size=wanted.warehouse.size,
            max_clusters=wanted.warehouse.max_clusters,
            auto_stop_minutes=wanted.warehouse.auto_stop_minutes,
        ),
        pulumi.ResourceOptions(providers=[provider], depends_on=after),
    )

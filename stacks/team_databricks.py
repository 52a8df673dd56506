"""What a team has in its zone's Databricks: schemas of its own and of its datasets, and rules for its clusters."""

import pulumi

from components.databricks.principals import BricksPrincipal
from components.databricks.team import (
    PoolArgs,
    SchemaGrant,
    TeamCompute,
    TeamComputeArgs,
    TeamSchema,
    TeamSchemas,
    TeamSchemasArgs,
)
from config.databricks import (
    CatalogSchema,
    catalog_name,
    has_catalog,
    schema_grants,
    team_schemas,
    workspace_of,
)
from config.lake_folders import Grant
from config.templates import templates
from stacks.context import Context
from stacks.contracts import LandingZoneContract, PlatformContract
from stacks.databricks import place, workspace_provider
from stacks.holders import Holders, is_group
from stacks.references import made


def build_team_databricks(
    context: Context,
    platform: "pulumi.Output[PlatformContract]",
    zone: "pulumi.Output[LandingZoneContract]",
    holders: Holders,
) -> None:
    """Build it where the zone shares workspaces; nothing elsewhere."""
    estate, stack = context.estate, context.name
    team = estate.teams[stack]
    role = workspace_of(estate, stack)
    if role is None:
        return
    provider = workspace_provider(role, zone.apply(lambda known: made(known.databricks, role, "workspaces")))
    opts = pulumi.ResourceOptions(providers=[provider])

    def principal(grant: Grant) -> BricksPrincipal:
        return BricksPrincipal(
            object_id=holders.object_id(grant), kind="group" if is_group(grant) else "service-principal"
        )

    def schema(wanted: CatalogSchema) -> TeamSchema:
        granted = [one for one in schema_grants(estate, stack) if one.schema == wanted.key]
        return TeamSchema(
            schema_name=wanted.name,
            comment=wanted.comment,
            location=place(context, team.landing_zone, wanted.container, wanted.lake) + wanted.path,
            tables=wanted.tables,
            grants=[SchemaGrant(principal=principal(one.holder), privileges=one.privileges) for one in granted],
        )

    compute = templates()[team.template].compute
    TeamCompute(
        "databricks-compute",
        TeamComputeArgs(
            title=stack,
            team=BricksPrincipal(object_id=platform.apply(lambda known: made(known.groups, f"{stack}/team", "groups"))),
            node_types=compute.node_types,
            runtimes=compute.runtimes,
            access_modes=compute.access_modes,
            autotermination_minutes=compute.autotermination_minutes,
            max_workers=compute.max_workers,
            pool=PoolArgs(
                node_type=compute.pool.node_type,
                idle=compute.pool.idle,
                idle_minutes=compute.pool.idle_minutes,
                capacity=compute.pool.capacity,
            )
            if compute.pool
            else None,
            shared_cluster=compute.shared_cluster,
            custom_tags=context.tags,
        ),
        opts,
    )
    if has_catalog(estate, team.landing_zone):
        TeamSchemas(
            "databricks-schemas",
            TeamSchemasArgs(
                catalog_name=catalog_name(estate, team.landing_zone),
                schemas={wanted.key: schema(wanted) for wanted in team_schemas(estate, stack)},
                allow_data_removal=context.allow_data_removal,
            ),
            opts,
        )

"""What a team has in its zone's Databricks: schemas of its own and of its datasets, and rules for its clusters."""

import pulumi

from components.databricks.principals import BricksPrincipal
from components.databricks.retention import TableRetention, TableRetentions, TableRetentionsArgs
from components.databricks.team import (
    PoolArgs,
    TeamCompute,
    TeamComputeArgs,
)
from config.databricks import (
    catalog_name,
    has_catalog,
    schema_grants,
    team_schemas,
)
from config.models.databricks import WorkspaceRole
from config.retention import table_retentions
from config.templates import templates
from stacks.context import Context
from stacks.contracts import LandingZoneContract, PlatformContract
from stacks.databricks import Schemas, build_schemas, workspace_provider
from stacks.holders import Holders
from stacks.references import made


def build_team_databricks(
    context: Context,
    role: WorkspaceRole,
    platform: "pulumi.Output[PlatformContract]",
    zone: "pulumi.Output[LandingZoneContract]",
    holders: Holders,
) -> None:
    """Build it in the zone's workspace of that role."""
    estate, stack = context.estate, context.name
    team = estate.teams[stack]
    provider = workspace_provider(role, zone.apply(lambda known: made(known.databricks, role, "workspaces")))
    opts = pulumi.ResourceOptions(providers=[provider])

    compute = templates()[team.template].compute
    rules = TeamCompute(
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
        build_schemas(
            "databricks-schemas",
            context,
            team.landing_zone,
            Schemas(tuple(team_schemas(estate, stack)), schema_grants(estate, stack), holders),
            opts,
        )
    if retentions := table_retentions(estate, stack):
        TableRetentions(
            "databricks-retention",
            TableRetentionsArgs(
                title=stack,
                catalog_name=catalog_name(estate, team.landing_zone),
                retentions={
                    one.schema: TableRetention(schema_name=one.schema, column=one.column, days=one.days)
                    for one in retentions
                },
                policy_id=rules.outputs.policy_id,
                spark_version=compute.runtimes[0],
                mail=team.team.mail,
            ),
            opts,
        )

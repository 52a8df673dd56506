"""What a team builds in its zone's Databricks: schemas of its own and of its datasets, and the job that ages rows.

Its pipeline is no administrator there: what only one may build, the zone's stack builds (`databricks_teams`).
"""

import pulumi

from components.databricks.retention import TableRetention, TableRetentions, TableRetentionsArgs
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
from stacks.contracts import LandingZoneContract
from stacks.databricks import Schemas, build_schemas, workspace_provider
from stacks.holders import Holders
from stacks.references import made


def build_team_databricks(
    context: Context,
    role: WorkspaceRole,
    zone: "pulumi.Output[LandingZoneContract]",
    holders: Holders,
) -> None:
    """Build it in the zone's workspace of that role."""
    estate, stack = context.estate, context.name
    team = estate.teams[stack]
    provider = workspace_provider(role, zone.apply(lambda known: made(known.databricks, role, "workspaces")))
    opts = pulumi.ResourceOptions(providers=[provider])
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
                policy_id=zone.apply(lambda known: made(known.cluster_policies, stack, "cluster policies")),
                spark_version=templates()[team.template].compute.runtimes[0],
                mail=team.team.mail,
            ),
            opts,
        )

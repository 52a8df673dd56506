"""What only an administrator of a workspace may build for the teams that work in it: membership, policies, clusters."""

from collections.abc import Mapping

import pulumi
import pulumi_databricks as databricks

from components.databricks.compute import PoolArgs, TeamCompute, TeamComputeArgs
from components.databricks.principals import BricksPrincipal
from config.databricks import members, workspace_of
from config.models.databricks import WorkspaceRole
from config.stack_tags import tags_of
from config.templates import templates
from stacks.context import Context
from stacks.contracts import PlatformContract
from stacks.references import made


def team_compute(
    context: Context,
    platform: "pulumi.Output[PlatformContract]",
    inside: Mapping[WorkspaceRole, databricks.Provider],
    after: list[pulumi.Resource],
) -> Mapping[str, pulumi.Output[str]]:
    """Let every team of the zone, and its pipeline, into its workspace: ids of their cluster policies by stack."""
    return {stack: _compute(context, platform, inside, stack, after) for stack in members(context.estate, context.name)}


def pipeline_of(
    context: Context, platform: "pulumi.Output[PlatformContract]", stack: str | None
) -> BricksPrincipal | None:
    """The deploy identity of a team; None where delivery is kept outside, or no team is named."""
    if stack is None or context.estate.settings.delivery is None:
        return None
    identity = platform.apply(lambda known: made(known.deploy_identities, stack, "deploy identities"))
    return BricksPrincipal(object_id=identity, kind="service-principal")


def _compute(
    context: Context,
    platform: "pulumi.Output[PlatformContract]",
    inside: Mapping[WorkspaceRole, databricks.Provider],
    stack: str,
    after: list[pulumi.Resource],
) -> pulumi.Output[str]:
    estate = context.estate
    role = workspace_of(estate, stack)
    if role is None:
        raise ValueError(f"`{stack}` works in no workspace")
    compute = templates()[estate.teams[stack].template].compute
    rules = TeamCompute(
        f"databricks-compute-{stack}",
        TeamComputeArgs(
            title=stack,
            team=BricksPrincipal(object_id=platform.apply(lambda known: made(known.groups, f"{stack}/team", "groups"))),
            pipeline=pipeline_of(context, platform, stack),
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
            custom_tags=tags_of(estate, stack),
        ),
        pulumi.ResourceOptions(providers=[inside[role]], depends_on=after),
    )
    return rules.outputs.policy_id

"""What a team has in the shared workspace: schemas, and rules for its clusters."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pulumi
import pulumi_databricks as databricks

from components._base import EstateComponent
from components._tokens import Token
from components.databricks.principals import BricksPrincipal, name_of


@dataclass(frozen=True, kw_only=True)
class SchemaGrant:
    """What one holder may do with a schema."""

    principal: BricksPrincipal
    """Required. Who."""
    privileges: Sequence[str]
    """Required. Such as `SELECT`."""


@dataclass(frozen=True, kw_only=True)
class TeamSchema:
    """One schema."""

    schema_name: str
    """Required. Its name in the catalogue."""
    comment: str
    """Required. What it holds."""
    location: str
    """Required. The folder of its tables, or of the files in its volume `files`."""
    tables: bool
    """Required. Whether it holds tables."""
    grants: Sequence[SchemaGrant]
    """Required. Everybody who may use it; nobody where it is empty."""


@dataclass(frozen=True, kw_only=True)
class TeamSchemasArgs:
    """The schemas of a team."""

    catalog_name: pulumi.Input[str]
    """Required. The zone's catalogue."""
    schemas: Mapping[str, TeamSchema]
    """Required. Schemas by a stable key."""
    allow_data_removal: bool = False
    """Optional. Both keys turned: schemas may be deleted or replaced."""


@dataclass(frozen=True, kw_only=True)
class TeamSchemasOutputs:
    """The schemas by key, such as `cts_sales_dev.crm`."""

    names: Mapping[str, pulumi.Output[str]]


class TeamSchemas(EstateComponent[TeamSchemasOutputs]):
    """Schemas whose lists of grants are whole: who is not in them has nothing."""

    def __init__(self, name: str, args: TeamSchemasArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.TEAM_SCHEMAS, name, opts=opts)
        made = {key: self._schema(key, schema, args) for key, schema in sorted(args.schemas.items())}
        self.publish(TeamSchemasOutputs(names={key: schema.id for key, schema in made.items()}))

    def _schema(self, key: str, wanted: TeamSchema, args: TeamSchemasArgs) -> databricks.Schema:
        keep = self.data_bearing(allow_removal=args.allow_data_removal)
        schema = databricks.Schema(
            self.child_name(key),
            catalog_name=args.catalog_name,
            name=wanted.schema_name,
            comment=wanted.comment,
            storage_root=wanted.location if wanted.tables else None,
            opts=keep,
        )
        if not wanted.tables:
            databricks.Volume(
                self.child_name(f"{key}-files"),
                catalog_name=args.catalog_name,
                schema_name=schema.name,
                name="files",
                volume_type="EXTERNAL",
                storage_location=wanted.location,
                opts=keep,
            )
        if wanted.grants:
            databricks.Grants(
                self.child_name(f"{key}-grants"),
                schema=schema.id,
                grants=[
                    {"principal": name_of(self, grant.principal), "privileges": list(grant.privileges)}
                    for grant in wanted.grants
                ],
                opts=self.stateless(),
            )
        return schema


@dataclass(frozen=True, kw_only=True)
class PoolArgs:
    """Machines that wait for a team's clusters."""

    node_type: str
    """Required. Their size."""
    idle: int = 0
    """Optional. Machines that always wait."""
    idle_minutes: int = 15
    """Optional. Minutes after which an unused machine goes."""
    capacity: int = 10
    """Optional. Machines in all."""


@dataclass(frozen=True, kw_only=True)
class TeamComputeArgs:
    """What a team may start."""

    title: str
    """Required. What policy, pool and cluster are called."""
    team: BricksPrincipal
    """Required. The team's group."""
    node_types: Sequence[str]
    """Required. Sizes to choose from, the first by default."""
    runtimes: Sequence[str]
    """Required. Databricks runtimes to choose from, the first by default."""
    access_modes: Sequence[str]
    """Required. `USER_ISOLATION`, `SINGLE_USER`, or both, the first by default."""
    autotermination_minutes: int = 30
    """Optional. Minutes without work after which a cluster stops, at most."""
    max_workers: int = 4
    """Optional. Machines beside the driver, at most."""
    pool: PoolArgs | None = None
    """Optional. Machines that wait."""
    shared_cluster: bool = False
    """Optional. Whether there is a cluster that the team may start and restart, but not change."""
    custom_tags: Mapping[str, str] = field(default_factory=dict)
    """Optional. Tags of its machines."""


@dataclass(frozen=True, kw_only=True)
class TeamComputeOutputs:
    """The policy for jobs of the team's pipelines."""

    policy_id: pulumi.Output[str]


class TeamCompute(EstateComponent[TeamComputeOutputs]):
    """A policy for a team's clusters: sizes, runtimes and minutes are bounded, and data obey the catalogue."""

    def __init__(self, name: str, args: TeamComputeArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.TEAM_COMPUTE, name, opts=opts)
        group = name_of(self, args.team)
        member = databricks.PermissionAssignment(
            self.child_name("member"), group_name=group, permissions=["USER"], opts=self.stateless()
        )
        pool = self._pool(args, group, member)
        definition: Any = (
            json.dumps(policy_definition(args, None), sort_keys=True)
            if pool is None
            else pool.id.apply(lambda known: json.dumps(policy_definition(args, known), sort_keys=True))
        )
        policy = databricks.ClusterPolicy(
            self.child_name("policy"), name=args.title, definition=definition, opts=self.stateless()
        )
        self._permit("policy", group, "CAN_USE", member, cluster_policy_id=policy.id)
        if args.shared_cluster:
            self._cluster(args, policy, pool, group, member)
        self.publish(TeamComputeOutputs(policy_id=policy.id))

    def _pool(
        self, args: TeamComputeArgs, group: pulumi.Output[str], member: pulumi.Resource
    ) -> databricks.InstancePool | None:
        if args.pool is None:
            return None
        pool = databricks.InstancePool(
            self.child_name("pool"),
            instance_pool_name=args.title,
            node_type_id=args.pool.node_type,
            min_idle_instances=args.pool.idle,
            max_capacity=args.pool.capacity,
            idle_instance_autotermination_minutes=args.pool.idle_minutes,
            custom_tags=dict(args.custom_tags),
            opts=self.stateless(),
        )
        self._permit("pool", group, "CAN_ATTACH_TO", member, instance_pool_id=pool.id)
        return pool

    def _cluster(
        self,
        args: TeamComputeArgs,
        policy: databricks.ClusterPolicy,
        pool: databricks.InstancePool | None,
        group: pulumi.Output[str],
        member: pulumi.Resource,
    ) -> None:
        cluster = databricks.Cluster(
            self.child_name("cluster"),
            cluster_name=args.title,
            spark_version=args.runtimes[0],
            node_type_id=None if pool else args.node_types[0],
            instance_pool_id=pool.id if pool else None,
            policy_id=policy.id,
            data_security_mode="USER_ISOLATION",
            autotermination_minutes=args.autotermination_minutes,
            autoscale={"min_workers": 1, "max_workers": args.max_workers},
            custom_tags=dict(args.custom_tags),
            opts=self.stateless(),
        )
        self._permit("cluster", group, "CAN_RESTART", member, cluster_id=cluster.id)

    def _permit(self, key: str, group: pulumi.Output[str], level: str, member: pulumi.Resource, **what: Any) -> None:
        databricks.Permissions(
            self.child_name(f"{key}-users"),
            access_controls=[{"group_name": group, "permission_level": level}],
            opts=self.stateless(depends_on=[member]),
            **what,
        )


def policy_definition(args: TeamComputeArgs, pool_id: str | None) -> dict[str, Any]:
    """The rules of a team's clusters (Databricks, compute policy reference)."""
    size: dict[str, Any] = (
        {"node_type_id": {"type": "allowlist", "values": list(args.node_types), "defaultValue": args.node_types[0]}}
        if pool_id is None
        else {"instance_pool_id": {"type": "fixed", "value": pool_id, "hidden": True}}
    )
    return {
        **size,
        "spark_version": {"type": "allowlist", "values": list(args.runtimes), "defaultValue": args.runtimes[0]},
        "data_security_mode": {
            "type": "allowlist",
            "values": list(args.access_modes),
            "defaultValue": args.access_modes[0],
        },
        "autotermination_minutes": {
            "type": "range",
            "minValue": 10,
            "maxValue": args.autotermination_minutes,
            "defaultValue": args.autotermination_minutes,
        },
        "autoscale.max_workers": {"type": "range", "maxValue": args.max_workers, "defaultValue": args.max_workers},
        **{f"custom_tags.{key}": {"type": "fixed", "value": value} for key, value in sorted(args.custom_tags.items())},
    }

"""What a team may start in a shared workspace."""

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
    """Required. What policy, pool, cluster and folder are called."""
    team: BricksPrincipal
    """Required. The team's group."""
    pipeline: BricksPrincipal | None = None
    """Optional. The team's deploy identity: its jobs use policy and pool, and its notebooks have a folder."""
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
    """A policy for a team's clusters: sizes, runtimes and minutes are bounded, and data obey the catalogue.

    Only administrators of the workspace may make or change one, or let anybody in.
    """

    def __init__(self, name: str, args: TeamComputeArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.TEAM_COMPUTE, name, opts=opts)
        team = self._member("member", group_name=name_of(self, args.team))
        pipeline = (
            self._member("pipeline", service_principal_name=name_of(self, args.pipeline)) if args.pipeline else None
        )
        everyone = [team, pipeline] if pipeline else [team]
        pool = self._pool(args)
        if pool:
            self._permit("pool", everyone, "CAN_ATTACH_TO", instance_pool_id=pool.id)
        definition: Any = (
            json.dumps(policy_definition(args, None), sort_keys=True)
            if pool is None
            else pool.id.apply(lambda known: json.dumps(policy_definition(args, known), sort_keys=True))
        )
        policy = databricks.ClusterPolicy(
            self.child_name("policy"), name=args.title, definition=definition, opts=self.stateless()
        )
        self._permit("policy", everyone, "CAN_USE", cluster_policy_id=policy.id)
        if args.shared_cluster:
            self._permit("cluster", [team], "CAN_RESTART", cluster_id=self._cluster(args, policy, pool).id)
        if pipeline:
            folder = databricks.Directory(
                self.child_name("folder"), path=f"/data-estate/{args.title}", opts=self.stateless()
            )
            self._permit("folder", [pipeline], "CAN_MANAGE", directory_path=folder.path)
        self.publish(TeamComputeOutputs(policy_id=policy.id))

    def _member(self, key: str, **who: pulumi.Input[str]) -> databricks.PermissionAssignment:
        return databricks.PermissionAssignment(self.child_name(key), permissions=["USER"], opts=self.stateless(), **who)

    def _pool(self, args: TeamComputeArgs) -> databricks.InstancePool | None:
        if args.pool is None:
            return None
        return databricks.InstancePool(
            self.child_name("pool"),
            instance_pool_name=args.title,
            node_type_id=args.pool.node_type,
            min_idle_instances=args.pool.idle,
            max_capacity=args.pool.capacity,
            idle_instance_autotermination_minutes=args.pool.idle_minutes,
            custom_tags=dict(args.custom_tags),
            opts=self.stateless(),
        )

    def _cluster(
        self, args: TeamComputeArgs, policy: databricks.ClusterPolicy, pool: databricks.InstancePool | None
    ) -> databricks.Cluster:
        return databricks.Cluster(
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

    def _permit(
        self, key: str, members: Sequence[databricks.PermissionAssignment], level: str, **what: pulumi.Input[str]
    ) -> None:
        databricks.Permissions(
            self.child_name(f"{key}-users"),
            access_controls=[
                {
                    "group_name": member.group_name,
                    "service_principal_name": member.service_principal_name,
                    "permission_level": level,
                }
                for member in members
            ],
            opts=self.stateless(depends_on=list(members)),
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

"""The SQL warehouse of a landing zone's analysts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi
import pulumi_databricks as databricks

from components._base import EstateComponent
from components._tokens import Token
from components.databricks.principals import BricksPrincipal, name_of


@dataclass(frozen=True, kw_only=True)
class SqlWarehouseArgs:
    """One warehouse."""

    warehouse_name: str
    """Required. Its name."""
    members: Mapping[str, BricksPrincipal] = field(default_factory=dict)
    """Optional. Groups that are let into the workspace for it, by a stable key; teams are there by themselves."""
    serverless: bool = False
    """Optional. In Databricks' own network instead of the zone's."""
    size: str = "2X-Small"
    """Optional. The size of one cluster."""
    max_clusters: int = 1
    """Optional. Clusters up to which it grows."""
    auto_stop_minutes: int = 15
    """Optional. Minutes without a query after which it stops."""


@dataclass(frozen=True, kw_only=True)
class SqlWarehouseOutputs:
    """The warehouse for those who ask."""

    warehouse_id: pulumi.Output[str]


class SqlWarehouse(EstateComponent[SqlWarehouseOutputs]):
    """A warehouse for everybody in the workspace, which stops when nobody asks. What they see, their grants say."""

    def __init__(self, name: str, args: SqlWarehouseArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.SQL_WAREHOUSE, name, opts=opts)
        warehouse = databricks.SqlEndpoint(
            self.child_name("warehouse"),
            name=args.warehouse_name,
            cluster_size=args.size,
            min_num_clusters=1,
            max_num_clusters=args.max_clusters,
            auto_stop_mins=args.auto_stop_minutes,
            warehouse_type="PRO",
            enable_serverless_compute=args.serverless,
            opts=self.stateless(),
        )
        databricks.Permissions(
            self.child_name("users"),
            sql_endpoint_id=warehouse.id,
            access_controls=[{"group_name": "users", "permission_level": "CAN_USE"}],
            opts=self.stateless(),
        )
        for key, principal in sorted(args.members.items()):
            databricks.PermissionAssignment(
                self.child_name(f"{key}-member"),
                group_name=name_of(self, principal),
                permissions=["USER"],
                opts=self.stateless(),
            )
        self.publish(SqlWarehouseOutputs(warehouse_id=warehouse.id))

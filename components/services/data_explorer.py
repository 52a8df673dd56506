"""An Azure Data Explorer cluster."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_azure_native import kusto

from components._tokens import Token
from components.services._customer_key import by_name, own_identity
from components.services._service import ServiceArgs, ServiceComponent, outputs_of

_TYPE = "Microsoft.Kusto/clusters"


@dataclass(frozen=True, kw_only=True)
class DataExplorerArgs(ServiceArgs):
    """One cluster with its databases."""

    cluster_name: str
    """Required. Its name, unique in the region."""
    sku: str = "Standard_E2ads_v5"
    """Optional. The size of its machines."""
    instances: int = 2
    """Optional. Machines to begin with; it scales by itself up to twice as many."""
    zones: Sequence[str] = ()
    """Optional. Availability zones; fixed at creation."""
    databases: Sequence[str] = ("data",)
    """Optional. Databases in it."""
    hot_cache_days: int = 31
    """Optional. Days that data stay in fast storage."""
    retention_days: int = 365
    """Optional. Days that data are kept."""


class DataExplorer(ServiceComponent):
    """A cluster that is encrypted on disk and closed to public networks."""

    takes_key = True

    def __init__(self, name: str, args: DataExplorerArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.DATA_EXPLORER, name, tags=args.tags, opts=opts)
        key = args.customer_managed_key
        cluster = kusto.Cluster(
            self.child_name("cluster"),
            resource_group_name=args.resource_group_name,
            cluster_name=args.cluster_name,
            location=args.location,
            sku={"name": args.sku, "tier": "Standard", "capacity": args.instances},
            zones=list(args.zones) or None,
            identity=own_identity(key, "SystemAssigned, UserAssigned"),
            key_vault_properties={**by_name(key), "user_identity": key.user_assigned_identity_resource_id}
            if key
            else None,
            enable_disk_encryption=True,
            enable_double_encryption=True,
            enable_purge=False,
            enable_streaming_ingest=True,
            enable_auto_stop=True,
            public_network_access="Disabled",
            restrict_outbound_network_access="Enabled",
            optimized_autoscale={
                "is_enabled": True,
                "minimum": args.instances,
                "maximum": args.instances * 2,
                "version": 1,
            },
            tags=self.tags(),
            # It grows by itself from its minimum on.
            opts=pulumi.ResourceOptions.merge(self.keep(args), pulumi.ResourceOptions(ignore_changes=["sku.capacity"])),
        )
        databases: list[pulumi.Resource] = []
        for database in args.databases:
            databases.append(
                kusto.ReadWriteDatabase(
                    self.child_name(f"database-{database}"),
                    resource_group_name=args.resource_group_name,
                    cluster_name=cluster.name,
                    database_name=database,
                    kind="ReadWrite",
                    location=args.location,
                    hot_cache_period=f"P{args.hot_cache_days}D",
                    soft_delete_period=f"P{args.retention_days}D",
                    opts=self.keep(args, depends_on=databases[-1:]),
                )
            )
        self.surround(args, cluster, _TYPE, holds_data=True, after=databases)
        self.publish(outputs_of(cluster, _TYPE))

"""An Azure Synapse workspace."""

from dataclasses import dataclass
from typing import Any

import pulumi
from pulumi_azure import synapse as classic
from pulumi_azure_native import storage, synapse

from components._interfaces import CustomerManagedKey
from components._tokens import Token
from components.identity.grants import Grant, create_grants, group_of
from components.monitoring.diagnostics import create_diagnostic_settings
from components.services._administrator import EntraAdministrator
from components.services._customer_key import own_identity
from components.services._service import ServiceArgs, ServiceComponent, outputs_of, principal_of
from components.services._storage import OwnStorage, create_storage

_TYPE = "Microsoft.Synapse/workspaces"
_FILES = "synapse"
_PAUSE_MINUTES = 15


@dataclass(frozen=True, kw_only=True)
class SynapseArgs(ServiceArgs):
    """One workspace."""

    workspace_name: str
    """Required. Its name, unique in the world."""
    storage: OwnStorage
    """Required. The lake of its own, which Azure asks for; data live in the zone's lakes."""
    administrator: EntraAdministrator
    """Required. Who administers its SQL endpoints; logins with passwords do not exist."""
    tenant_id: str
    """Required. The Entra tenant."""
    sql_pool: str | None = None
    """Optional. The size of a dedicated SQL pool, such as `DW100c`, encrypted, audited and watched. Absent: serverless
    only."""
    spark_pool_nodes: int | None = None
    """Optional. Nodes up to which a Spark pool grows, 3 to 200. Absent: none."""
    purview_resource_id: pulumi.Input[str] | None = None
    """Optional. The Purview account to which it reports lineage."""


class Synapse(ServiceComponent):
    """A workspace in a managed network that lets nothing out but what is approved."""

    takes_key = True

    def __init__(self, name: str, args: SynapseArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.SYNAPSE, name, tags=args.tags, opts=opts)
        account = create_storage(self, args, args.storage, containers=[_FILES], hierarchical=True)
        workspace = self._workspace(args, account)
        files = Grant(
            scope=group_of(account.id),
            role_definition_id_or_name="Storage Blob Data Contributor",
            description="The workspace keeps logs and libraries there.",
        )
        create_grants(self, principal_id=principal_of(workspace), grants={"files": files})
        after = self._entra_only(args, workspace)
        self._pools(args, workspace)
        self.surround(args, workspace, _TYPE, holds_data=True, after=after)
        self.publish(outputs_of(workspace, _TYPE))

    def _workspace(self, args: SynapseArgs, account: storage.StorageAccount) -> synapse.Workspace:
        return synapse.Workspace(
            self.child_name("workspace"),
            resource_group_name=args.resource_group_name,
            workspace_name=args.workspace_name,
            location=args.location,
            identity=own_identity(args.customer_managed_key),
            encryption=_encryption(args.customer_managed_key),
            azure_ad_only_authentication=True,
            public_network_access="Disabled",
            managed_virtual_network="default",
            managed_virtual_network_settings={
                "prevent_data_exfiltration": True,
                "linked_access_check_on_target_resource": True,
                "allowed_aad_tenant_ids_for_linking": [args.tenant_id],
            },
            default_data_lake_storage={
                "account_url": account.primary_endpoints.apply(lambda known: known.dfs.rstrip("/") if known else ""),
                "filesystem": _FILES,
                "resource_id": account.id,
                "create_managed_private_endpoint": True,
            },
            purview_configuration={"purview_resource_id": args.purview_resource_id}
            if args.purview_resource_id
            else None,
            tags=self.tags(),
            opts=self.keep(args),
        )

    def _entra_only(self, args: SynapseArgs, workspace: synapse.Workspace) -> list[pulumi.Resource]:
        return [
            synapse.WorkspaceAadAdmin(
                self.child_name("administrator"),
                resource_group_name=args.resource_group_name,
                workspace_name=workspace.name,
                administrator_type="ActiveDirectory",
                login=args.administrator.name,
                sid=args.administrator.object_id,
                tenant_id=args.tenant_id,
                opts=self.stateless(),
            )
        ]

    def _pools(self, args: SynapseArgs, workspace: synapse.Workspace) -> None:
        if args.sql_pool is not None:
            self._sql_pool(args, workspace, args.sql_pool)
        if args.spark_pool_nodes is not None:
            spark = synapse.BigDataPool(
                self.child_name("spark-pool"),
                resource_group_name=args.resource_group_name,
                workspace_name=workspace.name,
                big_data_pool_name="sparkpool",
                location=args.location,
                spark_version="3.5",
                node_size="Small",
                node_size_family="MemoryOptimized",
                auto_scale={"enabled": True, "min_node_count": 3, "max_node_count": args.spark_pool_nodes},
                auto_pause={"enabled": True, "delay_in_minutes": _PAUSE_MINUTES},
                default_spark_log_folder="/logs",
                spark_events_folder="/events",
                session_level_packages_enabled=False,
                tags=self.tags(),
                opts=self.stateless(),
            )
            self._logs("spark-pool", args, f"{_TYPE}/bigDataPools", spark.id)

    def _sql_pool(self, args: SynapseArgs, workspace: synapse.Workspace, size: str) -> None:
        pool = synapse.SqlPool(
            self.child_name("sql-pool"),
            resource_group_name=args.resource_group_name,
            workspace_name=workspace.name,
            sql_pool_name="sqlpool",
            location=args.location,
            sku={"name": size},
            collation="SQL_Latin1_General_CP1_CI_AS",
            storage_account_type="GRS",
            tags=self.tags(),
            opts=self.keep(args),
        )
        synapse.SqlPoolTransparentDataEncryption(
            self.child_name("sql-pool-encryption"),
            resource_group_name=args.resource_group_name,
            workspace_name=workspace.name,
            sql_pool_name=pool.name,
            transparent_data_encryption_name="current",
            status="Enabled",
            opts=self.stateless(),
        )
        classic.SqlPoolExtendedAuditingPolicy(
            self.child_name("sql-pool-auditing"),
            sql_pool_id=pool.id,
            log_monitoring_enabled=True,
            opts=self.stateless(),
        )
        classic.SqlPoolSecurityAlertPolicy(
            self.child_name("sql-pool-alerts"),
            sql_pool_id=pool.id,
            policy_state="Enabled",
            opts=self.stateless(),
        )
        self._logs("sql-pool", args, f"{_TYPE}/sqlPools", pool.id)

    def _logs(self, part: str, args: SynapseArgs, arm_type: str, resource_id: pulumi.Input[str]) -> None:
        create_diagnostic_settings(
            self, part, resource_id=resource_id, arm_type=arm_type, settings=args.diagnostic_settings
        )


def _encryption(key: CustomerManagedKey | None) -> dict[str, Any] | None:
    if key is None:
        return None
    reader = {
        "use_system_assigned_identity": False,
        "user_assigned_identity": key.user_assigned_identity_resource_id,
    }
    return {"cmk": {"key": {"name": "default", "key_vault_url": key.key_uri}, "kek_identity": reader}}

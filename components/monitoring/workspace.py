"""A Log Analytics workspace."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi
from pulumi_azure_native import operationalinsights

from components._base import EstateComponent
from components._interfaces import DiagnosticSettings, Lock, RoleAssignment, Tags
from components._tokens import Token
from components.monitoring.diagnostics import create_diagnostic_settings
from components.security.lock import create_lock
from components.security.role_assignments import create_role_assignments


@dataclass(frozen=True, kw_only=True)
class WorkspaceArgs:
    """One workspace."""

    resource_group_name: pulumi.Input[str]
    """Required. Where it stands."""
    location: str
    """Required. The region."""
    workspace_name: str
    """Required. Its name."""
    retention_days: int = 90
    """Optional. Days that logs stay searchable, 30 to 730."""
    daily_cap_gb: float | None = None
    """Optional. Gigabytes a day after which nothing more is taken in. Absent: no cap, nothing is lost."""
    public_ingestion_enabled: bool = False
    """Optional. Whether agents deliver over public addresses. Diagnostic settings need no such path."""
    public_query_enabled: bool = False
    """Optional. Whether people query over public addresses. Without it a private link scope is needed."""
    cluster_resource_id: pulumi.Input[str] | None = None
    """Optional. A dedicated cluster, through which the logs are encrypted with the customer's own key."""
    audit_enabled: bool = True
    """Optional. Whether the workspace records who queries it, in itself."""
    role_assignments: Mapping[str, RoleAssignment] = field(default_factory=dict)
    """Optional. Roles on the workspace."""
    lock: Lock | None = field(default_factory=Lock)
    """Optional. A lock on the workspace; None leaves it open."""
    allow_data_removal: bool = False
    """Optional. Both keys turned: the workspace may be deleted or replaced."""
    tags: Tags = field(default_factory=dict)
    """Optional. Its tags."""


@dataclass(frozen=True, kw_only=True)
class WorkspaceOutputs:
    """The workspace for those who send logs to it."""

    name: pulumi.Output[str]
    resource_id: pulumi.Output[str]
    customer_id: pulumi.Output[str]
    """The GUID by which agents and queries know it."""


class Workspace(EstateComponent[WorkspaceOutputs]):
    """A Log Analytics workspace."""

    workspace: operationalinsights.Workspace
    """The workspace itself."""

    def __init__(self, name: str, args: WorkspaceArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.WORKSPACE, name, tags=args.tags, opts=opts)
        self.workspace = self._workspace(args)
        below: list[pulumi.Resource] = []
        if args.cluster_resource_id is not None:
            below.append(self._cluster_link(args))
        if args.audit_enabled:
            below += create_diagnostic_settings(
                self,
                "workspace",
                resource_id=self.workspace.id,
                arm_type="Microsoft.OperationalInsights/workspaces",
                settings=DiagnosticSettings(workspace_resource_id=self.workspace.id, metric_categories=()),
            )
        roles = create_role_assignments(self, "workspace", scope=self.workspace.id, assignments=args.role_assignments)
        if args.lock:
            below += roles.values()
            create_lock(self, "workspace", scope=self.workspace.id, lock=args.lock, after=below)
        self.publish(
            WorkspaceOutputs(
                name=self.workspace.name,
                resource_id=self.workspace.id,
                customer_id=self.workspace.customer_id,
            )
        )

    def _workspace(self, args: WorkspaceArgs) -> operationalinsights.Workspace:
        cap = args.daily_cap_gb
        return operationalinsights.Workspace(
            self.child_name("workspace"),
            resource_group_name=args.resource_group_name,
            workspace_name=args.workspace_name,
            location=args.location,
            sku=operationalinsights.WorkspaceSkuArgs(name="PerGB2018"),
            retention_in_days=args.retention_days,
            workspace_capping=operationalinsights.WorkspaceCappingArgs(daily_quota_gb=-1 if cap is None else cap),
            public_network_access_for_ingestion="Enabled" if args.public_ingestion_enabled else "Disabled",
            public_network_access_for_query="Enabled" if args.public_query_enabled else "Disabled",
            features=operationalinsights.WorkspaceFeaturesArgs(
                disable_local_auth=True, enable_log_access_using_only_resource_permissions=True
            ),
            tags=self.tags(),
            opts=self.data_bearing(allow_removal=args.allow_data_removal),
        )

    def _cluster_link(self, args: WorkspaceArgs) -> operationalinsights.LinkedService:
        return operationalinsights.LinkedService(
            self.child_name("cluster-link"),
            resource_group_name=args.resource_group_name,
            workspace_name=self.workspace.name,
            linked_service_name="Cluster",
            write_access_resource_id=args.cluster_resource_id,
            opts=self.stateless(),
        )

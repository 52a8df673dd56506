"""An Azure Machine Learning workspace with what it needs for itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi
from pulumi_azure_native import machinelearningservices, storage

from components._tokens import Token
from components.identity.grants import Grant, create_grants, group_of
from components.services._insights import create_insights
from components.services._model_endpoints import create_model_endpoints
from components.services._reached import Reached
from components.services._registry import OwnRegistry, create_registry
from components.services._service import ServiceArgs, ServiceComponent, ServiceOutputs, principal_of
from components.services._storage import OwnStorage, create_storage

_TYPE = "Microsoft.MachineLearningServices/workspaces"
BATCH_GROUPS = ("queue", "table")
"""What batch deployments need of the workspace's own account, beside blobs and files."""
_IDLE_BEFORE_SCALE_DOWN = "PT10M"


@dataclass(frozen=True, kw_only=True)
class Lake:
    """A lake that becomes a datastore, read with the reader's own identity."""

    account_name: pulumi.Input[str]
    """Required. The storage account."""
    container: str
    """Required. The container, such as `curated`."""


@dataclass(frozen=True, kw_only=True)
class MachineLearningArgs(ServiceArgs):
    """One workspace."""

    workspace_name: str
    """Required. Its name."""
    key_vault_resource_id: pulumi.Input[str]
    """Required. The team's vault."""
    storage: OwnStorage
    """Required. Its storage account."""
    registry: OwnRegistry
    """Required. Its container registry."""
    insights_name: str
    """Required. The name of its Application Insights."""
    log_analytics_workspace_resource_id: pulumi.Input[str]
    """Required. Where its insights are kept."""
    datastores: Mapping[str, Lake] = field(default_factory=dict)
    """Optional. Lakes by datastore name: letters, digits and underscores."""
    compute_nodes: int = 4
    """Optional. Nodes up to which its training cluster grows; 0: no cluster."""
    compute_size: str = "Standard_D4ds_v5"
    """Optional. The size of those nodes."""
    outbound: str = "approved"
    """Optional. `approved`: its managed network lets out what is approved; `internet`: everything."""
    reaches: Mapping[str, Reached] = field(default_factory=dict)
    """Optional. What its managed network reaches privately, by a stable key."""
    online_endpoints: Mapping[str, str] = field(default_factory=dict)
    """Optional. Names of endpoints that answer at once, unique in the region, by a stable key. Callers sign in with
    Entra; what stands behind an endpoint is deployed by a pipeline and left alone here."""
    batch_endpoints: Mapping[str, str] = field(default_factory=dict)
    """Optional. Names of endpoints that work through folders, by a stable key."""


class MachineLearning(ServiceComponent):
    """A workspace in a managed network, whose compute and datastores use identities only."""

    takes_key = True

    def __init__(self, name: str, args: MachineLearningArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.MACHINE_LEARNING, name, tags=args.tags, opts=opts)
        account = create_storage(self, args, args.storage)
        registry = create_registry(self, args, args.registry)
        insights = create_insights(
            self, args, name=args.insights_name, workspace_resource_id=args.log_analytics_workspace_resource_id
        )
        workspace = machinelearningservices.Workspace(
            self.child_name("workspace"),
            resource_group_name=args.resource_group_name,
            workspace_name=args.workspace_name,
            location=args.location,
            friendly_name=args.workspace_name,
            sku={"name": "Basic", "tier": "Basic"},
            identity={"type": "SystemAssigned"},
            storage_account=account.id,
            container_registry=registry.id,
            key_vault=args.key_vault_resource_id,
            application_insights=insights.id,
            system_datastores_auth_mode="identity",
            public_network_access="Disabled",
            v1_legacy_mode=False,
            managed_network={
                "isolation_mode": "AllowOnlyApprovedOutbound"
                if args.outbound == "approved"
                else "AllowInternetOutbound"
            },
            tags=self.tags(),
            opts=self.keep(args),
        )
        training = self._compute(args, workspace)
        if training:
            create_grants(self, principal_id=principal_of(training), grants=_works_in(account))
        parts = [
            *([training] if training else []),
            *self._datastores(args, workspace),
            *self._outbound(args, workspace, account),
            *create_model_endpoints(self, args, workspace, online=args.online_endpoints, batch=args.batch_endpoints),
        ]
        # No lock: it would hold deployments of models too, which come and go. The data are in the locked account.
        self.surround(args, workspace, _TYPE, holds_data=False, after=parts)
        self.publish(
            ServiceOutputs(
                name=workspace.name,
                resource_id=workspace.id,
                principal_id=principal_of(training) if training else None,
                scoped_resource_id=insights.id,
                watched={_TYPE: workspace.id},
            )
        )

    def _compute(
        self, args: MachineLearningArgs, workspace: machinelearningservices.Workspace
    ) -> machinelearningservices.Compute | None:
        if not args.compute_nodes:
            return None
        return machinelearningservices.Compute(
            self.child_name("training"),
            resource_group_name=args.resource_group_name,
            workspace_name=workspace.name,
            compute_name="training",
            location=args.location,
            identity={"type": "SystemAssigned"},
            tags=self.tags(),
            properties=machinelearningservices.AmlComputeArgs(
                compute_type="AmlCompute",
                compute_location=args.location,
                disable_local_auth=True,
                properties={
                    "vm_size": args.compute_size,
                    "vm_priority": "Dedicated",
                    "enable_node_public_ip": False,
                    "remote_login_port_public_access": "Disabled",
                    "scale_settings": {
                        "min_node_count": 0,
                        "max_node_count": args.compute_nodes,
                        "node_idle_time_before_scale_down": _IDLE_BEFORE_SCALE_DOWN,
                    },
                },
            ),
            opts=self.stateless(),
        )

    def _datastores(
        self, args: MachineLearningArgs, workspace: machinelearningservices.Workspace
    ) -> list[pulumi.Resource]:
        return [
            machinelearningservices.Datastore(
                self.child_name(f"datastore-{key}"),
                resource_group_name=args.resource_group_name,
                workspace_name=workspace.name,
                name=key,
                properties=machinelearningservices.AzureDataLakeGen2DatastoreArgs(
                    datastore_type="AzureDataLakeGen2",
                    account_name=lake.account_name,
                    filesystem=lake.container,
                    credentials=machinelearningservices.NoneDatastoreCredentialsArgs(credentials_type="None"),
                    service_data_access_auth_identity="None",
                ),
                opts=self.stateless(),
            )
            for key, lake in sorted(args.datastores.items())
        ]

    def _outbound(
        self,
        args: MachineLearningArgs,
        workspace: machinelearningservices.Workspace,
        account: storage.StorageAccount,
    ) -> list[pulumi.Resource]:
        # Azure reaches blobs and files of the workspace's account by itself; batch deployments need the others too.
        own = {
            f"own-{group}": Reached(name=f"own-{group}", resource_id=account.id, group_id=group)
            for group in BATCH_GROUPS
            if args.batch_endpoints
        }
        made: list[pulumi.Resource] = []
        for key, target in sorted({**own, **args.reaches}.items()):
            rule = machinelearningservices.ManagedNetworkSettingsRule(
                self.child_name(f"{key}-endpoint"),
                resource_group_name=args.resource_group_name,
                workspace_name=workspace.name,
                rule_name=target.name,
                properties=machinelearningservices.PrivateEndpointOutboundRuleArgs(
                    type="PrivateEndpoint",
                    category="UserDefined",
                    destination={
                        "service_resource_id": target.resource_id,
                        "subresource_target": target.group_id,
                        "spark_enabled": True,
                    },
                ),
                opts=self.stateless(depends_on=made[-1:]),
            )
            made.append(rule)
        return made


def _works_in(account: storage.StorageAccount) -> dict[str, Grant]:
    """What the training cluster does in the workspace's own account, which takes no keys: it keeps code and results."""
    return {
        kind: Grant(
            scope=group_of(account.id), role_definition_id_or_name=role, description="Trains with what lies there."
        )
        for kind, role in (
            ("blobs", "Storage Blob Data Contributor"),
            ("files", "Storage File Data Privileged Contributor"),
        )
    }

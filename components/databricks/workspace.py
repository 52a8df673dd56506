"""An Azure Databricks workspace, and the identity by which Unity Catalog reaches lakes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pulumi
from pulumi_azure_native import databricks

from components._base import EstateComponent
from components._errors import ArgumentError
from components._interfaces import CustomerManagedKey, Tags
from components._tokens import Token
from components.identity.grants import Grant, create_grants
from components.services._service import ServiceArgs, ServiceComponent, ServiceOutputs, principal_of

_TYPE = "Microsoft.Databricks/workspaces"


@dataclass(frozen=True, kw_only=True)
class DatabricksWorkspaceArgs(ServiceArgs):
    """One workspace."""

    workspace_name: str
    """Required. Its name."""
    managed_resource_group_id: str
    """Required. The resource group that Azure makes for its machines: none may have the name before."""
    virtual_network_resource_id: pulumi.Input[str]
    """Required. The network of its clusters."""
    public_subnet_name: str
    """Required. The subnet of the clusters' hosts, delegated to Databricks. It has no public address in spite of what
    Azure calls it."""
    private_subnet_name: str
    """Required. The subnet of the clusters' containers, delegated to Databricks."""
    customer_managed_key: CustomerManagedKey | None = None
    """Optional. A key of the customer's own, with its version, for notebooks, secrets and disks."""


class DatabricksWorkspace(ServiceComponent):
    """A premium workspace in a network of the estate, whose clusters and doors have private addresses only."""

    takes_key = True

    number: pulumi.Output[str]
    """What Databricks calls it."""

    def __init__(self, name: str, args: DatabricksWorkspaceArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.DATABRICKS_WORKSPACE, name, tags=args.tags, opts=opts)
        workspace = databricks.Workspace(
            self.child_name("workspace"),
            resource_group_name=args.resource_group_name,
            workspace_name=args.workspace_name,
            location=args.location,
            sku={"name": "premium"},
            compute_mode="Hybrid",
            managed_resource_group_id=args.managed_resource_group_id,
            public_network_access="Disabled",
            # Clusters reach the control plane by the private endpoint, so that their subnets need no way to it.
            required_nsg_rules="NoAzureDatabricksRules",
            parameters={
                "custom_virtual_network_id": {"value": args.virtual_network_resource_id},
                "custom_public_subnet_name": {"value": args.public_subnet_name},
                "custom_private_subnet_name": {"value": args.private_subnet_name},
                "enable_no_public_ip": {"value": True},
                "require_infrastructure_encryption": {"value": True},
                "prepare_encryption": {"value": True},
            },
            encryption=_encryption(args.customer_managed_key),
            tags=self.tags(),
            opts=self.keep(args),
        )
        self.surround(args, workspace, _TYPE, holds_data=True)
        self.number = workspace.workspace_id
        self.publish(ServiceOutputs(name=workspace.name, resource_id=workspace.id))


def _encryption(key: CustomerManagedKey | None) -> Any:
    if key is None:
        return None
    if key.key_version is None:
        raise ArgumentError(
            "A-DBX-001", "customer_managed_key.key_version", found="no version",
            accepted="one version of the key: Databricks takes no key without",
            remedy="state the version, and change it when the key rotates",
        )  # fmt: skip
    properties = {"key_name": key.key_name, "key_vault_uri": key.key_vault_uri, "key_version": key.key_version}
    source = {"key_source": "Microsoft.Keyvault", "key_vault_properties": properties}
    disks = {**source, "rotation_to_latest_key_version_enabled": True}
    return {"entities": {"managed_services": source, "managed_disk": disks}}


@dataclass(frozen=True, kw_only=True)
class AccessConnectorArgs:
    """One access connector."""

    resource_group_name: pulumi.Input[str]
    """Required. Where it stands."""
    location: str
    """Required. The region, that of the metastore."""
    connector_name: str
    """Required. Its name."""
    grants: Mapping[str, Grant] = field(default_factory=dict)
    """Optional. The roles of its identity, by a stable key: as a rule on single containers."""
    tags: Tags = field(default_factory=dict)
    """Optional. Its tags."""


@dataclass(frozen=True, kw_only=True)
class AccessConnectorOutputs:
    """The connector for storage credentials."""

    resource_id: pulumi.Output[str]
    principal_id: pulumi.Output[str]
    """The object id of its identity."""


class AccessConnector(EstateComponent[AccessConnectorOutputs]):
    """The identity by which Unity Catalog reads and writes lakes, instead of keys and of everybody's own rights."""

    def __init__(self, name: str, args: AccessConnectorArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.ACCESS_CONNECTOR, name, tags=args.tags, opts=opts)
        connector = databricks.AccessConnector(
            self.child_name("connector"),
            resource_group_name=args.resource_group_name,
            connector_name=args.connector_name,
            location=args.location,
            identity={"type": "SystemAssigned"},
            tags=self.tags(),
            opts=self.stateless(),
        )
        principal = principal_of(connector)
        create_grants(self, principal_id=principal, grants=args.grants)
        self.publish(AccessConnectorOutputs(resource_id=connector.id, principal_id=principal))

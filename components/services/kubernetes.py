"""Azure Kubernetes Service."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
from pulumi_azure_native import containerservice, managedidentity, monitor

from components._interfaces import RoleAssignment
from components._tokens import Token
from components.security.role_assignments import create_role_assignments
from components.services._service import ServiceArgs, ServiceComponent, ServiceOutputs, create_identity

_TYPE = "Microsoft.ContainerService/managedClusters"
_POD_RANGE, _SERVICE_RANGE, _DNS_ADDRESS = "100.64.0.0/16", "100.65.0.0/16", "100.65.0.10"
"""Shared address space (RFC 6598): it stays inside the cluster, and no zone or pool of the estate can overlap it."""
_IMAGE_CLEANING_HOURS = 168
_INSIGHTS = "Microsoft-ContainerInsights-Group-Default"
_ACCESS_ENDPOINT = "configurationAccessEndpoint"
"""The name that Azure Monitor asks for where agents take their rules from an endpoint."""


@dataclass(frozen=True, kw_only=True)
class KubernetesArgs(ServiceArgs):
    """One cluster; what runs in it is deployed by the team's own pipeline."""

    cluster_name: str
    """Required. Its name."""
    identity_name: str
    """Required. The name of the identity of its control plane."""
    collection_rule_name: str
    """Required. The name of the rule by which container logs reach the workspace."""
    collection_endpoint_name: str | None = None
    """Conditional. The name of the endpoint by which they reach a workspace that is in a private link scope. The caller
    puts the endpoint into that scope. Absent: through the public one."""
    node_resource_group_name: str
    """Required. The resource group that Azure makes for its nodes."""
    tenant_id: str
    """Required. The Entra tenant."""
    subnet_resource_id: pulumi.Input[str]
    """Required. The subnet of its nodes, its own. Pods have addresses that stay inside the cluster."""
    log_analytics_workspace_resource_id: pulumi.Input[str]
    """Required. Where container logs and the findings of Defender are kept."""
    outbound: str = "userDefinedRouting"
    """Optional. `userDefinedRouting`: through the firewall of the subnet's route table; `loadBalancer`: by a public
    address that Azure makes, which guardrails refuse unless it is exempted."""
    node_size: str = "Standard_D4ds_v5"
    """Optional. The size of its nodes."""
    minimum_nodes: int = 2
    """Optional. Nodes that always run."""
    maximum_nodes: int = 5
    """Optional. Nodes up to which it grows."""
    zones: Sequence[str] = ()
    """Optional. Availability zones of its nodes; fixed at creation."""
    tier: str = "Standard"
    """Optional. `Free`, `Standard` (with an availability that is agreed) or `Premium` (with long-term support)."""
    upgrade_channel: str = "stable"
    """Optional. Versions that it moves to by itself: `patch`, `stable`, `rapid` or `node-image`."""


class Kubernetes(ServiceComponent):
    """A cluster whose API has a private address only, and which takes Entra identities only."""

    def __init__(self, name: str, args: KubernetesArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.KUBERNETES, name, tags=args.tags, opts=opts)
        identity = create_identity(self, args, name=args.identity_name)
        joins = create_role_assignments(
            self,
            "subnet",
            scope=args.subnet_resource_id,
            assignments={
                f"{name}-cluster": RoleAssignment(
                    role_definition_id_or_name="Network Contributor",
                    principal_id=identity.principal_id,
                    principal_type="ServicePrincipal",
                    description="The cluster puts its nodes and internal load balancers there.",
                )
            },
        )
        cluster = self._cluster(args, identity, list(joins.values()))
        endpoint = self._collection_endpoint(args)
        self._collect(args, cluster, endpoint)
        self.surround(args, cluster, _TYPE, holds_data=False)
        self.publish(
            ServiceOutputs(
                name=cluster.name,
                resource_id=cluster.id,
                principal_id=identity.principal_id,
                scoped_resource_id=endpoint.id if endpoint else None,
                watched={_TYPE: cluster.id},
            )
        )

    def _cluster(
        self,
        args: KubernetesArgs,
        identity: managedidentity.UserAssignedIdentity,
        after: Sequence[pulumi.Resource],
    ) -> containerservice.ManagedCluster:
        return containerservice.ManagedCluster(
            self.child_name("cluster"),
            resource_group_name=args.resource_group_name,
            resource_name_=args.cluster_name,
            location=args.location,
            dns_prefix=args.cluster_name,
            node_resource_group=args.node_resource_group_name,
            sku={"name": "Base", "tier": args.tier},
            support_plan="AKSLongTermSupport" if args.tier == "Premium" else "KubernetesOfficial",
            identity={"type": "UserAssigned", "user_assigned_identities": [identity.id]},
            enable_rbac=True,
            disable_local_accounts=True,
            aad_profile={"managed": True, "enable_azure_rbac": True, "tenant_id": args.tenant_id},
            api_server_access_profile={
                "enable_private_cluster": True,
                "enable_private_cluster_public_fqdn": True,
                "private_dns_zone": "none",
                "disable_run_command": True,
            },
            public_network_access="Disabled",
            network_profile={
                "network_plugin": "azure",
                "network_plugin_mode": "overlay",
                "network_dataplane": "cilium",
                "network_policy": "cilium",
                "load_balancer_sku": "standard",
                "outbound_type": args.outbound,
                "pod_cidr": _POD_RANGE,
                "service_cidr": _SERVICE_RANGE,
                "dns_service_ip": _DNS_ADDRESS,
            },
            agent_pool_profiles=[_nodes(args)],
            oidc_issuer_profile={"enabled": True},
            security_profile={
                "workload_identity": {"enabled": True},
                "image_cleaner": {"enabled": True, "interval_hours": _IMAGE_CLEANING_HOURS},
                "defender": {
                    "log_analytics_workspace_resource_id": args.log_analytics_workspace_resource_id,
                    "security_monitoring": {"enabled": True},
                },
            },
            auto_upgrade_profile={"upgrade_channel": args.upgrade_channel, "node_os_upgrade_channel": "NodeImage"},
            addon_profiles=_addons(args),
            tags=self.tags(),
            # The autoscaler counts the nodes, from their minimum on.
            opts=self.stateless(depends_on=after, ignore_changes=["agentPoolProfiles[0].count"]),
        )

    def _collection_endpoint(self, args: KubernetesArgs) -> monitor.DataCollectionEndpoint | None:
        if args.collection_endpoint_name is None:
            return None
        return monitor.DataCollectionEndpoint(
            self.child_name("collection-endpoint"),
            resource_group_name=args.resource_group_name,
            data_collection_endpoint_name=args.collection_endpoint_name,
            location=args.location,
            kind="Linux",
            network_acls={"public_network_access": "Disabled"},
            tags=self.tags(),
            opts=self.stateless(),
        )

    def _collect(
        self,
        args: KubernetesArgs,
        cluster: containerservice.ManagedCluster,
        endpoint: monitor.DataCollectionEndpoint | None,
    ) -> None:
        """Container insights: the add-on collects by identity what a rule of the workspace names."""
        rule = monitor.DataCollectionRule(
            self.child_name("collection-rule"),
            resource_group_name=args.resource_group_name,
            data_collection_rule_name=args.collection_rule_name,
            location=args.location,
            kind="Linux",
            data_collection_endpoint_id=endpoint.id if endpoint else None,
            data_sources={
                "extensions": [
                    {
                        "name": "ContainerInsightsExtension",
                        "extension_name": "ContainerInsights",
                        "streams": [_INSIGHTS],
                    }
                ]
            },
            destinations={
                "log_analytics": [
                    {"name": "workspace", "workspace_resource_id": args.log_analytics_workspace_resource_id}
                ]
            },
            data_flows=[{"streams": [_INSIGHTS], "destinations": ["workspace"]}],
            tags=self.tags(),
            opts=self.stateless(),
        )
        monitor.DataCollectionRuleAssociation(
            self.child_name("collection"),
            resource_uri=cluster.id,
            association_name="ContainerInsightsExtension",
            data_collection_rule_id=rule.id,
            opts=self.stateless(),
        )
        if endpoint:
            monitor.DataCollectionRuleAssociation(
                self.child_name("collection-access"),
                resource_uri=cluster.id,
                association_name=_ACCESS_ENDPOINT,
                data_collection_endpoint_id=endpoint.id,
                opts=self.stateless(),
            )


def _nodes(args: KubernetesArgs) -> dict[str, Any]:
    return {
        "name": "system",
        "mode": "System",
        "os_type": "Linux",
        "os_sku": "AzureLinux",
        "type": "VirtualMachineScaleSets",
        "vm_size": args.node_size,
        "count": args.minimum_nodes,
        "enable_auto_scaling": True,
        "min_count": args.minimum_nodes,
        "max_count": args.maximum_nodes,
        "availability_zones": list(args.zones) or None,
        "enable_node_public_ip": False,
        "vnet_subnet_id": args.subnet_resource_id,
        "upgrade_settings": {"max_surge": "33%"},
    }


def _addons(args: KubernetesArgs) -> dict[str, Any]:
    """Azure Policy inside the cluster, secrets from vaults, and container logs to the zone's workspace."""
    workspace = args.log_analytics_workspace_resource_id
    return {
        "azurepolicy": {"enabled": True},
        "azureKeyvaultSecretsProvider": {"enabled": True, "config": {"enableSecretRotation": "true"}},
        "omsagent": {
            "enabled": True,
            "config": {"logAnalyticsWorkspaceResourceID": workspace, "useAADAuth": "true"},
        },
    }

"""Flow logs of a virtual network, with traffic analytics."""

from dataclasses import dataclass

import pulumi
from pulumi_azure_native import network

from components._base import Owner


@dataclass(frozen=True, kw_only=True)
class FlowLogs:
    """Where a network's flows are recorded. (Flow logs of security groups are retired.)"""

    name: str
    """Required. The flow log's name, unique in the region's network watcher."""
    network_watcher_name: str
    """Required. The region's network watcher, which Azure makes by itself (`NetworkWatcher_westeurope`)."""
    network_watcher_resource_group_name: str
    """Required. Its resource group (`NetworkWatcherRG`)."""
    location: str
    """Required. The region of network and watcher."""
    storage_account_resource_id: pulumi.Input[str]
    """Required. The account that keeps the records: same region, no hierarchical namespace."""
    retention_days: int = 30
    """Optional. Days that records are kept."""
    workspace_resource_id: pulumi.Input[str] | None = None
    """Optional. The workspace for traffic analytics. Absent: none."""
    workspace_region: str | None = None
    """Conditional. That workspace's region. Absent: the network's."""


def create_flow_log(owner: Owner, *, target_resource_id: pulumi.Input[str], flow_logs: FlowLogs) -> network.FlowLog:
    """Record the flows of one network."""
    analytics = None
    if flow_logs.workspace_resource_id is not None:
        analytics = network.TrafficAnalyticsPropertiesArgs(
            network_watcher_flow_analytics_configuration=network.TrafficAnalyticsConfigurationPropertiesArgs(
                enabled=True,
                traffic_analytics_interval=60,
                workspace_resource_id=flow_logs.workspace_resource_id,
                workspace_region=flow_logs.workspace_region or flow_logs.location,
            )
        )
    return network.FlowLog(
        owner.child_name("flow-log"),
        resource_group_name=flow_logs.network_watcher_resource_group_name,
        network_watcher_name=flow_logs.network_watcher_name,
        flow_log_name=flow_logs.name,
        location=flow_logs.location,
        target_resource_id=target_resource_id,
        storage_id=flow_logs.storage_account_resource_id,
        enabled=True,
        format=network.FlowLogFormatParametersArgs(type="JSON", version=2),
        retention_policy=network.RetentionPolicyParametersArgs(days=flow_logs.retention_days, enabled=True),
        flow_analytics_configuration=analytics,
        tags=owner.tags(),
        opts=owner.stateless(),
    )

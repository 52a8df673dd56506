"""Variants of the components in `components/network`."""

from typing import Any

from components.network.flow_logs import FlowLogs
from components.network.security_group import NetworkSecurityGroup
from components.network.security_rules import SecurityRule
from components.network.spoke import RouteTable, Spoke, SpokeArgs
from components.network.subnet import Subnet
from components.network.team_subnet import TeamSubnet, TeamSubnetArgs
from tests.unit.components.before import (
    GROUP,
    LOCATION,
    STORAGE_ID,
    TEAM_NETWORK,
    TEAM_ROUTE_TABLE_ID,
    TEAM_SECURITY_GROUP_ID,
    WORKSPACE_ID,
)
from tests.unit.components.variants.shared import (
    DIAGNOSTICS,
    READER,
    TAGS,
    Variants,
)

_NETWORK = "vnet-cts-sales-dev-weu"
_GROUPS = {
    key: NetworkSecurityGroup(name=f"nsg-cts-sales-{key}", rule_set=key)
    for key in ("private-endpoints", "team", "machines", "databricks", "bastion")
}

SUBNETS = {
    "services": ("services", "10.17.0.0/21", "private-endpoints", "private-endpoints"),
    "runtimes": ("runtimes", "10.17.8.0/21", "machines", "machines"),
    "databricks-public": ("databricks-public", "10.17.16.0/20", "databricks", "databricks"),
    "databricks-private": ("databricks-private", "10.17.32.0/20", "databricks", "databricks"),
    "bastion": ("AzureBastionSubnet", "10.17.80.0/26", "bastion", "bastion"),
    "power-bi-gateway": ("power-bi-gateway", "10.17.112.0/26", "power-platform", "team"),
}
"""Name, range, purpose and security group of the subnets of a landing zone."""


def _subnets(*keys: str) -> dict[str, Subnet]:
    return {
        key: Subnet(name=name, address_prefix=prefix, purpose=purpose, network_security_group=group)
        for key, (name, prefix, purpose, group) in SUBNETS.items()
        if key in keys
    }


def spoke(**more: Any) -> SpokeArgs:
    """Arguments of a landing zone's network."""
    given: dict[str, Any] = {
        "resource_group_name": GROUP,
        "location": LOCATION,
        "virtual_network_name": _NETWORK,
        "address_prefixes": ["10.17.0.0/16"],
        "network_security_groups": _GROUPS,
        "subnets": _subnets(*SUBNETS),
        "route_table": RouteTable(name="rt-cts-sales-dev-weu", default_next_hop_ip="10.0.0.4"),
    }
    return SpokeArgs(**{**given, **more})


def _spoke_max() -> Spoke:
    machines = NetworkSecurityGroup(
        name="nsg-cts-sales-machines",
        rule_set="machines",
        remote_administration_source_prefix="10.17.80.0/26",
        security_rules=(
            SecurityRule(name="allow-https", priority=200, direction="Inbound", access="Allow", ports=("443", "8443")),
        ),
    )
    return Spoke(
        "sales-network",
        spoke(
            network_security_groups={**_GROUPS, "machines": machines},
            route_table=RouteTable(name="rt-cts-sales", has_default_route=False, bgp_propagation_enabled=True),
            dns_servers=["10.0.0.4"],
            high_scale_private_endpoints=True,
            diagnostic_settings=DIAGNOSTICS,
            flow_logs=FlowLogs(
                name="flow-cts-sales",
                network_watcher_name="NetworkWatcher_westeurope",
                network_watcher_resource_group_name="NetworkWatcherRG",
                location=LOCATION,
                storage_account_resource_id=STORAGE_ID,
                workspace_resource_id=WORKSPACE_ID,
            ),
            role_assignments=READER,
            tags=TAGS,
        ),
    )


TEAM_SUBNET = TeamSubnetArgs(
    resource_group_name=GROUP,
    virtual_network_name=TEAM_NETWORK,
    subnet_name="snet-crm",
    address_prefix="10.17.128.0/26",
    network_security_group_resource_id=TEAM_SECURITY_GROUP_ID,
    route_table_resource_id=TEAM_ROUTE_TABLE_ID,
)
_TEAM_FOR_ONE_SERVICE = TeamSubnetArgs(
    resource_group_name=GROUP,
    virtual_network_name=TEAM_NETWORK,
    subnet_name="snet-crm",
    address_prefix="10.17.128.0/26",
    network_security_group_resource_id=TEAM_SUBNET.network_security_group_resource_id,
    route_table_resource_id=TEAM_SUBNET.route_table_resource_id,
    purpose="postgresql",
    role_assignments=READER,
)


VARIANTS: Variants = {
    "Spoke": {
        "defaults": lambda: Spoke("sales-network", spoke()),
        "secure": lambda: Spoke("sales-network", spoke(diagnostic_settings=DIAGNOSTICS, tags=TAGS)),
        "max": _spoke_max,
    },
    "TeamSubnet": {
        "defaults": lambda: TeamSubnet("crm-network", TEAM_SUBNET),
        "max": lambda: TeamSubnet("crm-network", _TEAM_FOR_ONE_SERVICE),
    },
}

"""What a subnet is for, and what Azure therefore asks of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """The settings that follow from a subnet's purpose."""

    rule_set: str | None
    """Which rules its network security group has; None where Azure refuses a group."""
    delegation: str | None = None
    """The service that owns the subnet; a delegated subnet cannot hold private endpoints."""
    route_table: bool = True
    """Whether the zone's route table is attached."""
    private_endpoint_network_policies: str = "Enabled"
    """Whether security groups and routes act on private endpoints in it."""
    reserved_name: str | None = None
    """The name that Azure prescribes."""


PURPOSES: Mapping[str, Purpose] = MappingProxyType(
    {
        "private-endpoints": Purpose(
            rule_set="private-endpoints",
            # Security groups act on the endpoints; routes do not, so that an endpoint's own route holds.
            private_endpoint_network_policies="NetworkSecurityGroupEnabled",
        ),
        "team": Purpose(rule_set="team", private_endpoint_network_policies="NetworkSecurityGroupEnabled"),
        "machines": Purpose(rule_set="machines"),
        "databricks": Purpose(rule_set="databricks", delegation="Microsoft.Databricks/workspaces"),
        "power-platform": Purpose(rule_set="team", delegation="Microsoft.PowerPlatform/vnetaccesslinks"),
        "container-instances": Purpose(rule_set="team", delegation="Microsoft.ContainerInstance/containerGroups"),
        "mysql": Purpose(rule_set="team", delegation="Microsoft.DBforMySQL/flexibleServers"),
        "postgresql": Purpose(rule_set="team", delegation="Microsoft.DBforPostgreSQL/flexibleServers"),
        "app-service": Purpose(rule_set="team", delegation="Microsoft.Web/serverFarms"),
        "flex-consumption": Purpose(rule_set="team", delegation="Microsoft.App/environments"),
        "kubernetes": Purpose(rule_set="team", private_endpoint_network_policies="NetworkSecurityGroupEnabled"),
        "container-apps": Purpose(rule_set="team", delegation="Microsoft.App/environments"),
        "dns-resolver": Purpose(rule_set="team", delegation="Microsoft.Network/dnsResolvers", route_table=False),
        "bastion": Purpose(rule_set="bastion", route_table=False, reserved_name="AzureBastionSubnet"),
        "firewall": Purpose(rule_set=None, route_table=False, reserved_name="AzureFirewallSubnet"),
        "firewall-management": Purpose(rule_set=None, route_table=False, reserved_name="AzureFirewallManagementSubnet"),
        "gateway": Purpose(rule_set=None, route_table=False, reserved_name="GatewaySubnet"),
    }
)
"""Purposes by name: the values of a subnet's `purpose`."""

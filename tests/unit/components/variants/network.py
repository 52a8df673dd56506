"""Variants of the components in `components/network`."""

from dataclasses import replace
from typing import Any

from components.network.bastion import Bastion, BastionArgs
from components.network.dns_resolver import DnsResolver, DnsResolverArgs, Forwarding, InboundEndpoint
from components.network.firewall import Firewall, FirewallArgs
from components.network.firewall_rules import RULE_SETS
from components.network.flow_logs import FlowLogs
from components.network.peering import Half, NetworkEnd, Peering, PeeringArgs, PeeringMesh, PeeringMeshArgs
from components.network.private_dns import (
    LinkedNetwork,
    PrivateDns,
    PrivateDnsArgs,
    PrivateDnsLinks,
    PrivateDnsLinksArgs,
)
from components.network.private_endpoint import PrivateEndpoints, PrivateEndpointsArgs, Target
from components.network.security_group import NetworkSecurityGroup
from components.network.security_rules import SecurityRule
from components.network.spoke import RouteTable, Spoke, SpokeArgs
from components.network.subnet import Subnet
from components.network.team_subnet import TeamSubnet, TeamSubnetArgs
from tests.unit.components.harness import SUBNET_ID, SUBSCRIPTION, WORKSPACE_ID
from tests.unit.components.variants.shared import (
    DIAGNOSTICS,
    GROUP,
    LOCATION,
    LOCK,
    NETWORK_ID,
    READER,
    RESOURCE_GROUP_ID,
    TAGS,
    VAULT_ID,
    Variants,
    endpoint,
    endpoint_by_policy,
)

_NETWORK = "vnet-cts-sales-dev-weu"
_GROUPS = {
    key: NetworkSecurityGroup(name=f"nsg-cts-sales-{key}", rule_set=key)
    for key in ("private-endpoints", "team", "machines", "databricks", "bastion")
}
_STORAGE_ID = f"{RESOURCE_GROUP_ID}/providers/Microsoft.Storage/storageAccounts/stctsflowlogs"

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
                storage_account_resource_id=_STORAGE_ID,
                workspace_resource_id=WORKSPACE_ID,
            ),
            role_assignments=READER,
            tags=TAGS,
        ),
    )


TEAM_SUBNET = TeamSubnetArgs(
    resource_group_name=GROUP,
    virtual_network_name=_NETWORK,
    subnet_name="snet-crm",
    address_prefix="10.17.128.0/26",
    network_security_group_resource_id=f"{RESOURCE_GROUP_ID}/providers/Microsoft.Network/networkSecurityGroups/nsg",
    route_table_resource_id=f"{RESOURCE_GROUP_ID}/providers/Microsoft.Network/routeTables/rt",
)
_TEAM_FOR_ONE_SERVICE = TeamSubnetArgs(
    resource_group_name=GROUP,
    virtual_network_name=_NETWORK,
    subnet_name="snet-crm",
    address_prefix="10.17.128.0/26",
    network_security_group_resource_id=TEAM_SUBNET.network_security_group_resource_id,
    route_table_resource_id=TEAM_SUBNET.route_table_resource_id,
    purpose="postgresql",
    role_assignments=READER,
)


def end(name: str, *, managed: bool = True) -> NetworkEnd:
    """A network of the mesh."""
    return NetworkEnd(
        virtual_network_resource_id=(
            f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-{name}/providers/Microsoft.Network"
            f"/virtualNetworks/vnet-{name}"
        ),
        virtual_network_name=f"vnet-{name}",
        resource_group_name=f"rg-{name}",
        managed=managed,
    )


def halves(*pairs: tuple[str, str]) -> list[Half]:
    """Both directions of pairs."""
    return [
        Half(local=local, remote=remote, name=f"peer-{remote}")
        for first, second in pairs
        for local, remote in ((first, second), (second, first))
    ]


_FIREWALL = FirewallArgs(
    resource_group_name=GROUP,
    location=LOCATION,
    firewall_name="afw-cts-governance",
    policy_name="afwp-cts-governance",
    public_ip_prefix_name="ippre-cts-governance",
    public_ip_address_name="pip-cts-governance",
    subnet_resource_id=SUBNET_ID.replace("services", "AzureFirewallSubnet"),
    source_prefixes=["10.16.0.0/12"],
)
_BASTION = BastionArgs(
    resource_group_name=GROUP,
    location=LOCATION,
    bastion_name="bas-cts-sales",
    public_ip_address_name="pip-cts-sales-bastion",
    subnet_resource_id=SUBNET_ID.replace("services", "AzureBastionSubnet"),
)
_LINKS = PrivateDnsLinksArgs(
    resource_group_name="rg-dns",
    zones=["privatelink.blob.core.windows.net", "privatelink.dfs.core.windows.net"],
    network=LinkedNetwork(link_name="sales", virtual_network_resource_id=NETWORK_ID),
)
_TARGET = Target(
    resource_id=VAULT_ID, arm_type="Microsoft.KeyVault/vaults", location=LOCATION, resource_group_name=GROUP
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
    "PrivateDns": {
        "defaults": lambda: PrivateDns(
            "dns", PrivateDnsArgs(resource_group_name=GROUP, zones=["privatelink.blob.core.windows.net"])
        ),
        "max": lambda: PrivateDns(
            "dns",
            PrivateDnsArgs(
                resource_group_name=GROUP,
                zones=["privatelink.blob.core.windows.net", "privatelink.vaultcore.azure.net"],
                networks={"governance": LinkedNetwork(link_name="governance", virtual_network_resource_id=NETWORK_ID)},
                fall_back_to_internet=True,
                tags=TAGS,
            ),
        ),
    },
    "PrivateDnsLinks": {
        "defaults": lambda: PrivateDnsLinks("links", _LINKS),
        "max": lambda: PrivateDnsLinks("links", replace(_LINKS, fall_back_to_internet=True, tags=TAGS)),
    },
    "PrivateEndpoints": {
        "defaults": lambda: PrivateEndpoints(
            "catalog", PrivateEndpointsArgs(target=_TARGET, private_endpoints={"vault": endpoint_by_policy("vault")})
        ),
        "max": lambda: PrivateEndpoints(
            "catalog",
            PrivateEndpointsArgs(target=_TARGET, private_endpoints={"vault": endpoint("vault")}, tags=TAGS),
        ),
    },
    "Peering": {
        "defaults": lambda: Peering(
            "sales-to-hub",
            PeeringArgs(
                local=end("sales"),
                remote_virtual_network_resource_id=end("hub").virtual_network_resource_id,
                half=Half(local="sales", remote="hub", name="peer-hub"),
            ),
        ),
    },
    "PeeringMesh": {
        "defaults": lambda: PeeringMesh(
            "mesh",
            PeeringMeshArgs(networks={"a": end("a"), "b": end("b")}, halves=halves(("a", "b"))),
        ),
        "max": lambda: PeeringMesh(
            "mesh",
            PeeringMeshArgs(
                networks={"a": end("a"), "b": end("b"), "c": end("c"), "hub": end("hub", managed=False)},
                halves=halves(("a", "b"), ("a", "c"), ("b", "c"), ("hub", "a")),
            ),
        ),
    },
    "Firewall": {
        "defaults": lambda: Firewall("governance-firewall", _FIREWALL),
        "secure": lambda: Firewall(
            "governance-firewall",
            replace(_FIREWALL, diagnostic_settings=DIAGNOSTICS, lock=LOCK, tags=TAGS),
        ),
        "max": lambda: Firewall(
            "governance-firewall",
            replace(
                _FIREWALL,
                rule_sets=tuple(RULE_SETS),
                premium=False,
                zones=["1", "2", "3"],
                public_ip_prefix_length=29,
                dns_servers=["10.0.9.4"],
                diagnostic_settings=DIAGNOSTICS,
                lock=LOCK,
                tags=TAGS,
            ),
        ),
    },
    "Bastion": {
        "defaults": lambda: Bastion("sales-bastion", _BASTION),
        "max": lambda: Bastion(
            "sales-bastion",
            replace(
                _BASTION,
                zones=["1", "2", "3"],
                scale_units=4,
                diagnostic_settings=DIAGNOSTICS,
                tags=TAGS,
            ),
        ),
    },
    "DnsResolver": {
        "defaults": lambda: DnsResolver(
            "governance-resolver",
            DnsResolverArgs(
                resource_group_name=GROUP,
                location=LOCATION,
                resolver_name="dnspr-cts-governance",
                virtual_network_resource_id=NETWORK_ID,
            ),
        ),
        "max": lambda: DnsResolver(
            "governance-resolver",
            DnsResolverArgs(
                resource_group_name=GROUP,
                location=LOCATION,
                resolver_name="dnspr-cts-governance",
                virtual_network_resource_id=NETWORK_ID,
                inbound_endpoint=InboundEndpoint(name="in-cts", subnet_resource_id=SUBNET_ID),
                forwarding=Forwarding(
                    outbound_endpoint_name="out-cts",
                    subnet_resource_id=SUBNET_ID,
                    ruleset_name="dnsfrs-cts",
                    rules={"corp.contoso.example.": ["10.200.0.10", "10.200.0.11"]},
                    virtual_network_links={"governance": NETWORK_ID},
                ),
                tags=TAGS,
            ),
        ),
    },
}

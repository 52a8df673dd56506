"""Microsoft.Network."""

from simulator.core.types.network import (
    addresses,
    bastions,
    connections,
    dns_resolvers,
    endpoints,
    firewalls,
    interfaces,
    peerings,
    private_dns,
    public_addresses,
    route_tables,
    security_groups,
    subnets,
    virtual_networks,
    watchers,
    zone_groups,
)

__all__ = [
    "addresses",
    "bastions",
    "connections",
    "dns_resolvers",
    "endpoints",
    "firewalls",
    "interfaces",
    "peerings",
    "private_dns",
    "public_addresses",
    "route_tables",
    "security_groups",
    "subnets",
    "virtual_networks",
    "watchers",
    "zone_groups",
]

"""Variants of firewall, Bastion and DNS resolver."""

from dataclasses import replace

from components.network.bastion import Bastion, BastionArgs
from components.network.dns_resolver import DnsResolver, DnsResolverArgs, Forwarding, InboundEndpoint
from components.network.firewall import Firewall, FirewallArgs
from components.network.firewall_rules import RULE_SETS
from tests.unit.components.before import (
    BASTION_SUBNET_ID,
    FIREWALL_SUBNET_ID,
    GROUP,
    INBOUND_SUBNET_ID,
    LOCATION,
    NETWORK_ID,
    OUTBOUND_SUBNET_ID,
)
from tests.unit.components.variants.shared import (
    DIAGNOSTICS,
    LOCK,
    TAGS,
    Variants,
)

_FIREWALL = FirewallArgs(
    resource_group_name=GROUP,
    location=LOCATION,
    firewall_name="afw-cts-governance",
    policy_name="afwp-cts-governance",
    public_ip_prefix_name="ippre-cts-governance",
    public_ip_address_name="pip-cts-governance",
    subnet_resource_id=FIREWALL_SUBNET_ID,
    source_prefixes=["10.16.0.0/12"],
)
_BASTION = BastionArgs(
    resource_group_name=GROUP,
    location=LOCATION,
    bastion_name="bas-cts-sales",
    public_ip_address_name="pip-cts-sales-bastion",
    subnet_resource_id=BASTION_SUBNET_ID,
)

VARIANTS: Variants = {
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
                inbound_endpoint=InboundEndpoint(name="in-cts", subnet_resource_id=INBOUND_SUBNET_ID),
                forwarding=Forwarding(
                    outbound_endpoint_name="out-cts",
                    subnet_resource_id=OUTBOUND_SUBNET_ID,
                    ruleset_name="dnsfrs-cts",
                    rules={"corp.contoso.example.": ["10.200.0.10", "10.200.0.11"]},
                    virtual_network_links={"governance": NETWORK_ID},
                ),
                tags=TAGS,
            ),
        ),
    },
}

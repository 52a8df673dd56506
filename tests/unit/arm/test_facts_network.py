"""Reserved subnets, delegations and required security rules."""

from ipaddress import IPv4Address, IPv4Network

import pytest

from arm.network_rules import (
    delegations,
    first_usable_address,
    is_reserved_address,
    prefix_problem,
    required_hosts,
    reserved_subnets,
    security_rules,
    service_endpoints,
    service_tags,
    usable_addresses,
)

RULE_SETS = ("databricks", "bastion", "machine-learning", "batch", "application-gateway", "api-management")


@pytest.mark.parametrize(
    ("prefix", "name", "delegation", "fits"),
    [
        ("10.0.0.0/26", "AzureFirewallSubnet", None, True),
        ("10.0.0.0/27", "AzureFirewallSubnet", None, False),
        ("10.0.0.0/27", "GatewaySubnet", None, True),
        ("10.0.0.0/29", "services", None, True),
        ("10.0.0.0/30", "services", None, False),
        ("10.0.0.0/26", "x", "Microsoft.Databricks/workspaces", True),
        ("10.0.0.0/27", "x", "Microsoft.Databricks/workspaces", False),
        ("10.0.0.0/28", "x", "Microsoft.Network/dnsResolvers", True),
        ("10.0.0.0/23", "x", "Microsoft.Network/dnsResolvers", False),
        ("10.0.0.0/24", "x", "Contoso.Nothing/things", False),
    ],
)
def test_subnet_sizes(prefix: str, name: str, delegation: str | None, fits: bool) -> None:
    assert (prefix_problem(IPv4Network(prefix), name=name, delegation=delegation) is None) is fits


def test_five_addresses_are_reserved() -> None:
    network = IPv4Network("10.0.0.0/29")
    reserved = [address for address in network if is_reserved_address(network, address)]
    assert [int(address) & 7 for address in reserved] == [0, 1, 2, 3, 7]
    assert usable_addresses(network) == 3
    assert first_usable_address(network) == IPv4Address("10.0.0.4")
    assert not is_reserved_address(network, IPv4Address("10.0.1.0"))


@pytest.mark.parametrize("rule_set", RULE_SETS)
def test_rules_use_known_tags(rule_set: str) -> None:
    found = security_rules(rule_set)
    assert found
    for rule in found:
        assert rule.direction in {"Inbound", "Outbound"}
        assert rule.protocol in {"Tcp", "Udp", "*"}
        assert rule.when in {"always", "public-ip", "control-plane-not-private"}
        for side in (rule.source, rule.destination):
            tag, _, regional = side.partition(".{")
            assert tag == "*" or tag in service_tags()
            assert not regional or service_tags()[tag]


def test_bastion_needs_eight_rules() -> None:
    assert len(security_rules("bastion")) == 8


def test_reserved_subnets_and_delegations() -> None:
    firewall, bastion = reserved_subnets()["AzureFirewallSubnet"], reserved_subnets()["AzureBastionSubnet"]
    assert (firewall.nsg, firewall.route_table, firewall.nat_gateway) == (False, True, True)
    assert (bastion.nsg, bastion.route_table) == (True, False)
    assert not reserved_subnets()["GatewaySubnet"].nat_gateway
    assert delegations()["Microsoft.Databricks/workspaces"].max_prefix_length == 26
    assert "Microsoft.Storage" in service_endpoints()


def test_required_hosts() -> None:
    assert "*.servicebus.windows.net" in required_hosts("self-hosted-integration-runtime")
    assert "Storage.{region}" in required_hosts("databricks-route")
    assert required_hosts("nothing") == ()

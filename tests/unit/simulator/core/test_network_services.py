"""Public addresses, NAT gateways, firewalls, Bastion, resolvers, flow logs."""

from typing import Any

import pytest

from .conftest import Estate
from .refusing import refused
from .test_networks import delegated, network, rule, subnet

STANDARD = {"sku": {"name": "Standard"}}


def address(estate: Estate, name: str = "pip-a", **more: Any) -> dict[str, Any]:
    return estate.here(
        f"Microsoft.Network/publicIPAddresses/{name}", STANDARD, **{"publicIPAllocationMethod": "Static", **more}
    )


def firewall(estate: Estate, place: str, public: str, name: str = "afw", **more: Any) -> dict[str, Any]:
    inner = {"subnet": {"id": place}, "publicIPAddress": {"id": public}}
    return estate.here(
        f"Microsoft.Network/azureFirewalls/{name}", ipConfigurations=[{"name": "one", "properties": inner}], **more
    )


def test_a_static_address_is_known_and_held(estate: Estate) -> None:
    one = address(estate, dnsSettings={"domainNameLabel": "sales"})
    assert one["properties"]["ipAddress"].startswith("20.")
    assert one["properties"]["dnsSettings"]["fqdn"] == "sales.westeurope.cloudapp.azure.com"
    assert address(estate, dnsSettings={"domainNameLabel": "sales"})["properties"] == one["properties"]
    with refused("DnsRecordInUse", 400):
        address(estate, "pip-b", dnsSettings={"domainNameLabel": "sales"})
    with refused("PublicIPAddressSkuAllocationMethodMismatch", 400):
        address(estate, "pip-c", publicIPAllocationMethod="Dynamic")
    gateway = "Microsoft.Network/natGateways/ng"
    made = estate.here(gateway, STANDARD, publicIpAddresses=[{"id": one["id"]}])
    with refused("PublicIPAddressCannotBeDeleted", 400):
        estate.cloud.delete(one["id"])
    estate.cloud.delete(made["id"])
    estate.cloud.delete(one["id"])


def test_prefixes_are_held_by_what_comes_from_them(estate: Estate) -> None:
    one = estate.here("Microsoft.Network/publicIPPrefixes/ippre", STANDARD, prefixLength=30)
    assert one["properties"]["ipPrefix"].endswith("/30")
    address(estate, publicIPPrefix={"id": one["id"]})
    with refused("InUsePublicIPPrefixCannotBeDeleted", 400):
        estate.cloud.delete(one["id"])


def test_nat_gateways_that_are_refused(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    basic = estate.here("Microsoft.Network/publicIPAddresses/pip-basic", {"sku": {"name": "Basic"}})["id"]
    kind = "Microsoft.Network/natGateways/ng"
    with refused("NatGatewayPublicIpSkuMismatch", 400):
        estate.here(kind, STANDARD, publicIpAddresses=[{"id": basic}])
    with refused("InvalidAvailabilityZone", 400):
        estate.here(kind, {**STANDARD, "zones": ["1", "2"]})
    monkeypatch.setattr("simulator.core.types.network.public_addresses.limit", lambda key: 0)
    with refused("NatGatewayTooManyPublicIPs", 400):
        estate.here(kind, STANDARD, publicIpAddresses=[{"id": address(estate)["id"]}])


def test_a_firewall_stands_in_its_own_subnet(estate: Estate) -> None:
    parent, public = network(estate), address(estate)["id"]
    wrong = subnet(estate, parent, "firewall", "10.1.1.0/24")
    with refused("AzureFirewallSubnetNameInvalid", 400):
        firewall(estate, wrong, public)
    place = subnet(estate, parent, "AzureFirewallSubnet", "10.1.0.0/26")
    made = firewall(estate, place, public)
    assert made["properties"]["ipConfigurations"][0]["properties"]["privateIPAddress"] == "10.1.0.4"
    with refused("AzureFirewallCountLimitReached", 400):
        firewall(estate, place, public, "afw-two")
    with refused("InUseSubnetCannotBeDeleted", 400):
        estate.cloud.delete(place)
    estate.cloud.delete(made["id"])
    estate.cloud.delete(place)


def test_firewall_policies(estate: Estate) -> None:
    policy = estate.here("Microsoft.Network/firewallPolicies/afwp", sku={"tier": "Premium"})["id"]
    place = subnet(estate, network(estate), "AzureFirewallSubnet", "10.1.0.0/26")
    public = address(estate)["id"]
    with refused("FirewallPolicyTierMismatch", 400):
        firewall(estate, place, public, firewallPolicy={"id": policy}, sku={"name": "AZFW_VNet", "tier": "Standard"})
    firewall(estate, place, public, firewallPolicy={"id": policy}, sku={"name": "AZFW_VNet", "tier": "Premium"})
    with refused("FirewallPolicyInUse", 400):
        estate.cloud.delete(policy)
    with refused("FirewallPolicyRuleCollectionGroupInvalidPriority", 400):
        estate.put(f"{policy}/ruleCollectionGroups/rcg", priority=99)


def test_bastion(estate: Estate) -> None:
    parent, public = network(estate), {"id": address(estate)["id"]}
    kind = "Microsoft.Network/bastionHosts/bas"

    def inner(place: str) -> list[dict[str, Any]]:
        return [{"name": "one", "properties": {"subnet": {"id": place}, "publicIPAddress": public}}]

    with refused("BastionHostSubnetInvalid", 400):
        estate.here(kind, ipConfigurations=inner(subnet(estate, parent, "other", "10.1.1.0/24")))
    rules = [
        rule("in", 100, sourceAddressPrefix="Internet"),
        rule("gateway", 110, sourceAddressPrefix="GatewayManager"),
        rule("out", 120, direction="Outbound", destinationAddressPrefix="AzureCloud"),
    ]
    group = estate.here("Microsoft.Network/networkSecurityGroups/nsg", securityRules=rules)["id"]
    place = subnet(estate, parent, "AzureBastionSubnet", "10.1.0.0/26", networkSecurityGroup={"id": group})
    made = estate.here(kind, STANDARD, ipConfigurations=inner(place))
    assert made["properties"]["dnsName"].endswith(".bastion.azure.com")
    estate.cloud.delete(made["id"])
    estate.cloud.delete(place)


def test_dns_resolvers(estate: Estate) -> None:
    parent = network(estate)
    kind = "Microsoft.Network/dnsResolvers"
    made = estate.here(f"{kind}/dnspr", virtualNetwork={"id": parent})["id"]
    with refused("BadRequest", 400):
        estate.here(f"{kind}/dnspr-two", virtualNetwork={"id": parent})
    plain = subnet(estate, parent, "plain", "10.1.1.0/28")
    place = subnet(estate, parent, "inbound", "10.1.0.0/28", delegations=delegated(kind))
    here = {"location": "westeurope"}
    with refused("BadRequest", 400):
        estate.put(f"{made}/inboundEndpoints/in", here, ipConfigurations=[{"subnet": {"id": plain}}])
    one = estate.put(f"{made}/inboundEndpoints/in", here, ipConfigurations=[{"subnet": {"id": place}}])
    assert one["properties"]["ipConfigurations"][0]["privateIpAddress"] == "10.1.0.4"
    with refused("BadRequest", 400):
        estate.put(f"{made}/outboundEndpoints/out", here, subnet={"id": place})
    with refused("CannotDeleteResource", 409):
        estate.cloud.delete(made)
    estate.cloud.delete(one["id"])
    estate.cloud.delete(made)


def test_load_balancers_and_their_addresses_are_of_one_sku(estate: Estate) -> None:
    inner = {"publicIPAddress": {"id": address(estate)["id"]}}
    front = [{"name": "one", "properties": inner}]
    kind = "Microsoft.Network/loadBalancers/lbe"
    with refused("PublicIPAndLBSkuDoNotMatch", 400):
        estate.here(kind, {"sku": {"name": "Basic"}}, frontendIPConfigurations=front)
    estate.here(kind, STANDARD, frontendIPConfigurations=front)


def test_flow_logs_name_what_exists(estate: Estate) -> None:
    watched = network(estate)
    watcher = estate.cloud.list(type="Microsoft.Network/networkWatchers")[0]["id"]
    with refused("InvalidResourceReference", 400):
        estate.put(
            f"{watcher}/flowLogs/fl", {"location": "westeurope"}, targetResourceId=watched, storageId=f"{watched}x"
        )

"""Services in the caller's networks: gateways, flexible servers, container environments, rules of servers."""

from typing import Any

from .conftest import Estate
from .refusing import refused
from .test_network_services import address
from .test_networks import delegated, network, nic, subnet
from .test_services import server
from .test_vaults import TENANT

POSTGRES = "Microsoft.DBforPostgreSQL/flexibleServers"
ENVIRONMENT = "Microsoft.App/managedEnvironments"


def gateway(estate: Estate, place: str) -> dict[str, Any]:
    inner = {"subnet": {"id": place}, "publicIPAddress": {"id": address(estate)["id"]}}
    return estate.here(
        "Microsoft.Network/virtualNetworkGateways/vgw",
        gatewayType="Vpn",
        ipConfigurations=[{"name": "one", "properties": inner}],
    )


def test_a_gateway_stands_alone_in_its_subnet(estate: Estate) -> None:
    parent = network(estate)
    with refused("GatewaySubnet", 400):
        gateway(estate, subnet(estate, parent, "plain", "10.1.1.0/27"))
    place = subnet(estate, parent, "GatewaySubnet", "10.1.0.0/27")
    nic(estate, place)
    with refused("GatewaySubnet", 400):
        gateway(estate, place)
    estate.cloud.delete(estate.cloud.list(type="Microsoft.Network/networkInterfaces")[0]["id"])
    made = gateway(estate, place)
    with refused("InUseSubnetCannotBeDeleted", 400):
        estate.cloud.delete(place)
    estate.cloud.delete(made["id"])
    estate.cloud.delete(place)


def test_network_types_name_what_exists(estate: Estate) -> None:
    with refused("InvalidResourceReference", 400):
        estate.here(
            "Microsoft.Network/dnsForwardingRulesets/dnsfrs",
            dnsResolverOutboundEndpoints=[{"id": f"{network(estate)}/subnets/none"}],
        )


def test_flexible_servers_need_their_delegation(estate: Estate) -> None:
    parent = network(estate)
    plain = subnet(estate, parent, "plain", "10.1.0.0/28")
    place = subnet(estate, parent, "owned", "10.1.0.16/28", delegations=delegated(POSTGRES))
    with refused("SubnetNotDelegated", 400):
        estate.here(f"{POSTGRES}/psql-sales", network={"delegatedSubnetResourceId": plain})
    with refused("InvalidResourceReference", 400):
        estate.here(f"{POSTGRES}/psql-sales", network={"delegatedSubnetResourceId": f"{plain}x"})
    made = estate.here(f"{POSTGRES}/psql-sales", network={"delegatedSubnetResourceId": place})
    with refused("InUseSubnetCannotBeDeleted", 400):
        estate.cloud.delete(place)
    estate.cloud.delete(made["id"])
    estate.cloud.delete(place)


def test_container_environments(estate: Estate) -> None:
    parent = network(estate)
    small = subnet(estate, parent, "small", "10.1.0.0/24")
    place = subnet(estate, parent, "owned", "10.1.1.0/27", delegations=delegated("Microsoft.App/environments"))
    profiles = [{"name": "Consumption", "workloadProfileType": "Consumption"}]
    for wrong in (
        {"zoneRedundant": True},
        {"vnetConfiguration": {"infrastructureSubnetId": small}},
        {"vnetConfiguration": {"infrastructureSubnetId": small}, "workloadProfiles": profiles},
        {"vnetConfiguration": {"infrastructureSubnetId": place}},
    ):
        with refused("ManagedEnvironmentInvalidNetworkConfiguration", 400):
            estate.here(f"{ENVIRONMENT}/cae", None, **wrong)
    body = {"vnetConfiguration": {"infrastructureSubnetId": place}, "workloadProfiles": profiles}
    made = estate.here(f"{ENVIRONMENT}/cae", None, **body)
    assert made["properties"]["infrastructureResourceGroup"].startswith("ME_cae_")
    with refused("ManagedEnvironmentInvalidNetworkConfiguration", 400):
        estate.here(f"{ENVIRONMENT}/cae-two", None, **body)


def test_rules_of_sql_servers(estate: Estate) -> None:
    administrators = {"azureADOnlyAuthentication": True, "login": "dba", "sid": TENANT, "tenantId": TENANT}
    made = server(estate, administrators=administrators)["id"]
    plain = subnet(estate, network(estate), "plain", "10.1.0.0/24")
    with refused("VirtualNetworkRuleBadRequest", 400):
        estate.put(f"{made}/virtualNetworkRules/rule", virtualNetworkSubnetId=plain)
    server(estate, publicNetworkAccess="Disabled")
    with refused("BadRequest", 400):
        estate.put(f"{made}/firewallRules/all", startIpAddress="20.1.0.1", endIpAddress="20.1.0.9")

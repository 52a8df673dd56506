"""Kubernetes clusters: ranges, subnets, ways out, and the group of the nodes."""

from typing import Any

import pytest

from .conftest import ONE, Estate
from .refusing import refused
from .test_networks import delegated, network, subnet

TYPE = "Microsoft.ContainerService/managedClusters"
NETWORK = {"serviceCidr": "100.65.0.0/16", "dnsServiceIP": "100.65.0.10", "outboundType": "loadBalancer"}


def cluster(
    estate: Estate, place: str, *, nodes: int = 3, tags: dict[str, str] | None = None, **profile: Any
) -> dict[str, Any]:
    pool = {"name": "system", "mode": "System", "count": 1, "maxCount": nodes, "vnetSubnetID": place}
    return estate.here(
        f"{TYPE}/aks-sales",
        {"tags": tags or {}},
        dnsPrefix="aks-sales",
        agentPoolProfiles=[pool],
        networkProfile={**NETWORK, **profile},
        oidcIssuerProfile={"enabled": True},
    )


def test_its_nodes_stand_in_a_group_that_comes_and_goes_with_it(estate: Estate) -> None:
    place = subnet(estate, network(estate), "nodes", "10.1.0.0/27")
    made = cluster(estate, place)
    assert made["properties"]["oidcIssuerProfile"]["issuerURL"].startswith("https://westeurope.oic.prod-aks.azure.com/")
    group = f"{ONE}/resourceGroups/{made['properties']['nodeResourceGroup']}"
    assert estate.cloud.exists(group)
    with refused("InUseSubnetCannotBeDeleted", 400):
        estate.cloud.delete(place)
    estate.cloud.delete(made["id"])
    assert not estate.cloud.exists(group)
    estate.cloud.delete(place)


def test_the_group_of_its_nodes_has_its_tags(estate: Estate) -> None:
    place = subnet(estate, network(estate), "nodes", "10.1.0.0/27")
    for tags in ({"Owner": "sales"}, {"Owner": "sales", "CostCenter": "1"}):
        made = cluster(estate, place, tags=tags)
        group = f"{ONE}/resourceGroups/{made['properties']['nodeResourceGroup']}"
        assert estate.cloud.get(group)["tags"] == tags


@pytest.mark.parametrize(
    ("code", "profile"),
    [
        ("DnsServiceIpOutOfServiceCidr", {"dnsServiceIP": "100.66.0.10"}),
        ("ServiceCidrOverlapExistingSubnetsCidr", {"serviceCidr": "10.1.0.0/16", "dnsServiceIP": "10.1.0.10"}),
        ("InvalidParameter", {"outboundType": "managedNATGateway"}),
        ("ExistingRouteTableNotAssociatedWithSubnet", {"outboundType": "userDefinedRouting"}),
    ],
)
def test_ranges_and_ways_out(estate: Estate, code: str, profile: dict[str, Any]) -> None:
    place = subnet(estate, network(estate), "nodes", "10.1.0.0/27")
    with refused(code, 400):
        cluster(estate, place, **profile)


def test_its_subnet_is_its_own_and_large_enough(estate: Estate) -> None:
    parent = network(estate)
    owned = subnet(estate, parent, "owned", "10.1.1.0/27", delegations=delegated("Microsoft.Web/serverFarms"))
    with refused("SubnetIsDelegated", 400):
        cluster(estate, owned)
    small = subnet(estate, parent, "small", "10.1.0.0/28")
    with refused("InsufficientSubnetSize", 400):
        cluster(estate, small, nodes=9)
    cluster(estate, small, nodes=8)


def test_a_cluster_without_accounts_signs_in_by_entra(estate: Estate) -> None:
    with refused("InvalidParameter", 400):
        estate.here(f"{TYPE}/aks-sales", None, dnsPrefix="aks", disableLocalAccounts=True)


def test_a_default_route_leads_out(estate: Estate) -> None:
    table = estate.here("Microsoft.Network/routeTables/rt", None, routes=[])["id"]
    place = subnet(estate, network(estate), "nodes", "10.1.0.0/27", routeTable={"id": table})
    with refused("ExistingRouteTableNotAssociatedWithSubnet", 400):
        cluster(estate, place, outboundType="userDefinedRouting")
    out: dict[str, Any] = {
        "addressPrefix": "0.0.0.0/0",
        "nextHopType": "VirtualAppliance",
        "nextHopIpAddress": "10.0.0.4",
    }
    estate.put(f"{table}/routes/default", **out)
    cluster(estate, place, outboundType="userDefinedRouting")

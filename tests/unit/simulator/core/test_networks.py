"""Virtual networks, subnets, peerings, security groups and routes."""

from typing import Any

import pytest

from .conftest import GROUP, ONE, Estate
from .refusing import refused

NETWORKS = "Microsoft.Network/virtualNetworks"


def network(estate: Estate, name: str = "vnet-a", space: str = "10.1.0.0/16", **more: Any) -> str:
    return str(estate.here(f"{NETWORKS}/{name}", addressSpace={"addressPrefixes": [space]}, **more)["id"])


def subnet(estate: Estate, parent: str, name: str, prefix: str, **more: Any) -> str:
    return str(estate.put(f"{parent}/subnets/{name}", addressPrefix=prefix, **more)["id"])


def delegated(service: str) -> list[dict[str, Any]]:
    return [{"name": "owner", "properties": {"serviceName": service}}]


def rule(name: str, priority: int, **more: Any) -> dict[str, Any]:
    inner = {
        "access": "Allow",
        "direction": "Inbound",
        "protocol": "Tcp",
        "priority": priority,
        "sourceAddressPrefix": "*",
        "sourcePortRange": "*",
        "destinationAddressPrefix": "*",
        "destinationPortRange": "443",
    }
    return {"name": name, "properties": {**inner, **more}}


def nic(estate: Estate, subnet_id: str, name: str = "nic-a", **more: Any) -> dict[str, Any]:
    inner = {"subnet": {"id": subnet_id}, **more}
    return estate.here(
        f"Microsoft.Network/networkInterfaces/{name}", ipConfigurations=[{"name": "one", "properties": inner}]
    )


def test_a_network_shows_the_subnets_that_stand_in_it(estate: Estate) -> None:
    parent = network(estate, subnets=[{"name": "one", "properties": {"addressPrefix": "10.1.0.0/24"}}])
    subnet(estate, parent, "two", "10.1.1.0/24")
    shown = estate.cloud.get(parent)
    assert [one["name"] for one in shown["properties"]["subnets"]] == ["one", "two"]
    assert shown["properties"]["provisioningState"] == "Succeeded"


def test_a_put_of_the_network_takes_its_list_for_the_whole(estate: Estate) -> None:
    parent = network(estate)
    kept = subnet(estate, parent, "one", "10.1.0.0/24")
    network(estate)
    assert estate.cloud.exists(kept)
    network(estate, subnets=[])
    assert not estate.cloud.exists(kept)


def test_a_put_of_the_network_cannot_drop_a_subnet_in_use(estate: Estate) -> None:
    parent = network(estate)
    nic(estate, subnet(estate, parent, "one", "10.1.0.0/24"))
    with refused("InUseSubnetCannotBeDeleted", 400):
        network(estate, subnets=[])
    with refused("InUseSubnetCannotBeDeleted", 400):
        estate.cloud.delete(parent)


@pytest.mark.parametrize(
    ("name", "prefix", "code"),
    [
        ("out", "10.2.0.0/24", "NetcfgSubnetRangeOutsideVnet"),
        ("overlap", "10.1.0.128/25", "NetcfgSubnetRangesOverlap"),
        ("tiny", "10.1.9.0/30", "NetcfgInvalidSubnet"),
        ("AzureFirewallSubnet", "10.1.9.0/27", "NetcfgInvalidSubnet"),
        ("AzureBastionSubnet", "10.1.9.0/27", "NetcfgInvalidSubnet"),
        ("GatewaySubnet", "10.1.9.0/28", "NetcfgInvalidSubnet"),
        ("bits", "10.1.9.1/24", "InvalidCIDRNotation"),
        ("word", "ten", "InvalidCIDRNotation"),
    ],
)
def test_prefixes_that_a_subnet_cannot_have(estate: Estate, name: str, prefix: str, code: str) -> None:
    parent = network(estate)
    subnet(estate, parent, "first", "10.1.0.0/24")
    with refused(code, 400):
        subnet(estate, parent, name, prefix)


def test_prefixes_are_checked_in_the_list_of_the_network_too(estate: Estate) -> None:
    one = {"name": "one", "properties": {"addressPrefix": "10.1.0.0/24"}}
    with refused("NetcfgSubnetRangesOverlap", 400):
        network(estate, subnets=[one, {"name": "two", "properties": {"addressPrefix": "10.1.0.0/25"}}])
    with refused("NetcfgInvalidSubnet", 400):
        network(estate, subnets=[one, one])


def test_address_spaces_of_a_network(estate: Estate) -> None:
    with refused("NetcfgInvalidVirtualNetworkAddressSpace", 400):
        estate.here(f"{NETWORKS}/vnet", addressSpace={"addressPrefixes": ["10.1.0.0/16", "10.1.2.0/24"]})
    with refused("VirtualNetworkAddressSpaceIsEmpty", 400):
        estate.here(f"{NETWORKS}/vnet", addressSpace={"addressPrefixes": []})
    parent = network(estate)
    subnet(estate, parent, "one", "10.1.0.0/24")
    with refused("NetcfgSubnetRangeOutsideVnet", 400):
        network(estate, space="10.9.0.0/16")


def test_delegations_and_service_endpoints_have_known_names(estate: Estate) -> None:
    parent = network(estate)
    with refused("InvalidServiceNameOnDelegation", 400):
        subnet(estate, parent, "one", "10.1.0.0/24", delegations=delegated("Contoso.Cars/cars"))
    with refused("SubnetHasTooManyDelegations", 400):
        both = delegated("Microsoft.Databricks/workspaces") + delegated("Microsoft.Web/serverFarms")
        subnet(estate, parent, "one", "10.1.0.0/24", delegations=both)
    with refused("InvalidServiceEndpointName", 400):
        subnet(estate, parent, "one", "10.1.0.0/24", serviceEndpoints=[{"service": "Microsoft.Cars"}])


def test_a_subnet_in_use_can_grow_but_not_leave_its_addresses(estate: Estate) -> None:
    parent = network(estate)
    used = subnet(estate, parent, "one", "10.1.0.0/25")
    assert nic(estate, used)["properties"]["ipConfigurations"][0]["properties"]["privateIPAddress"] == "10.1.0.4"
    subnet(estate, parent, "one", "10.1.0.0/24")
    with refused("InUsePrefixCannotBeDeleted", 400):
        subnet(estate, parent, "one", "10.1.1.0/24")
    with refused("SubnetDelegationsCannotChangeWhenSubnetUsedByResource", 400):
        subnet(estate, parent, "one", "10.1.0.0/24", delegations=delegated("Microsoft.Web/serverFarms"))
    with refused("InUseSubnetCannotBeDeleted", 400):
        estate.cloud.delete(used)
    estate.cloud.delete(f"{GROUP}/providers/Microsoft.Network/networkInterfaces/nic-a")
    estate.cloud.delete(used)


def test_addresses_of_interfaces(estate: Estate) -> None:
    parent = network(estate)
    small = subnet(estate, parent, "small", "10.1.0.0/29")
    fixed = {"privateIPAllocationMethod": "Static"}
    with refused("PrivateIPAddressNotInSubnet", 400):
        nic(estate, small, **fixed, privateIPAddress="10.1.0.9")
    with refused("PrivateIPAddressInReservedRange", 400):
        nic(estate, small, **fixed, privateIPAddress="10.1.0.3")
    nic(estate, small, **fixed, privateIPAddress="10.1.0.5")
    with refused("PrivateIPAddressInUse", 400):
        nic(estate, small, "nic-b", **fixed, privateIPAddress="10.1.0.5")
    nic(estate, small, "nic-b")
    nic(estate, small, "nic-c")
    with refused("SubnetIsFull", 400):
        nic(estate, small, "nic-d")
    owned = subnet(estate, parent, "owned", "10.1.1.0/24", delegations=delegated("Microsoft.Web/serverFarms"))
    with refused("ResourceNotPermittedOnDelegatedSubnet", 400):
        nic(estate, owned, "nic-e")


def test_an_interface_of_a_machine_stays(estate: Estate) -> None:
    made = nic(estate, subnet(estate, network(estate), "one", "10.1.0.0/24"))["id"]
    attached = {"networkInterfaces": [{"id": made}]}
    estate.here("Microsoft.Compute/virtualMachines/vm-a", networkProfile=attached)
    with refused("NicInUse", 400):
        estate.cloud.delete(made)


def test_references_must_be_ids_of_things_that_exist_in_the_region(estate: Estate) -> None:
    parent = network(estate)
    with refused("InvalidResourceReference", 400):
        subnet(
            estate,
            parent,
            "one",
            "10.1.0.0/24",
            routeTable={"id": f"{GROUP}/providers/Microsoft.Network/routeTables/rt"},
        )
    with refused("LinkedInvalidPropertyId", 400):
        subnet(estate, parent, "one", "10.1.0.0/24", routeTable={"id": "rt"})
    far = estate.here("Microsoft.Network/routeTables/rt-neu", {"location": "northeurope"}, routes=[])["id"]
    with refused("InvalidResourceReference", 400):
        subnet(estate, parent, "one", "10.1.0.0/24", routeTable={"id": far})


def test_what_a_subnet_uses_cannot_be_deleted(estate: Estate) -> None:
    parent = network(estate)
    routes = estate.here("Microsoft.Network/routeTables/rt", routes=[])["id"]
    group = estate.here("Microsoft.Network/networkSecurityGroups/nsg", securityRules=[])["id"]
    gateway = estate.here("Microsoft.Network/natGateways/ng", {"sku": {"name": "Standard"}})["id"]
    tied = subnet(
        estate,
        parent,
        "one",
        "10.1.0.0/24",
        routeTable={"id": routes},
        networkSecurityGroup={"id": group},
        natGateway={"id": gateway},
    )
    assert estate.cloud.get(group)["properties"]["subnets"] == [{"id": tied}]
    for one, code in (
        (routes, "InUseRouteTableCannotBeDeleted"),
        (group, "InUseNetworkSecurityGroupCannotBeDeleted"),
        (gateway, "InUseNatGatewayCannotBeDeleted"),
    ):
        with refused(code, 400):
            estate.cloud.delete(one)


def test_reserved_subnets_refuse_attachments(estate: Estate) -> None:
    parent = network(estate)
    routes = {"id": estate.here("Microsoft.Network/routeTables/rt", routes=[])["id"]}
    group = {"id": estate.here("Microsoft.Network/networkSecurityGroups/nsg", securityRules=[])["id"]}
    gateway = {"id": estate.here("Microsoft.Network/natGateways/ng", {"sku": {"name": "Standard"}})["id"]}
    with refused("RouteTableCannotBeAttachedForAzureBastionSubnet", 400):
        subnet(estate, parent, "AzureBastionSubnet", "10.1.0.0/26", routeTable=routes)
    with refused("NetworkSecurityGroupNotCompliantForAzureBastionSubnet", 400):
        subnet(estate, parent, "AzureBastionSubnet", "10.1.0.0/26", networkSecurityGroup=group)
    with refused("NetworkSecurityGroupNotSupportedOnSubnet", 400):
        subnet(estate, parent, "GatewaySubnet", "10.1.0.0/26", networkSecurityGroup=group)
    with refused("NatGatewayCannotBeUsedBySubnet", 400):
        subnet(estate, parent, "GatewaySubnet", "10.1.0.0/26", natGateway=gateway)


def test_rules_of_security_groups(estate: Estate) -> None:
    kind = "Microsoft.Network/networkSecurityGroups/nsg"
    with refused("SecurityRuleConflict", 400):
        estate.here(kind, securityRules=[rule("a", 100), rule("b", 100)])
    with refused("SecurityRuleInvalidPriority", 400):
        estate.here(kind, securityRules=[rule("a", 99)])
    with refused("SecurityRuleParameterContainsUnsupportedValue", 400):
        estate.here(kind, securityRules=[rule("a", 100, sourceAddressPrefixes=["10.0.0.0/8"])])
    made = estate.here(kind, securityRules=[rule("a", 100), rule("b", 100, direction="Outbound")])
    assert [one["name"] for one in made["properties"]["securityRules"]] == ["a", "b"]
    assert len(made["properties"]["defaultSecurityRules"]) == 6
    with refused("SecurityRuleConflict", 400):
        estate.put(f"{made['id']}/securityRules/c", rule("c", 100))


def test_routes(estate: Estate) -> None:
    kind = "Microsoft.Network/routeTables/rt"

    def route(name: str, hop: str, **more: str) -> dict[str, Any]:
        return {"name": name, "properties": {"addressPrefix": "0.0.0.0/0", "nextHopType": hop, **more}}

    with refused("RouteNextHopIpAddressMismatch", 400):
        estate.here(kind, routes=[route("a", "VirtualAppliance")])
    with refused("RouteConflict", 400):
        estate.here(kind, routes=[route("a", "Internet"), route("b", "None")])
    made = estate.here(kind, routes=[route("a", "VirtualAppliance", nextHopIpAddress="10.0.0.4")])
    assert made["properties"]["disableBgpRoutePropagation"] is False


def test_the_first_network_of_a_region_brings_a_watcher(estate: Estate) -> None:
    network(estate)
    assert estate.cloud.exists(
        f"{ONE}/resourceGroups/NetworkWatcherRG/providers/Microsoft.Network/networkWatchers/NetworkWatcher_westeurope"
    )

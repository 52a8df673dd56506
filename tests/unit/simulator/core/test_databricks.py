"""Databricks workspaces."""

from typing import Any

from .conftest import GROUP, ONE, TWO, Estate
from .refusing import refused
from .test_networks import delegated, network, nic, subnet

BRICKS = "Microsoft.Databricks/workspaces"


def workspace(estate: Estate, name: str = "dbw-sales", parameters: dict[str, Any] | None = None, **more: Any) -> Any:
    given = {"managedResourceGroupId": f"{ONE}/resourceGroups/rg-{name}-managed", "computeMode": "Hybrid"}
    if parameters:
        given["parameters"] = {key: {"value": value} for key, value in parameters.items()}  # type: ignore[assignment]
    return estate.here(f"{BRICKS}/{name}", {"sku": {"name": "premium"}}, **{**given, **more})


def injected(estate: Estate) -> dict[str, str]:
    parent = network(estate)
    group = {"id": estate.here("Microsoft.Network/networkSecurityGroups/nsg", securityRules=[])["id"]}
    for name, prefix in (("host", "10.1.0.0/26"), ("container", "10.1.0.64/26")):
        subnet(estate, parent, name, prefix, delegations=delegated(BRICKS), networkSecurityGroup=group)
    return {
        "customVirtualNetworkId": parent,
        "customPublicSubnetName": "host",
        "customPrivateSubnetName": "container",
    }


def test_a_workspace_owns_a_group_that_nobody_else_may_touch(estate: Estate) -> None:
    made = workspace(estate)
    number = made["properties"]["workspaceId"]
    assert made["properties"]["workspaceUrl"].startswith(f"adb-{number}.")
    group = made["properties"]["managedResourceGroupId"]
    assert estate.cloud.get(group)["managedBy"] == made["id"]
    with refused("DenyAssignmentAuthorizationFailed", 403):
        estate.cloud.delete(group)
    with refused("DenyAssignmentAuthorizationFailed", 403):
        estate.put(
            f"{group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-x", {"location": "westeurope"}
        )
    assert workspace(estate)["properties"] == made["properties"]
    estate.cloud.delete(made["id"])
    assert not estate.cloud.exists(group)


def test_workspaces_that_are_refused(estate: Estate) -> None:
    with refused("ApplianceManagedResourceGroupMismatch", 409):
        workspace(estate, managedResourceGroupId=GROUP)
    with refused("ApplianceProvisioningFailed", 409):
        workspace(estate, managedResourceGroupId=f"{TWO}/resourceGroups/rg-x")
    place = injected(estate)
    with refused("InvalidCustomVirtualNetworkParameters", 400):
        workspace(estate, parameters={"customVirtualNetworkId": place["customVirtualNetworkId"]})
    with refused("SubnetIsNotWithinVnetError", 400):
        workspace(estate, parameters={**place, "customPublicSubnetName": "none"})
    parent = place["customVirtualNetworkId"]
    subnet(estate, parent, "plain", "10.1.1.0/26")
    subnet(estate, parent, "bare", "10.1.1.64/26", delegations=delegated(BRICKS))
    with refused("SubnetNotDelegated", 400):
        workspace(estate, parameters={**place, "customPublicSubnetName": "plain"})
    with refused("SubnetHasNoNetworkSecurityGroup", 400):
        workspace(estate, parameters={**place, "customPublicSubnetName": "bare"})
    workspace(estate, parameters=place)
    with refused("SubnetIsNotWithinVnetError", 400):
        workspace(estate, "dbw-two", parameters=place)
    with refused("VirtualNetworkIdChangeNotAllowed", 400):
        workspace(estate)
    with refused("ApplianceManagedResourceGroupMismatch", 409):
        workspace(estate, parameters=place, managedResourceGroupId=f"{ONE}/resourceGroups/rg-other")


def test_a_workspace_holds_its_subnets(estate: Estate) -> None:
    place = injected(estate)
    made = workspace(estate, parameters=place)
    host = f"{place['customVirtualNetworkId']}/subnets/host"
    assert estate.cloud.get(host)["properties"]["serviceAssociationLinks"]
    with refused("InUseSubnetCannotBeDeleted", 400):
        estate.cloud.delete(host)
    with refused("SubnetWithExternalResourcesCannotBeUsedByOtherResources", 400):
        nic(estate, host)
    group = {"id": f"{GROUP}/providers/Microsoft.Network/networkSecurityGroups/nsg"}
    with refused("SubnetMissingRequiredDelegation", 400):
        subnet(estate, place["customVirtualNetworkId"], "host", "10.1.0.0/26", networkSecurityGroup=group)
    with refused("InUseSubnetCannotBeUpdated", 400):
        subnet(estate, place["customVirtualNetworkId"], "host", "10.1.3.0/26", delegations=delegated(BRICKS))
    estate.cloud.delete(made["id"])
    estate.cloud.delete(host)

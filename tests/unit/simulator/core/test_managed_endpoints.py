"""Managed networks of data factories, and endpoints out of them and out of clusters of Stream Analytics."""

from typing import Any

from .conftest import GROUP, Estate
from .refusing import refused
from .test_services import factory
from .test_storage import account


def managed_network(estate: Estate, factory_id: str) -> str:
    """The managed network of a factory, by a template as azure-native has no such type; the id."""
    made = {
        "type": "Microsoft.DataFactory/factories/managedVirtualNetworks",
        "apiVersion": "2018-06-01",
        "name": f"{factory_id.rsplit('/', 1)[1]}/default",
        "properties": {},
    }
    estate.put(
        f"{GROUP}/providers/Microsoft.Resources/deployments/network", mode="Incremental", template={"resources": [made]}
    )
    return f"{factory_id}/managedVirtualNetworks/default"


def test_a_managed_network_is_made_by_a_template(estate: Estate) -> None:
    made, target = factory(estate), account(estate)
    reference = {"referenceName": "default", "type": "ManagedVirtualNetworkReference"}
    runtime: dict[str, Any] = {"type": "Managed", "typeProperties": {}, "managedVirtualNetwork": reference}
    with refused("BadRequest", 400):
        estate.put(f"{made}/integrationRuntimes/runtime", **runtime)
    with refused("ParentResourceNotFound", 404):
        place = f"{made}/managedVirtualNetworks/default/managedPrivateEndpoints"
        estate.put(f"{place}/blob", privateLinkResourceId=target, groupId="blob")
    network = managed_network(estate, made)
    assert estate.cloud.get(network)["type"] == "Microsoft.DataFactory/factories/managedVirtualNetworks"
    estate.put(f"{made}/integrationRuntimes/runtime", **runtime)
    with refused("DeploymentFailed", 409):
        managed_network(estate, f"{made}x")


def test_clusters_of_stream_analytics_reach_what_lets_them(estate: Estate) -> None:
    cluster = "Microsoft.StreamAnalytics/clusters"
    made = estate.here(f"{cluster}/asc-sales", {"sku": {"name": "Default", "capacity": 36}})["id"]
    target = account(estate)

    def endpoint(name: str, group: str) -> dict[str, Any]:
        link = {"properties": {"privateLinkServiceId": target, "groupIds": [group]}}
        return estate.put(f"{made}/privateEndpoints/{name}", manualPrivateLinkServiceConnections=[link])

    def status(name: str) -> str:
        (link,) = estate.cloud.get(f"{made}/privateEndpoints/{name}")["properties"][
            "manualPrivateLinkServiceConnections"
        ]
        return str(link["properties"]["privateLinkServiceConnectionState"]["status"])

    with refused("InvalidPrivateEndpointGroupId", 400):
        endpoint("queue", "queue")
    endpoint("blob", "blob")
    assert status("blob") == "Pending"
    (connection,) = estate.cloud.get(target)["properties"]["privateEndpointConnections"]
    estate.cloud.action(connection["id"], "approve")
    assert status("blob") == "Approved"
    estate.cloud.delete(f"{made}/privateEndpoints/blob")
    assert estate.cloud.get(target)["properties"]["privateEndpointConnections"] == []


def test_managed_endpoints_wait_for_the_targets_owner(estate: Estate) -> None:
    made, target = factory(estate), account(estate)
    place = f"{managed_network(estate, made)}/managedPrivateEndpoints"
    one = estate.put(f"{place}/blob", privateLinkResourceId=target, groupId="blob")
    assert one["properties"]["provisioningState"] == "Succeeded"
    assert one["properties"]["connectionState"]["status"] == "Pending"
    (connection,) = estate.cloud.get(target)["properties"]["privateEndpointConnections"]
    shown = estate.cloud.get(connection["id"])["properties"]
    assert "groupIds" not in shown
    assert "actionRequired" in shown["privateLinkServiceConnectionState"]
    assert estate.cloud.get(one["id"])["properties"]["connectionState"]["actionsRequired"] == "None"
    estate.cloud.action(connection["id"], "approve")
    assert estate.cloud.get(one["id"])["properties"]["connectionState"]["status"] == "Approved"
    with refused("InvalidPrivateEndpointGroupId", 400):
        estate.put(f"{place}/wrong", privateLinkResourceId=target, groupId="vault")
    with refused("InvalidResourceReference", 400):
        estate.put(f"{place}/none", privateLinkResourceId=f"{target}x", groupId="blob")
    with refused("ParentResourceNotFound", 404):
        other = f"{made}/managedVirtualNetworks/other/managedPrivateEndpoints/blob"
        estate.put(other, privateLinkResourceId=target, groupId="blob")
    estate.cloud.delete(one["id"])
    assert estate.cloud.get(target)["properties"]["privateEndpointConnections"] == []

"""Peerings between virtual networks."""

from typing import Any

from .conftest import GROUP, Estate
from .refusing import refused
from .test_networks import NETWORKS, network


def peer(estate: Estate, own: str, remote: str, name: str = "to-remote", **more: Any) -> dict[str, Any]:
    return estate.put(f"{own}/virtualNetworkPeerings/{name}", remoteVirtualNetwork={"id": remote}, **more)


def test_a_peering_needs_both_halves(estate: Estate) -> None:
    a, b = network(estate), network(estate, "vnet-b", "10.2.0.0/16")
    one = peer(estate, a, b)
    assert one["properties"]["peeringState"] == "Initiated"
    assert peer(estate, b, a)["properties"]["peeringState"] == "Connected"
    assert estate.cloud.get(one["id"])["properties"]["peeringState"] == "Connected"
    estate.cloud.delete(f"{b}/virtualNetworkPeerings/to-remote")
    assert estate.cloud.get(one["id"])["properties"]["peeringState"] == "Disconnected"
    with refused("RemotePeeringIsDisconnected", 400):
        peer(estate, b, a)


def test_peerings_that_are_refused(estate: Estate) -> None:
    a, b = network(estate), network(estate, "vnet-b", "10.2.0.0/16")
    same, third = network(estate, "vnet-c", "10.1.128.0/17"), network(estate, "vnet-d", "10.2.0.0/20")
    with refused("VnetAddressSpacesOverlap", 400):
        peer(estate, a, same)
    with refused("InvalidResourceReference", 400):
        peer(estate, a, f"{GROUP}/providers/{NETWORKS}/vnet-none")
    with refused("CannotPeerWithItself", 400):
        peer(estate, a, a)
    with refused("RemoteVnetHasNoGateways", 400):
        peer(estate, a, b, useRemoteGateways=True)
    peer(estate, a, b)
    with refused("AnotherPeeringAlreadyReferencesRemoteVnet", 400):
        peer(estate, a, b, "again")
    with refused("VnetAddressSpaceOverlapsWithAlreadyPeeredVnet", 400):
        peer(estate, a, third, "third")
    with refused("VnetAddressSpacesOverlap", 400):
        network(estate, space="10.2.0.0/15")


def test_remote_gateways_need_transit_on_the_other_half(estate: Estate) -> None:
    a, b = network(estate), network(estate, "vnet-b", "10.2.0.0/16")
    estate.cloud.store.set_setting("gateways", [b.lower()])
    peer(estate, b, a)
    with refused("RemotePeeringHasNoGatewayTransit", 400):
        peer(estate, a, b, useRemoteGateways=True)
    peer(estate, b, a, allowGatewayTransit=True)
    assert peer(estate, a, b, useRemoteGateways=True)["properties"]["useRemoteGateways"]


def test_a_change_of_the_address_space_puts_the_other_half_out_of_sync(estate: Estate) -> None:
    a, b = network(estate), network(estate, "vnet-b", "10.2.0.0/16")
    peer(estate, a, b)
    other = peer(estate, b, a)["id"]
    estate.here(f"{NETWORKS}/vnet-a", addressSpace={"addressPrefixes": ["10.1.0.0/16", "10.5.0.0/16"]})
    assert estate.cloud.get(other)["properties"]["peeringSyncLevel"] == "RemoteNotInSync"

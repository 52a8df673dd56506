"""Peerings between virtual networks: two halves, no overlap, one per pair, gateways."""

import copy
from typing import TYPE_CHECKING, Any

from arm.ids import ResourceId, parse
from simulator.core.request import Request, dig, put_default
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.network.addresses import overlap
from simulator.core.types.network.references import NOT_FOUND, reference
from simulator.core.types.network.virtual_networks import PEERING, spaces

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

SPACES_OVERLAP = refusal(
    "VnetAddressSpacesOverlap",
    400,
    "Cannot create or update peering `{name}`: the address spaces of the networks overlap: {prefixes}.",
    f"{PEERING}:VnetAddressSpacesOverlap",
)
THIRD_OVERLAPS = refusal(
    "VnetAddressSpaceOverlapsWithAlreadyPeeredVnet",
    400,
    "Cannot create peering `{name}`: `{third}`, already peered, overlaps the remote network: {prefixes}.",
    f"{PEERING}:VnetAddressSpaceOverlapsWithAlreadyPeeredVnet",
)
DISCONNECTED = refusal(
    "RemotePeeringIsDisconnected",
    400,
    "Cannot create or update peering `{name}`: the remote peering `{remote}` is Disconnected; delete or update it.",
    f"{PEERING}:RemotePeeringIsDisconnected",
)
DUPLICATE = refusal(
    "AnotherPeeringAlreadyReferencesRemoteVnet",
    400,
    "Cannot create peering `{name}`: peering `{other}` already references the remote network `{remote}`.",
    f"{PEERING}:AnotherPeeringAlreadyReferencesRemoteVnet",
)
NO_GATEWAY = refusal(
    "RemoteVnetHasNoGateways",
    400,
    "Peering `{name}` cannot have UseRemoteGateways set: the remote network `{remote}` has no gateways.",
    f"{PEERING}:RemoteVnetHasNoGateways",
)
NO_TRANSIT = refusal(
    "RemotePeeringHasNoGatewayTransit",
    400,
    "Peering `{name}` cannot use remote gateways: `{remote}` does not allow gateway transit.",
    source="Azure REST API error codes of Microsoft.Network, general knowledge (2026-11-23); code name inferred",
)
SELF = refusal(
    "CannotPeerWithItself",
    400,
    "Peering `{name}` names its own virtual network as the remote one.",
    source="Azure REST API error codes of Microsoft.Network, general knowledge (2026-11-23); code name inferred",
)
behaviour(
    "One half is Initiated, both halves are Connected; when one is deleted the other is Disconnected.",
    f"{PEERING}#1",
)
GATEWAY = "Microsoft.Network/virtualNetworkGateways"


def remote_id(row: Resource) -> str:
    """The lower-cased id of the network a peering leads to."""
    return str(dig(row.body, "properties", "remoteVirtualNetwork", "id") or "").lower()


def counterpart(cloud: "Cloud", own_network: str, remote_network: str) -> Resource | None:
    """The half on the remote side."""
    found = cloud.store.children(remote_network.lower(), PEERING)
    return next((row for row in found if remote_id(row) == own_network.lower()), None)


@handles(PEERING)
class Peerings(Handler):
    """One half of a peering."""

    def validate(self, request: Request) -> None:
        """Check both networks, their other peers, and gateways."""
        own_id, remote = _ends(request)
        cloud = request.cloud
        own_row, remote_row = cloud.store.get(own_id.key), cloud.store.get(remote.key)
        name = request.id.name
        if own_id.key == remote.key:
            raise SELF(request.id, name=name)
        if remote_row is None or own_row is None:
            raise NOT_FOUND(request.id, reference=remote, id=request.id)
        own_spaces, remote_spaces = spaces(own_row.body, request.id), spaces(remote_row.body, request.id)
        clash = overlap(own_spaces, remote_spaces)
        if clash:
            raise SPACES_OVERLAP(request.id, name=name, prefixes=f"`{clash[0]}`, `{clash[1]}`")
        for row in cloud.store.children(own_id.key, PEERING):
            if row.key == request.id.key:
                continue
            if remote_id(row) == remote.key:
                raise DUPLICATE(request.id, name=name, other=row.name, remote=remote)
            third = cloud.store.get(remote_id(row))
            clash = overlap(spaces(third.body, request.id), remote_spaces) if third else None
            if third and clash:
                raise THIRD_OVERLAPS(request.id, name=name, third=third.id, prefixes=f"`{clash[0]}`, `{clash[1]}`")
        self._check_counterpart(request, own_id, remote)

    def _check_counterpart(self, request: Request, own_id: ResourceId, remote: ResourceId) -> None:
        other = counterpart(request.cloud, own_id.key, remote.key)
        if request.creates and other is not None and other.properties.get("peeringState") == "Disconnected":
            raise DISCONNECTED(request.id, name=request.id.name, remote=other.id)
        if not request.properties.get("useRemoteGateways"):
            return
        gateways = [row for row in request.cloud.store.of_type(GATEWAY) if _stands_in(row, remote.key)]
        if not gateways and not _seeded_gateway(request.cloud, remote.key):
            raise NO_GATEWAY(request.id, name=request.id.name, remote=remote)
        if other is not None and not other.properties.get("allowGatewayTransit"):
            raise NO_TRANSIT(request.id, name=request.id.name, remote=other.id)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Say how far the peering has come."""
        own_id, remote = _ends(request)
        properties = body["properties"]
        put_default(
            properties,
            allowVirtualNetworkAccess=True,
            allowForwardedTraffic=False,
            allowGatewayTransit=False,
            useRemoteGateways=False,
        )
        other = counterpart(request.cloud, own_id.key, remote.key)
        remote_row = request.cloud.store.get(remote.key)
        own_space = dig(remote_row.body, "properties", "addressSpace") if remote_row else None
        properties["remoteAddressSpace"] = properties["remoteVirtualNetworkAddressSpace"] = copy.deepcopy(own_space)
        properties["peeringState"] = "Connected" if other else "Initiated"
        properties["peeringSyncLevel"] = "FullyInSync" if other else "RemoteNotInSync"
        properties["resourceGuid"] = request.before("properties", "resourceGuid") or request.cloud.world.guid(
            request.id.key, request.cloud.world.incarnation(request.id.key)
        )

    def after_put(self, request: Request, resource: Resource) -> None:
        """Connect the other half."""
        own_id, remote = _ends(request)
        other = counterpart(request.cloud, own_id.key, remote.key)
        if other is not None:
            _set_state(request.cloud, other, "Connected", "FullyInSync")

    def after_delete(self, cloud: "Cloud", resource: Resource) -> None:
        """Disconnect the other half."""
        other = counterpart(cloud, resource.parent, remote_id(resource))
        if other is not None:
            _set_state(cloud, other, "Disconnected", "RemoteNotInSync")


def _ends(request: Request) -> tuple[ResourceId, ResourceId]:
    own = request.id.parent
    remote = reference(request, request.properties.get("remoteVirtualNetwork"), "properties.remoteVirtualNetwork.id")
    if own is None or remote is None:
        raise NOT_FOUND(request.id, reference="(no remoteVirtualNetwork.id)", id=request.id)
    return own, remote


def _set_state(cloud: "Cloud", row: Resource, state: str, level: str) -> None:
    body = copy.deepcopy(dict(row.body))
    body["properties"].update(peeringState=state, peeringSyncLevel=level)
    cloud.amend(row, body)


def _stands_in(gateway: Resource, network_key: str) -> bool:
    configurations = gateway.properties.get("ipConfigurations") or []
    subnets = [str(dig(one, "properties", "subnet", "id") or "").lower() for one in configurations]
    return any(parse(one).parent == parse(network_key) for one in subnets if one)


def _seeded_gateway(cloud: "Cloud", network_key: str) -> bool:
    return network_key in (cloud.store.setting("gateways") or [])

"""Virtual networks: address spaces, the inline list of subnets, and what blocks a change."""

import copy
from typing import TYPE_CHECKING, Any

from simulator.core.request import Request, put_default
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.network import subnets, watchers
from simulator.core.types.network.addresses import Network, inside, networks, overlap
from simulator.core.types.network.occupancy import occupants, prefixes
from simulator.core.types.network.references import check_references

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.Network/virtualNetworks"
SUBNET = f"{TYPE}/subnets"
PEERING = f"{TYPE}/virtualNetworkPeerings"
NETWORK = "Azure REST API error codes of Microsoft.Network, general knowledge (2026-11-23)"
IN_USE = refusal(
    "InUseSubnetCannotBeDeleted",
    400,
    "Subnet `{subnet}` is in use by `{holder}` and cannot be deleted.",
    "Microsoft.Network/virtualNetworks:InUseSubnetCannotBeDeleted",
)
SPACES_OVERLAP = refusal(
    "NetcfgInvalidVirtualNetworkAddressSpace",
    400,
    "Address prefixes `{one}` and `{other}` of the virtual network overlap.",
    source=NETWORK,
)
NO_SPACE = refusal(
    "VirtualNetworkAddressSpaceIsEmpty",
    400,
    "The virtual network has no address prefix.",
    source=NETWORK,
)
SUBNET_LEFT_OUT = refusal(
    "NetcfgSubnetRangeOutsideVnet",
    400,
    "Subnet `{subnet}` with `{prefix}` would lie outside the address space of the virtual network.",
    "Microsoft.Network/virtualNetworks/subnets:NetcfgSubnetRangeOutsideVnet",
)
SPACE_PEERED = refusal(
    "VnetAddressSpacesOverlap",
    400,
    "The address space overlaps `{other}`, which is peered: {prefixes}.",
    "Microsoft.Network/virtualNetworks/virtualNetworkPeerings:VnetAddressSpacesOverlap",
)
behaviour(
    "The list of subnets in a PUT of the network is the whole list: what is left out is deleted, or refused when "
    "it is in use. A PUT without the property leaves the subnets alone.",
    "Microsoft.Network/virtualNetworks#1",
)
behaviour("Subnets written inline and as resources are the same rows.", "Microsoft.Network/virtualNetworks#2")
behaviour(
    "After a change of the address space the peerings on the other side are RemoteNotInSync until written again.",
    "Microsoft.Network/virtualNetworks#4",
)


def spaces(body: Any, target: object) -> list[Network]:
    """The address space of a network's body."""
    found = ((body.get("properties") or {}).get("addressSpace") or {}).get("addressPrefixes") or []
    return networks(found, target)


@handles(TYPE)
class VirtualNetworks(Handler):
    """Rows of subnets and peerings stand beside the network's own; a read puts them together."""

    def validate(self, request: Request) -> None:
        """Check spaces, then every subnet of the list against what the network will be."""
        check_references(request, skip=frozenset({"subnets", "virtualNetworkPeerings"}))
        own = spaces(request.body, request.id)
        if not own:
            raise NO_SPACE(request.id)
        for index, space in enumerate(own):
            clash = overlap([space], own[index + 1 :])
            if clash:
                raise SPACES_OVERLAP(request.id, one=clash[0], other=clash[1])
        listed = request.properties.get("subnets")
        if listed is None:
            self._check_subnets_stay(request, own)
        else:
            self._check_left_out(request, listed)
            subnets.check_list(request, listed, own)
        self._check_peers(request, own)

    def _check_subnets_stay(self, request: Request, own: list[Network]) -> None:
        for row in request.cloud.store.children(request.id.key, SUBNET):
            for prefix in networks(prefixes(row), request.id):
                if not inside(prefix, own):
                    raise SUBNET_LEFT_OUT(request.id, subnet=row.name, prefix=prefix)

    def _check_left_out(self, request: Request, listed: list[dict[str, Any]]) -> None:
        kept = {str(one.get("name", "")).lower() for one in listed}
        for row in request.cloud.store.children(request.id.key, SUBNET):
            if row.name in kept:
                continue
            holders = occupants(request.cloud, row.key)
            if holders:
                raise IN_USE(request.id, subnet=row.name, holder=holders[0]["holder"])

    def _check_peers(self, request: Request, own: list[Network]) -> None:
        for row in request.cloud.store.children(request.id.key, PEERING):
            remote = request.cloud.find(str((row.properties.get("remoteVirtualNetwork") or {}).get("id")))
            clash = overlap(own, spaces(remote.body, request.id)) if remote else None
            if remote and clash:
                raise SPACE_PEERED(request.id, other=remote.id, prefixes=f"`{clash[0]}`, `{clash[1]}`")

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Subnets become rows of their own after the write; peerings are never written inline here."""
        properties = body["properties"]
        request.afterwards.append(self._write_subnets(request, properties.pop("subnets", None)))
        properties.pop("virtualNetworkPeerings", None)
        put_default(properties, enableDdosProtection=False, privateEndpointVNetPolicies="Disabled")
        properties["resourceGuid"] = request.before("properties", "resourceGuid") or request.cloud.world.guid(
            request.id.key, request.cloud.world.incarnation(request.id.key)
        )
        if not request.creates and request.before("properties", "addressSpace") != properties["addressSpace"]:
            request.afterwards.append(lambda resource: _unsync(request.cloud, resource))

    def _write_subnets(self, request: Request, listed: list[dict[str, Any]] | None) -> Any:
        def write(resource: Resource) -> None:
            cloud = request.cloud
            if listed is None:
                return
            kept = {str(one["name"]).lower() for one in listed}
            for row in cloud.store.children(resource.key, SUBNET):
                if row.name not in kept:
                    cloud.store.delete(row.key)
            for one in listed:
                subnet_id = request.id.child("subnets", str(one["name"]))
                subnets.store(request, subnet_id, copy.deepcopy(one))

        return write

    def after_put(self, request: Request, resource: Resource) -> None:
        """Let the region's network watcher appear."""
        if request.creates:
            watchers.ensure(request.cloud, str(request.id.subscription_id), str(resource.location))

    def before_delete(self, cloud: "Cloud", resource: Resource, caller: str) -> None:
        """Refuse while anything sits in a subnet."""
        for row in cloud.store.children(resource.key, SUBNET):
            subnets.refuse_occupied(cloud, row)

    def show(self, cloud: "Cloud", resource: Resource, body: dict[str, Any]) -> None:
        """Put the subnets and peerings into the body, whole."""
        body["properties"]["subnets"] = [cloud.show(row) for row in cloud.store.children(resource.key, SUBNET)]
        peerings = cloud.store.children(resource.key, PEERING)
        body["properties"]["virtualNetworkPeerings"] = [cloud.show(row) for row in peerings]


def _unsync(cloud: "Cloud", resource: Resource) -> None:
    for row in cloud.store.of_type(PEERING):
        remote = (row.properties.get("remoteVirtualNetwork") or {}).get("id", "")
        if str(remote).lower() == resource.key:
            body = copy.deepcopy(dict(row.body))
            body["properties"]["peeringSyncLevel"] = "RemoteNotInSync"
            cloud.amend(row, body)

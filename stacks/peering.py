"""`peering`: both halves of every pair of hub, management zone and landing zones."""

import pulumi

from arm.ids import parse
from components.network.peering import Half, NetworkEnd, PeeringMesh, PeeringMeshArgs
from config.graph import peered_zones
from config.models.organization import Hub
from config.peering import NetworkEnd as End
from config.peering import pairs
from stacks.context import Context
from stacks.contracts import LandingZoneContract, ManagementZoneContract, PeeringContract, VirtualNetwork
from stacks.references import export, read


def build(context: Context) -> None:
    """Build every peering of the stack's environments."""
    estate = context.estate
    stack = estate.peerings[context.name]
    hubs = {
        end.name: estate.settings.connectivity.hubs[end.name]
        for pair in pairs(estate, stack)
        for end in (pair.first, pair.second)
        if end.kind == "hub"
    }
    networks = {_key(End("hub", region)): _hub_end(hub) for region, hub in hubs.items()}
    networks |= {_key(End("zone", name)): _zone_end(context, name) for name in sorted(peered_zones(estate, stack))}
    subscriptions = {_key(End("zone", name)): zone.subscription_id for name, zone in estate.zones.items()}
    subscriptions |= {
        _key(End("hub", region)): str(parse(hub.virtual_network_resource_id).subscription_id)
        for region, hub in hubs.items()
    }
    made = {
        subscription: context.provider(subscription, f"subscription-{subscription[:8]}")
        for subscription in sorted({subscriptions[key] for key in networks})
    }
    mesh = PeeringMesh(
        "mesh",
        PeeringMeshArgs(
            networks=networks,
            halves=[
                half
                for pair in pairs(estate, stack)
                for half in (_half(context, pair.first, pair.second), _half(context, pair.second, pair.first))
            ],
        ),
        providers={key: made[subscriptions[key]] for key in networks},
        opts=pulumi.ResourceOptions(provider=next(iter(made.values()))),
    )
    export(PeeringContract, peerings=mesh.outputs.resource_ids)


def _key(end: End) -> str:
    return f"hub-{end.name}" if end.kind == "hub" else end.name


def _half(context: Context, local: End, remote: End) -> Half:
    """What one side accepts. Only a hub offers its gateway; only a zone of such a hub uses it."""
    hubs = context.estate.settings.connectivity.hubs
    offers = local.kind == "hub" and hubs[local.name].use_remote_gateways
    return Half(
        local=_key(local),
        remote=_key(remote),
        name=f"peer-{_key(remote)}",
        gateway_transit_allowed=offers,
        use_remote_gateways=remote.kind == "hub" and hubs[remote.name].use_remote_gateways,
    )


def _hub_end(hub: Hub) -> NetworkEnd:
    network = parse(hub.virtual_network_resource_id)
    return NetworkEnd(
        virtual_network_resource_id=hub.virtual_network_resource_id,
        virtual_network_name=network.name,
        resource_group_name=str(network.resource_group),
        managed=hub.manage_peering,
    )


def _zone_end(context: Context, name: str) -> NetworkEnd:
    network: pulumi.Output[VirtualNetwork]
    if name in context.estate.landing_zones:
        network = read(name, LandingZoneContract).apply(lambda known: known.virtual_network)
    else:
        network = read(name, ManagementZoneContract).apply(lambda known: known.virtual_network)
    return NetworkEnd(
        virtual_network_resource_id=network.apply(lambda known: known.id),
        virtual_network_name=network.apply(lambda known: known.name),
        resource_group_name=network.apply(lambda known: known.resource_group),
    )

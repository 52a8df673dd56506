"""Peerings: one half, and the mesh of all pairs of an estate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
from pulumi_azure_native import network

from components._base import EstateComponent, Owner, ids_of
from components._tokens import Token

KEPT_BY_AZURE = ("peeringState", "peeringSyncLevel", "remoteAddressSpace", "remoteVirtualNetworkAddressSpace")
"""What changes when the other half or the other network does; a refresh would take that for a wish."""


@dataclass(frozen=True, kw_only=True)
class NetworkEnd:
    """One network of the mesh."""

    virtual_network_resource_id: pulumi.Input[str]
    """Required. Its id."""
    virtual_network_name: pulumi.Input[str]
    """Required. Its name."""
    resource_group_name: pulumi.Input[str]
    """Required. Its resource group."""
    managed: bool = True
    """Optional. Whether its half of each peering is created; false for a network that others administer."""


@dataclass(frozen=True, kw_only=True)
class Half:
    """One direction: what `local` accepts from `remote`."""

    local: str
    """Required. The key of the network on which the half is written."""
    remote: str
    """Required. The key of the network on the other side."""
    name: str
    """Required. The peering's name, unique on the local network."""
    gateway_transit_allowed: bool = False
    """Optional. Whether the remote may use this network's gateway; for hubs."""
    use_remote_gateways: bool = False
    """Optional. Whether this network uses the remote's gateway; for zones of a hub that has one."""
    forwarded_traffic_allowed: bool = True
    """Optional. Whether traffic that the remote forwards is accepted, as a firewall does."""


@dataclass(frozen=True, kw_only=True)
class HalfPlan:
    """One half and the halves that must be finished before it."""

    key: str
    half: Half
    after: tuple[str, ...]


def plan_halves(ends: Mapping[str, NetworkEnd], halves: Sequence[Half]) -> tuple[HalfPlan, ...]:
    """The halves in a fixed order, each after the ones before it on either of its networks.

    Azure changes one peering of a network at a time, and refuses one while the other network is being changed
    (ReferencedResourceNotProvisioned). Halves between other networks run at the same time.
    """
    last: dict[str, str] = {}
    plans: list[HalfPlan] = []
    for half in sorted(halves, key=lambda wanted: (sorted((wanted.local, wanted.remote)), wanted.local)):
        if not ends[half.local].managed:
            continue
        key = f"{half.local}-to-{half.remote}"
        before = dict.fromkeys(last[end] for end in (half.local, half.remote) if end in last)
        plans.append(HalfPlan(key=key, half=half, after=tuple(before)))
        last[half.local] = last[half.remote] = key
    return tuple(plans)


def create_half(
    owner: Owner,
    plan: HalfPlan,
    *,
    local: NetworkEnd,
    remote_resource_id: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> network.VirtualNetworkPeering:
    """Write one half on the local network."""
    half = plan.half
    return network.VirtualNetworkPeering(
        owner.child_name(plan.key),
        resource_group_name=local.resource_group_name,
        virtual_network_name=local.virtual_network_name,
        virtual_network_peering_name=half.name,
        remote_virtual_network=network.SubResourceArgs(id=remote_resource_id),
        allow_virtual_network_access=True,
        allow_forwarded_traffic=half.forwarded_traffic_allowed,
        allow_gateway_transit=half.gateway_transit_allowed,
        use_remote_gateways=half.use_remote_gateways,
        opts=opts,
    )


@dataclass(frozen=True, kw_only=True)
class PeeringArgs:
    """One half of a peering."""

    local: NetworkEnd
    """Required. The network on which it is written."""
    remote_virtual_network_resource_id: pulumi.Input[str]
    """Required. The network on the other side."""
    half: Half
    """Required. Its name and what it allows."""


@dataclass(frozen=True, kw_only=True)
class PeeringOutputs:
    """The half."""

    name: pulumi.Output[str]
    resource_id: pulumi.Output[str]


class Peering(EstateComponent[PeeringOutputs]):
    """One half of a peering."""

    peering: network.VirtualNetworkPeering
    """The half itself."""

    def __init__(self, name: str, args: PeeringArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.PEERING, name, opts=opts)
        plan = HalfPlan(key="half", half=args.half, after=())
        self.peering = create_half(
            self,
            plan,
            local=args.local,
            remote_resource_id=args.remote_virtual_network_resource_id,
            opts=self.stateless(ignore_changes=KEPT_BY_AZURE),
        )
        self.publish(PeeringOutputs(name=self.peering.name, resource_id=self.peering.id))


@dataclass(frozen=True, kw_only=True)
class PeeringMeshArgs:
    """Peerings between many networks."""

    networks: Mapping[str, NetworkEnd]
    """Required. The networks by key."""
    halves: Sequence[Half]
    """Required. Every half, both directions of each pair."""


@dataclass(frozen=True, kw_only=True)
class PeeringMeshOutputs:
    """The halves."""

    resource_ids: pulumi.Output[Mapping[str, str]]
    """Ids by `<local>-to-<remote>`."""


class PeeringMesh(EstateComponent[PeeringMeshOutputs]):
    """Peerings between many networks, each half by the provider of its network's subscription.

    `providers` has one provider per network key. It is no argument of the dataclass, because those are
    plain, and no resource option, because those know one provider per package.
    """

    def __init__(
        self,
        name: str,
        args: PeeringMeshArgs,
        *,
        providers: Mapping[str, pulumi.ProviderResource] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__(Token.PEERING_MESH, name, opts=opts)
        made: dict[str, network.VirtualNetworkPeering] = {}
        for plan in plan_halves(args.networks, args.halves):
            options = self.stateless(depends_on=[made[key] for key in plan.after], ignore_changes=KEPT_BY_AZURE)
            options.provider = (providers or {}).get(plan.half.local)
            made[plan.key] = create_half(
                self,
                plan,
                local=args.networks[plan.half.local],
                remote_resource_id=args.networks[plan.half.remote].virtual_network_resource_id,
                opts=options,
            )
        self.publish(PeeringMeshOutputs(resource_ids=ids_of(made)))

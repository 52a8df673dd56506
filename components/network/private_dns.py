"""Private DNS zones and their links to networks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pulumi
from pulumi_azure_native import privatedns

from components._base import EstateComponent, Owner, ids_of
from components._interfaces import Tags
from components._tokens import Token


@dataclass(frozen=True, kw_only=True)
class LinkedNetwork:
    """A network whose machines resolve the zones."""

    link_name: str
    """Required. The name of its link in every zone."""
    virtual_network_resource_id: pulumi.Input[str]
    """Required. The network. A network is linked to one zone of a name only, in all subscriptions."""


@dataclass(frozen=True, kw_only=True)
class PrivateDnsArgs:
    """Private DNS zones of the estate."""

    resource_group_name: pulumi.Input[str]
    """Required. The group that holds the zones."""
    zones: Sequence[str]
    """Required. Zone names, such as `privatelink.blob.core.windows.net`."""
    networks: Mapping[str, LinkedNetwork] = field(default_factory=dict)
    """Optional. Networks linked to every zone, by key. Those that ask a resolver need none."""
    fall_back_to_internet: bool = False
    """Optional. Ask public DNS where a zone has no record, to reach other organisations' resources."""
    tags: Tags = field(default_factory=dict)
    """Optional. Tags of zones and links."""


@dataclass(frozen=True, kw_only=True)
class PrivateDnsOutputs:
    """The zones for those who register endpoints."""

    zone_resource_ids: pulumi.Output[Mapping[str, str]]
    """Zone ids by zone name."""


def plan_links(zones: Sequence[str], networks: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Every zone with every network, sorted: each pair is one link."""
    return tuple((zone, network) for zone in sorted(set(zones)) for network in sorted(networks))


class PrivateDns(EstateComponent[PrivateDnsOutputs]):
    """Private DNS zones with their links."""

    zones: Mapping[str, privatedns.PrivateZone]
    """The zones themselves, by name."""

    def __init__(self, name: str, args: PrivateDnsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.PRIVATE_DNS, name, tags=args.tags, opts=opts)
        self.zones = {
            zone: privatedns.PrivateZone(
                self.child_name(zone),
                resource_group_name=args.resource_group_name,
                private_zone_name=zone,
                location="global",
                tags=self.tags(),
                opts=self.stateless(),
            )
            for zone in sorted(set(args.zones))
        }
        for zone, key in plan_links(args.zones, list(args.networks)):
            _create_link(
                self,
                self.child_name(f"{zone}-{key}"),
                args.networks[key],
                resource_group_name=args.resource_group_name,
                zone=self.zones[zone].name,
                fall_back_to_internet=args.fall_back_to_internet,
            )
        self.publish(PrivateDnsOutputs(zone_resource_ids=ids_of(self.zones)))


def _create_link(
    owner: Owner,
    name: str,
    linked: LinkedNetwork,
    *,
    resource_group_name: pulumi.Input[str],
    zone: pulumi.Input[str],
    fall_back_to_internet: bool,
) -> privatedns.VirtualNetworkLink:
    return privatedns.VirtualNetworkLink(
        name,
        resource_group_name=resource_group_name,
        private_zone_name=zone,
        virtual_network_link_name=linked.link_name,
        location="global",
        virtual_network=privatedns.SubResourceArgs(id=linked.virtual_network_resource_id),
        registration_enabled=False,
        resolution_policy="NxDomainRedirect" if fall_back_to_internet else "Default",
        tags=owner.tags(),
        opts=owner.stateless(),
    )


@dataclass(frozen=True, kw_only=True)
class PrivateDnsLinksArgs:
    """Links of one network to zones that another stack owns."""

    resource_group_name: pulumi.Input[str]
    """Required. The group that holds the zones."""
    zones: Sequence[str]
    """Required. Zone names."""
    network: LinkedNetwork
    """Required. The network that shall resolve them."""
    fall_back_to_internet: bool = False
    """Optional. Ask public DNS where a zone has no record."""
    tags: Tags = field(default_factory=dict)
    """Optional. Tags of the links."""


@dataclass(frozen=True, kw_only=True)
class PrivateDnsLinksOutputs:
    """The links."""

    resource_ids: pulumi.Output[Mapping[str, str]]
    """Link ids by zone name."""


class PrivateDnsLinks(EstateComponent[PrivateDnsLinksOutputs]):
    """Lets one network resolve private DNS zones of another stack."""

    def __init__(self, name: str, args: PrivateDnsLinksArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.PRIVATE_DNS_LINKS, name, tags=args.tags, opts=opts)
        links = {
            zone: _create_link(
                self,
                self.child_name(zone),
                args.network,
                resource_group_name=args.resource_group_name,
                zone=zone,
                fall_back_to_internet=args.fall_back_to_internet,
            )
            for zone in sorted(set(args.zones))
        }
        self.publish(PrivateDnsLinksOutputs(resource_ids=ids_of(links)))

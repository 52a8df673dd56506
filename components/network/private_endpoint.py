"""Private endpoints: one function for components, one component for resources of other stacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pulumi
from pulumi_azure_native import network

from arm.private_link import ZONES_PER_ZONE_GROUP, groups, zones
from components._base import EstateComponent, Owner, ids_of
from components._errors import ArgumentError
from components._interfaces import PrivateEndpoint, Tags
from components._tokens import Token


@dataclass(frozen=True, kw_only=True)
class Target:
    """What private endpoints lead to."""

    resource_id: pulumi.Input[str]
    """Required. The resource."""
    arm_type: str
    """Required. Its type, such as `Microsoft.KeyVault/vaults`."""
    location: str
    """Required. Its region: some private DNS zones carry it in their name."""
    resource_group_name: pulumi.Input[str]
    """Required. Its resource group, where endpoints stand unless they say otherwise."""
    cloud: str = "public"
    """Optional. `public`, `usgov` or `china`: it decides the names of the private DNS zones."""


@dataclass(frozen=True, kw_only=True)
class EndpointPlan:
    """One endpoint as it will be created."""

    group_id: str
    zones: tuple[str, ...]
    """The zones of its zone group; none where a policy registers it."""


def plan_endpoints(
    target: Target, endpoints: Mapping[str, PrivateEndpoint], *, where: str = "private_endpoints"
) -> tuple[EndpointPlan, ...]:
    """The endpoints of a resource by group. Errors: `ArgumentError` for a group that its type lacks."""
    known = groups(target.arm_type)
    plans: list[EndpointPlan] = []
    for group_id, endpoint in sorted(endpoints.items()):
        if group_id not in known:
            raise ArgumentError(
                "A-PEP-001", f"{where}.{group_id}", found=f"`{group_id}` on `{target.arm_type}`",
                accepted=", ".join(f"`{name}`" for name in known) or "no private endpoint",
                remedy="spell it exactly so",
            )  # fmt: skip
        by_template = endpoint.private_dns_zone_resource_ids is not None
        names = zones(target.arm_type, group_id, target.location, target.cloud) if by_template else ()
        plans.append(EndpointPlan(group_id=group_id, zones=names[:ZONES_PER_ZONE_GROUP]))
    return tuple(plans)


def create_private_endpoints(
    owner: Owner,
    role: str,
    *,
    target: Target,
    endpoints: Mapping[str, PrivateEndpoint],
    after: Sequence[pulumi.Resource] = (),
) -> dict[str, network.PrivateEndpoint]:
    """Create the endpoints of a resource, and the zone group of each where the template registers it."""
    made: dict[str, network.PrivateEndpoint] = {}
    for plan in plan_endpoints(target, endpoints):
        endpoint = endpoints[plan.group_id]
        # A resource takes one private endpoint connection at a time (StorageAccountOperationInProgress).
        previous = [*after, *list(made.values())[-1:]]
        name = f"{role}-{plan.group_id}"
        made[plan.group_id] = _create(owner, name, target, endpoint, plan.group_id, after=previous)
        if plan.zones:
            _register(owner, name, target, endpoint, plan.zones, endpoint_name=made[plan.group_id].name)
    return made


def _create(
    owner: Owner,
    role: str,
    target: Target,
    endpoint: PrivateEndpoint,
    group_id: str,
    *,
    after: Sequence[pulumi.Resource],
) -> network.PrivateEndpoint:
    connection = network.PrivateLinkServiceConnectionArgs(
        name=endpoint.name, private_link_service_id=target.resource_id, group_ids=[group_id]
    )
    return network.PrivateEndpoint(
        owner.child_name(f"{role}-endpoint"),
        resource_group_name=endpoint.resource_group_name or target.resource_group_name,
        private_endpoint_name=endpoint.name,
        location=endpoint.location or target.location,
        custom_network_interface_name=endpoint.network_interface_name,
        # Not `SubnetArgs`: its defaults would speak about the subnet's own settings.
        subnet={"id": endpoint.subnet_resource_id},
        private_link_service_connections=[connection],
        tags=owner.tags(),
        # Azure fills it until a zone group takes over; a refresh would take that for a wish.
        opts=owner.stateless(depends_on=after, ignore_changes=["customDnsConfigs"]),
    )


def _register(
    owner: Owner,
    role: str,
    target: Target,
    endpoint: PrivateEndpoint,
    zone_names: Sequence[str],
    *,
    endpoint_name: pulumi.Input[str],
) -> None:
    ids = endpoint.private_dns_zone_resource_ids or {}
    network.PrivateDnsZoneGroup(
        owner.child_name(f"{role}-zone-group"),
        resource_group_name=endpoint.resource_group_name or target.resource_group_name,
        private_endpoint_name=endpoint_name,
        private_dns_zone_group_name="default",
        private_dns_zone_configs=[
            network.PrivateDnsZoneConfigArgs(name=zone.replace(".", "-"), private_dns_zone_id=_pick(ids, zone))
            for zone in zone_names
        ],
        opts=owner.stateless(),
    )


def _pick(ids: pulumi.Input[Mapping[str, str]], zone: str) -> pulumi.Output[str]:
    def pick(known: Mapping[str, str]) -> str:
        if zone in known:
            return known[zone]
        raise ArgumentError(
            "A-PEP-002", "private_dns_zone_resource_ids", found=f"no zone `{zone}`",
            accepted=f"the id of `{zone}`", remedy="add the zone, or register endpoints by policy",
        )  # fmt: skip

    return pulumi.Output.from_input(ids).apply(pick)


@dataclass(frozen=True, kw_only=True)
class PrivateEndpointsArgs:
    """Private endpoints for a resource that another stack owns, or that no component covers."""

    target: Target
    """Required. The resource."""
    private_endpoints: Mapping[str, PrivateEndpoint]
    """Required. One endpoint per group id."""
    tags: Tags = field(default_factory=dict)
    """Optional. Tags of the endpoints."""


@dataclass(frozen=True, kw_only=True)
class PrivateEndpointsOutputs:
    """The endpoints."""

    resource_ids: pulumi.Output[Mapping[str, str]]
    """Endpoint ids by group id."""


class PrivateEndpoints(EstateComponent[PrivateEndpointsOutputs]):
    """Private endpoints for one resource."""

    def __init__(self, name: str, args: PrivateEndpointsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.PRIVATE_ENDPOINTS, name, tags=args.tags, opts=opts)
        made = create_private_endpoints(self, "target", target=args.target, endpoints=args.private_endpoints)
        self.publish(PrivateEndpointsOutputs(resource_ids=ids_of(made)))

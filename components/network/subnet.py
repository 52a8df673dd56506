"""One subnet: wanted, planned (and refused where Azure would refuse it), created."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network
from itertools import pairwise

import pulumi
from pulumi_azure_native import network

from arm.network_rules import prefix_problem
from components._base import Owner
from components._errors import ArgumentError
from components.network.purposes import PURPOSES


@dataclass(frozen=True, kw_only=True)
class Subnet:
    """A subnet that a network shall have."""

    name: str
    """Required. The subnet's name; some purposes prescribe it."""
    address_prefix: str
    """Required. Its range, such as `10.17.0.0/26`."""
    purpose: str
    """Required. One of `components.network.purposes.PURPOSES`."""
    network_security_group: str | None = None
    """Conditional. The key of the network's security group; required unless the purpose forbids one."""
    service_endpoints: tuple[str, ...] = ()
    """Optional. Service endpoints, such as `Microsoft.Storage`. Private endpoints are preferred."""


@dataclass(frozen=True, kw_only=True)
class SubnetPlan:
    """One subnet as it will be created."""

    key: str
    name: str
    address_prefix: str
    network_security_group: str | None
    route_table: bool
    delegation: str | None
    private_endpoint_network_policies: str
    service_endpoints: tuple[str, ...]


def plan_subnet(key: str, subnet: Subnet, *, where: str) -> SubnetPlan:
    """The settings of one subnet. Errors: `ArgumentError` for a wrong purpose, name, size or group."""
    purpose = PURPOSES.get(subnet.purpose)
    if purpose is None:
        raise ArgumentError(
            "A-NET-001", f"{where}.purpose", found=f"`{subnet.purpose}`",
            accepted=", ".join(f"`{known}`" for known in PURPOSES), remedy="choose one of them",
        )  # fmt: skip
    if purpose.reserved_name and subnet.name != purpose.reserved_name:
        raise ArgumentError(
            "A-NET-002", f"{where}.name", found=f"`{subnet.name}`", accepted=f"`{purpose.reserved_name}`",
            remedy="Azure finds this subnet by its name: use it",
        )  # fmt: skip
    size = prefix_problem(IPv4Network(subnet.address_prefix), name=subnet.name, delegation=purpose.delegation)
    if size:
        raise ArgumentError(
            "A-NET-003", f"{where}.address_prefix", found=size, accepted="a size that the purpose allows",
            remedy="choose another range",
        )  # fmt: skip
    if (subnet.network_security_group is None) != (purpose.rule_set is None):
        raise ArgumentError(
            "A-NET-004", f"{where}.network_security_group", found=f"`{subnet.network_security_group}`",
            accepted="none, Azure refuses one" if purpose.rule_set is None else "the key of a group",
            remedy="leave it out" if purpose.rule_set is None else "name the group",
        )  # fmt: skip
    return SubnetPlan(
        key=key,
        name=subnet.name,
        address_prefix=subnet.address_prefix,
        network_security_group=subnet.network_security_group,
        route_table=purpose.route_table,
        delegation=purpose.delegation,
        private_endpoint_network_policies=purpose.private_endpoint_network_policies,
        service_endpoints=subnet.service_endpoints,
    )


def plan_subnets(subnets: Mapping[str, Subnet], groups: Collection[str]) -> tuple[SubnetPlan, ...]:
    """All subnets of a network, ordered by address, so that a new one at the end moves nothing.

    Errors: `ArgumentError`, also for ranges that overlap and for a security group that is not in `groups`.
    """
    plans = [plan_subnet(key, subnet, where=f"subnets.{key}") for key, subnet in subnets.items()]
    for plan in plans:
        if plan.network_security_group and plan.network_security_group not in groups:
            raise ArgumentError(
                "A-NET-008", f"subnets.{plan.key}.network_security_group",
                found=f"`{plan.network_security_group}`", accepted=", ".join(f"`{key}`" for key in groups),
                remedy="name one of the network's security groups",
            )  # fmt: skip
    ranges = sorted((IPv4Network(plan.address_prefix), plan.key) for plan in plans)
    for (first, first_key), (second, second_key) in pairwise(ranges):
        if first.overlaps(second):
            raise ArgumentError(
                "A-NET-005", f"subnets.{second_key}.address_prefix",
                found=f"`{second}` overlaps `{first_key}`", accepted="ranges that do not overlap",
                remedy="choose another range",
            )  # fmt: skip
    order = {key: place for place, (_, key) in enumerate(ranges)}
    return tuple(sorted(plans, key=lambda plan: order[plan.key]))


def create_subnet(
    owner: Owner,
    role: str,
    plan: SubnetPlan,
    *,
    resource_group_name: pulumi.Input[str],
    virtual_network_name: pulumi.Input[str],
    network_security_group_resource_id: pulumi.Input[str] | None,
    route_table_resource_id: pulumi.Input[str] | None,
    after: Sequence[pulumi.Resource] = (),
) -> network.Subnet:
    """Create one subnet as a resource of its own: an inline list would delete subnets of other stacks.

    `after` is the subnet before it in the same network: Azure changes one of them at a time
    (AnotherOperationInProgress).
    """
    group, table = network_security_group_resource_id, route_table_resource_id
    delegation = network.DelegationArgs(name="delegation", service_name=plan.delegation)
    endpoints = [network.ServiceEndpointPropertiesFormatArgs(service=service) for service in plan.service_endpoints]
    return network.Subnet(
        owner.child_name(role),
        resource_group_name=resource_group_name,
        virtual_network_name=virtual_network_name,
        subnet_name=plan.name,
        address_prefix=plan.address_prefix,
        default_outbound_access=False,
        delegations=[delegation] if plan.delegation else None,
        service_endpoints=endpoints or None,
        network_security_group=network.NetworkSecurityGroupArgs(id=group) if group else None,
        route_table=network.RouteTableArgs(id=table) if table and plan.route_table else None,
        private_endpoint_network_policies=plan.private_endpoint_network_policies,
        private_link_service_network_policies="Enabled",
        opts=owner.stateless(depends_on=after),
    )

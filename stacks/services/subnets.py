"""Subnets of services that need one of their own, each in its slot of the zone's team addresses."""

from collections.abc import Mapping
from dataclasses import replace

import pulumi

from components.network.team_subnet import TeamSubnet, TeamSubnetArgs
from config.address_plan import team_subnet
from config.models.hosting import FLEX, FunctionApp, Kubernetes
from config.models.services import ContainerApps, Service
from config.service_names import PREFIX
from config.services import services_of
from config.subnets import services_with_subnets
from stacks.context import Context


def build_service_subnets(
    context: Context, like: TeamSubnetArgs, *, after: pulumi.Resource, opts: pulumi.ResourceOptions
) -> Mapping[str, pulumi.Output[str]]:
    """Build them in the network of the team's own subnet, with its rights; ids by key of service.

    One comes after the other: Azure changes one subnet of a network at a time (AnotherOperationInProgress).
    """
    stack = context.estate.teams[context.name]
    prefix = context.estate.landing_zones[stack.landing_zone].address_prefix
    services, built = services_of(stack), {}
    for key in services_with_subnets(stack):
        subnet = TeamSubnet(
            f"{key}-network",
            replace(
                like,
                subnet_name=context.names[f"{PREFIX}{key}/subnet"],
                address_prefix=str(team_subnet(prefix, stack.service_slots[key])),
                purpose=_purpose(services[key]),
            ),
            pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(depends_on=[after])),
        )
        built[key], after = subnet.outputs.resource_id, subnet
    return built


def _purpose(service: Service) -> str:
    """What the subnet of a service is for."""
    if isinstance(service, FunctionApp) and service.plan == FLEX:
        return "flex-consumption"
    if isinstance(service, ContainerApps):
        return "container-apps"
    if isinstance(service, Kubernetes):
        return "kubernetes"
    return "app-service"

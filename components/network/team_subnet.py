"""A team's subnet in the network of its landing zone."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi
from pulumi_azure_native import network

from components._base import EstateComponent
from components._interfaces import RoleAssignment
from components._tokens import Token
from components.network.subnet import Subnet, create_subnet, plan_subnet
from components.security.role_assignments import create_role_assignments


@dataclass(frozen=True, kw_only=True)
class TeamSubnetArgs:
    """One subnet in a network that another stack owns."""

    resource_group_name: pulumi.Input[str]
    """Required. The network's resource group."""
    virtual_network_name: pulumi.Input[str]
    """Required. The zone's network."""
    subnet_name: str
    """Required. The subnet's name."""
    address_prefix: str
    """Required. The team's range."""
    network_security_group_resource_id: pulumi.Input[str]
    """Required. The security group, as a rule the zone's for teams."""
    route_table_resource_id: pulumi.Input[str]
    """Required. The zone's route table."""
    purpose: str = "team"
    """Optional. What it is for. A delegated one belongs to one service and takes no private endpoints."""
    role_assignments: Mapping[str, RoleAssignment] = field(default_factory=dict)
    """Optional. Roles on the subnet: who may put endpoints into it."""


@dataclass(frozen=True, kw_only=True)
class TeamSubnetOutputs:
    """The subnet."""

    name: pulumi.Output[str]
    resource_id: pulumi.Output[str]


class TeamSubnet(EstateComponent[TeamSubnetOutputs]):
    """A team's own subnet."""

    subnet: network.Subnet
    """The subnet itself."""

    def __init__(self, name: str, args: TeamSubnetArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.TEAM_SUBNET, name, opts=opts)
        wanted = Subnet(
            name=args.subnet_name,
            address_prefix=args.address_prefix,
            purpose=args.purpose,
            network_security_group="given",
        )
        self.subnet = create_subnet(
            self,
            "subnet",
            plan_subnet("subnet", wanted, where="subnet"),
            resource_group_name=args.resource_group_name,
            virtual_network_name=args.virtual_network_name,
            network_security_group_resource_id=args.network_security_group_resource_id,
            route_table_resource_id=args.route_table_resource_id,
        )
        create_role_assignments(self, "subnet", scope=self.subnet.id, assignments=args.role_assignments)
        self.publish(TeamSubnetOutputs(name=self.subnet.name, resource_id=self.subnet.id))

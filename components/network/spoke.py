"""A zone's virtual network: security groups, route table, subnets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pulumi
from pulumi_azure_native import network

from components._base import EstateComponent, ids_of
from components._interfaces import DiagnosticSettings, RoleAssignment, Tags
from components._tokens import Token
from components.monitoring.diagnostics import create_diagnostic_settings
from components.network.flow_logs import FlowLogs, create_flow_log
from components.network.security_group import NetworkSecurityGroup, create_security_group
from components.network.subnet import Subnet, SubnetPlan, create_subnet, plan_subnets
from components.security.role_assignments import create_role_assignments


@dataclass(frozen=True, kw_only=True)
class RouteTable:
    """The network's one route table."""

    name: str
    """Required. The table's name."""
    default_next_hop_ip: pulumi.Input[str] | None = None
    """Conditional. The firewall's private address, to which everything outside the network goes."""
    has_default_route: bool = True
    """Optional. Whether there is a default route; false only where no firewall exists."""
    bgp_propagation_enabled: bool = False
    """Optional. Whether a gateway's routes are taken over; they would lead around the firewall."""


@dataclass(frozen=True, kw_only=True)
class SpokeArgs:
    """A virtual network with all that stands in it."""

    resource_group_name: pulumi.Input[str]
    """Required. The zone's network resource group."""
    location: str
    """Required. The region."""
    virtual_network_name: str
    """Required. The network's name."""
    address_prefixes: Sequence[str]
    """Required. Its address space."""
    network_security_groups: Mapping[str, NetworkSecurityGroup]
    """Required. Security groups by key, also those that other stacks attach to their subnets."""
    subnets: Mapping[str, Subnet]
    """Required. Subnets by key. Subnets of teams belong to their own stacks."""
    route_table: RouteTable
    """Required. The route table."""
    dns_servers: Sequence[pulumi.Input[str]] = ()
    """Optional. DNS servers. Absent: Azure's own."""
    high_scale_private_endpoints: bool = False
    """Optional. Lift the limit of 1,000 private endpoints; set it on every network of a mesh or on none."""
    diagnostic_settings: DiagnosticSettings | None = None
    """Optional. Where logs of the network and its security groups go."""
    flow_logs: FlowLogs | None = None
    """Optional. Record the network's flows."""
    role_assignments: Mapping[str, RoleAssignment] = field(default_factory=dict)
    """Optional. Roles on the network."""
    tags: Tags = field(default_factory=dict)
    """Optional. Tags of everything in it."""


@dataclass(frozen=True, kw_only=True)
class SpokeOutputs:
    """The network for those who stand in it or peer with it."""

    name: pulumi.Output[str]
    resource_id: pulumi.Output[str]
    subnet_resource_ids: pulumi.Output[Mapping[str, str]]
    """Subnet ids by key."""
    network_security_group_resource_ids: pulumi.Output[Mapping[str, str]]
    """Security group ids by key."""
    route_table_resource_id: pulumi.Output[str]


class Spoke(EstateComponent[SpokeOutputs]):
    """A zone's virtual network."""

    virtual_network: network.VirtualNetwork
    """The network itself."""

    def __init__(self, name: str, args: SpokeArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.SPOKE, name, tags=args.tags, opts=opts)
        plans = plan_subnets(args.subnets, args.network_security_groups)
        self.virtual_network = self._network(args)
        groups = {
            key: create_security_group(
                self,
                key,
                group,
                resource_group_name=args.resource_group_name,
                location=args.location,
                diagnostic_settings=args.diagnostic_settings,
            )
            for key, group in args.network_security_groups.items()
        }
        table = self._route_table(args)
        subnets = self._subnets(args, plans, groups, table)
        if args.flow_logs:
            create_flow_log(self, target_resource_id=self.virtual_network.id, flow_logs=args.flow_logs)
        create_role_assignments(self, "network", scope=self.virtual_network.id, assignments=args.role_assignments)
        self.publish(
            SpokeOutputs(
                name=self.virtual_network.name,
                resource_id=self.virtual_network.id,
                subnet_resource_ids=ids_of(subnets),
                network_security_group_resource_ids=ids_of(groups),
                route_table_resource_id=table.id,
            )
        )

    def _network(self, args: SpokeArgs) -> network.VirtualNetwork:
        dns = network.DhcpOptionsArgs(dns_servers=list(args.dns_servers)) if args.dns_servers else None
        made = network.VirtualNetwork(
            self.child_name("network"),
            resource_group_name=args.resource_group_name,
            virtual_network_name=args.virtual_network_name,
            location=args.location,
            address_space=network.AddressSpaceArgs(address_prefixes=list(args.address_prefixes)),
            dhcp_options=dns,
            private_endpoint_v_net_policies="Basic" if args.high_scale_private_endpoints else "Disabled",
            tags=self.tags(),
            opts=self.stateless(),
        )
        create_diagnostic_settings(
            self,
            "network",
            resource_id=made.id,
            arm_type="Microsoft.Network/virtualNetworks",
            settings=args.diagnostic_settings,
        )
        return made

    def _route_table(self, args: SpokeArgs) -> network.RouteTable:
        table = args.route_table
        default = network.RouteArgs(
            name="default-to-firewall",
            address_prefix="0.0.0.0/0",
            next_hop_type="VirtualAppliance",
            next_hop_ip_address=table.default_next_hop_ip,
        )
        return network.RouteTable(
            self.child_name("route-table"),
            resource_group_name=args.resource_group_name,
            route_table_name=table.name,
            location=args.location,
            disable_bgp_route_propagation=not table.bgp_propagation_enabled,
            routes=[default] if table.has_default_route else [],
            tags=self.tags(),
            opts=self.stateless(),
        )

    def _subnets(
        self,
        args: SpokeArgs,
        plans: Sequence[SubnetPlan],
        groups: Mapping[str, network.NetworkSecurityGroup],
        table: network.RouteTable,
    ) -> dict[str, network.Subnet]:
        made: dict[str, network.Subnet] = {}
        for plan in plans:
            group = groups[plan.network_security_group].id if plan.network_security_group else None
            made[plan.key] = create_subnet(
                self,
                f"subnet-{plan.key}",
                plan,
                resource_group_name=args.resource_group_name,
                virtual_network_name=self.virtual_network.name,
                network_security_group_resource_id=group,
                route_table_resource_id=table.id,
                after=list(made.values())[-1:],
            )
        return made

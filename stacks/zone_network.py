"""A zone's network from its address plan: what both kinds of zone have in common."""

from collections.abc import Mapping

import pulumi

from arm.network_rules import first_usable_address
from components._interfaces import DiagnosticSettings, RoleAssignment
from components.network.security_group import NetworkSecurityGroup
from components.network.spoke import RouteTable, Spoke, SpokeArgs
from components.network.subnet import Subnet
from config.address_plan import PlannedSubnet
from config.models.organization import Hub
from config.models.stacks import Zone
from config.peering import hub_of
from stacks.context import Context


def zone_network(
    context: Context,
    zone: Zone,
    planned: Mapping[str, PlannedSubnet],
    *,
    resource_group_name: pulumi.Input[str],
    diagnostics: DiagnosticSettings | None,
    role_assignments: Mapping[str, RoleAssignment],
    opts: pulumi.ResourceOptions,
) -> Spoke:
    """The zone's network with the planned subnets; teams add theirs by their own stacks."""
    hub = hub_of(context.estate, zone.region)
    next_hop = _next_hop(hub, planned)
    groups = {subnet.nsg for subnet in planned.values() if subnet.nsg} | {"team"}
    bastion = planned.get("bastion")
    return Spoke(
        "network",
        SpokeArgs(
            resource_group_name=resource_group_name,
            location=zone.region,
            virtual_network_name=context.names["virtual-network"],
            address_prefixes=[str(zone.address_prefix)],
            network_security_groups={
                key: NetworkSecurityGroup(
                    name=context.names[f"security-group-{key}"],
                    rule_set=key,
                    remote_administration_source_prefix=str(bastion.prefix) if bastion and key == "machines" else None,
                )
                for key in sorted(groups)
            },
            subnets={
                key: Subnet(
                    name=subnet.name,
                    address_prefix=str(subnet.prefix),
                    purpose=subnet.purpose,
                    network_security_group=subnet.nsg,
                )
                for key, subnet in planned.items()
            },
            route_table=RouteTable(
                name=context.names["route-table"],
                default_next_hop_ip=next_hop,
                has_default_route=next_hop is not None,
            ),
            dns_servers=[str(server) for server in hub.dns_servers] if hub else (),
            diagnostic_settings=diagnostics,
            role_assignments=role_assignments,
            tags=context.tags,
        ),
        opts,
    )


def _next_hop(hub: Hub | None, planned: Mapping[str, PlannedSubnet]) -> str | None:
    """The firewall that everything outside goes through: the zone's own, which takes the first address of its
    subnet, or the hub's."""
    if "firewall" in planned:
        return str(first_usable_address(planned["firewall"].prefix))
    return str(hub.firewall_private_ip) if hub and hub.firewall_private_ip else None


def network_output(
    context: Context, zone: Zone, network: Spoke, resource_group: pulumi.Input[str]
) -> "pulumi.Output[dict[str, str]]":
    """The network as a contract tells of it."""
    return pulumi.Output.all(
        id=network.outputs.resource_id,
        name=context.names["virtual-network"],
        resource_group=resource_group,
        subscription_id=zone.subscription_id,
        region=zone.region,
        address_prefix=str(zone.address_prefix),
    )

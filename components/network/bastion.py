"""Azure Bastion: machines are administered without public addresses."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pulumi
from pulumi_azure_native import network

from components._base import EstateComponent
from components._interfaces import DiagnosticSettings, Tags
from components._tokens import Token
from components.monitoring.diagnostics import create_diagnostic_settings


@dataclass(frozen=True, kw_only=True)
class BastionArgs:
    """One Bastion host; one serves all networks that are peered with its own."""

    resource_group_name: pulumi.Input[str]
    """Required. Where it stands."""
    location: str
    """Required. The region."""
    bastion_name: str
    """Required. Its name."""
    public_ip_address_name: str
    """Required. The name of its public address."""
    subnet_resource_id: pulumi.Input[str]
    """Required. The subnet `AzureBastionSubnet`."""
    zones: Sequence[str] = ()
    """Optional. Availability zones; the region must have them."""
    scale_units: int = 2
    """Optional. Capacity, 2 to 50."""
    diagnostic_settings: DiagnosticSettings | None = None
    """Optional. Where the record of sessions goes."""
    tags: Tags = field(default_factory=dict)
    """Optional. Tags of host and address."""


@dataclass(frozen=True, kw_only=True)
class BastionOutputs:
    """The host."""

    name: pulumi.Output[str]
    resource_id: pulumi.Output[str]


class Bastion(EstateComponent[BastionOutputs]):
    """Azure Bastion, without copy and paste, files, tunnels and shareable links: nothing leaves through it."""

    bastion: network.BastionHost
    """The host itself."""

    def __init__(self, name: str, args: BastionArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.BASTION, name, tags=args.tags, opts=opts)
        zones = list(args.zones) or None
        address = network.PublicIPAddress(
            self.child_name("public-address"),
            resource_group_name=args.resource_group_name,
            public_ip_address_name=args.public_ip_address_name,
            location=args.location,
            public_ip_allocation_method="Static",
            public_ip_address_version="IPv4",
            sku=network.PublicIPAddressSkuArgs(name="Standard", tier="Regional"),
            zones=zones,
            tags=self.tags(),
            opts=self.stateless(),
        )
        configuration = network.BastionHostIPConfigurationArgs(
            name="primary",
            subnet=network.SubResourceArgs(id=args.subnet_resource_id),
            public_ip_address=network.SubResourceArgs(id=address.id),
            private_ip_allocation_method="Dynamic",
        )
        self.bastion = network.BastionHost(
            self.child_name("bastion"),
            resource_group_name=args.resource_group_name,
            bastion_host_name=args.bastion_name,
            location=args.location,
            sku=network.SkuArgs(name="Standard"),
            scale_units=args.scale_units,
            disable_copy_paste=True,
            enable_file_copy=False,
            enable_ip_connect=False,
            enable_shareable_link=False,
            enable_tunneling=False,
            ip_configurations=[configuration],
            zones=zones,
            tags=self.tags(),
            opts=self.stateless(),
        )
        create_diagnostic_settings(
            self,
            "bastion",
            resource_id=self.bastion.id,
            arm_type="Microsoft.Network/bastionHosts",
            settings=args.diagnostic_settings,
        )
        self.publish(BastionOutputs(name=self.bastion.name, resource_id=self.bastion.id))

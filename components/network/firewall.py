"""An Azure Firewall with its policy, for a management zone that has no connectivity hub."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pulumi
from pulumi_azure_native import network

from components._base import EstateComponent
from components._interfaces import DiagnosticSettings, Lock, Tags
from components._tokens import Token
from components.monitoring.diagnostics import create_diagnostic_settings
from components.network.firewall_collections import GroupPlan, group_args, plan_groups
from components.network.firewall_rules import DEFAULT_SETS
from components.security.lock import create_lock


@dataclass(frozen=True, kw_only=True)
class FirewallArgs:
    """One firewall."""

    resource_group_name: pulumi.Input[str]
    """Required. Where it stands."""
    location: str
    """Required. The region."""
    firewall_name: str
    """Required. The firewall's name."""
    policy_name: str
    """Required. Its policy's name."""
    public_ip_prefix_name: str
    """Required. The name of the range from which its public address comes."""
    public_ip_address_name: str
    """Required. The name of that address."""
    subnet_resource_id: pulumi.Input[str]
    """Required. The subnet `AzureFirewallSubnet`. The firewall takes its first free address."""
    source_prefixes: Sequence[str]
    """Required. Ranges of the estate, to which the rules are confined."""
    rule_sets: Sequence[str] = DEFAULT_SETS
    """Optional. Names of `components.network.firewall_rules.RULE_SETS`."""
    premium: bool = True
    """Optional. With intrusion detection, which then also denies."""
    zones: Sequence[str] = ()
    """Optional. Availability zones; the region must have them."""
    public_ip_prefix_length: int = 30
    """Optional. Size of the public range: outside parties allow it as one."""
    dns_servers: Sequence[str] = ()
    """Optional. DNS servers that the firewall's proxy asks. Absent: Azure's own."""
    diagnostic_settings: DiagnosticSettings | None = None
    """Optional. Where its logs go."""
    lock: Lock | None = None
    """Optional. A lock on the firewall."""
    tags: Tags = field(default_factory=dict)
    """Optional. Tags of everything in it."""


@dataclass(frozen=True, kw_only=True)
class FirewallOutputs:
    """The firewall for route tables and DNS settings."""

    name: pulumi.Output[str]
    resource_id: pulumi.Output[str]
    policy_resource_id: pulumi.Output[str]
    private_ip_address: pulumi.Output[str]
    public_ip_prefix: pulumi.Output[str]
    """The public range, for outside parties' allow lists."""


class Firewall(EstateComponent[FirewallOutputs]):
    """An Azure Firewall: everything is denied but what the rule sets name."""

    firewall: network.AzureFirewall
    """The firewall itself."""

    def __init__(self, name: str, args: FirewallArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.FIREWALL, name, tags=args.tags, opts=opts)
        plans = plan_groups(args.rule_sets, args.source_prefixes)
        prefix, address = self._public_address(args)
        policy = self._policy(args)
        groups = self._groups(args, policy, plans)
        self.firewall = self._firewall(args, policy, address, groups)
        diagnostics = create_diagnostic_settings(
            self,
            "firewall",
            resource_id=self.firewall.id,
            arm_type="Microsoft.Network/azureFirewalls",
            settings=args.diagnostic_settings,
        )
        if args.lock:
            create_lock(self, "firewall", scope=self.firewall.id, lock=args.lock, after=diagnostics)
        self.publish(
            FirewallOutputs(
                name=self.firewall.name,
                resource_id=self.firewall.id,
                policy_resource_id=policy.id,
                private_ip_address=self.firewall.ip_configurations[0].private_ip_address,
                public_ip_prefix=prefix.ip_prefix,
            )
        )

    def _public_address(self, args: FirewallArgs) -> tuple[network.PublicIPPrefix, network.PublicIPAddress]:
        zones = list(args.zones) or None
        prefix = network.PublicIPPrefix(
            self.child_name("public-prefix"),
            resource_group_name=args.resource_group_name,
            public_ip_prefix_name=args.public_ip_prefix_name,
            location=args.location,
            prefix_length=args.public_ip_prefix_length,
            public_ip_address_version="IPv4",
            sku=network.PublicIPPrefixSkuArgs(name="Standard", tier="Regional"),
            zones=zones,
            tags=self.tags(),
            opts=self.stateless(),
        )
        address = network.PublicIPAddress(
            self.child_name("public-address"),
            resource_group_name=args.resource_group_name,
            public_ip_address_name=args.public_ip_address_name,
            location=args.location,
            public_ip_allocation_method="Static",
            public_ip_address_version="IPv4",
            public_ip_prefix=network.SubResourceArgs(id=prefix.id),
            sku=network.PublicIPAddressSkuArgs(name="Standard", tier="Regional"),
            zones=zones,
            tags=self.tags(),
            opts=self.stateless(),
        )
        return prefix, address

    def _policy(self, args: FirewallArgs) -> network.FirewallPolicy:
        detection = network.FirewallPolicyIntrusionDetectionArgs(mode="Deny")
        return network.FirewallPolicy(
            self.child_name("policy"),
            resource_group_name=args.resource_group_name,
            firewall_policy_name=args.policy_name,
            location=args.location,
            sku=network.FirewallPolicySkuArgs(tier="Premium" if args.premium else "Standard"),
            threat_intel_mode="Deny",
            intrusion_detection=detection if args.premium else None,
            dns_settings=network.DnsSettingsArgs(enable_proxy=True, servers=list(args.dns_servers) or None),
            tags=self.tags(),
            opts=self.stateless(),
        )

    def _groups(
        self, args: FirewallArgs, policy: network.FirewallPolicy, plans: Sequence[GroupPlan]
    ) -> list[pulumi.Resource]:
        made: list[pulumi.Resource] = []
        for plan in plans:
            group = network.FirewallPolicyRuleCollectionGroup(
                self.child_name(f"rules-{plan.name}"),
                resource_group_name=args.resource_group_name,
                firewall_policy_name=policy.name,
                rule_collection_group_name=plan.name,
                priority=plan.priority,
                rule_collections=group_args(plan),
                # A policy takes one change at a time (409 while a group of it is being updated).
                opts=self.stateless(depends_on=made[-1:]),
            )
            made.append(group)
        return made

    def _firewall(
        self,
        args: FirewallArgs,
        policy: network.FirewallPolicy,
        address: network.PublicIPAddress,
        groups: Sequence[pulumi.Resource],
    ) -> network.AzureFirewall:
        configuration = network.AzureFirewallIPConfigurationArgs(
            name="primary",
            subnet=network.SubResourceArgs(id=args.subnet_resource_id),
            public_ip_address=network.SubResourceArgs(id=address.id),
        )
        return network.AzureFirewall(
            self.child_name("firewall"),
            resource_group_name=args.resource_group_name,
            azure_firewall_name=args.firewall_name,
            location=args.location,
            sku=network.AzureFirewallSkuArgs(name="AZFW_VNet", tier="Premium" if args.premium else "Standard"),
            firewall_policy=network.SubResourceArgs(id=policy.id),
            ip_configurations=[configuration],
            zones=list(args.zones) or None,
            tags=self.tags(),
            # A policy in use cannot change its rules while the firewall is being made.
            opts=self.stateless(depends_on=groups),
        )

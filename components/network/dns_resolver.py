"""A private DNS resolver: others ask the estate's zones, and the estate asks others' zones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pulumi
from pulumi_azure_native import dnsresolver

from components._base import EstateComponent
from components._errors import ArgumentError
from components._interfaces import Tags
from components._tokens import Token


@dataclass(frozen=True, kw_only=True)
class InboundEndpoint:
    """Where networks outside Azure ask."""

    name: str
    """Required. The endpoint's name."""
    subnet_resource_id: pulumi.Input[str]
    """Required. A subnet delegated to `Microsoft.Network/dnsResolvers`, for this alone."""


@dataclass(frozen=True, kw_only=True)
class Forwarding:
    """Which names are asked elsewhere."""

    outbound_endpoint_name: str
    """Required. The endpoint through which questions leave."""
    subnet_resource_id: pulumi.Input[str]
    """Required. Another subnet delegated to `Microsoft.Network/dnsResolvers`."""
    ruleset_name: str
    """Required. The rule set's name."""
    rules: Mapping[str, Sequence[str]]
    """Required. DNS servers by domain, such as `corp.contoso.example.` with its closing dot."""
    virtual_network_links: Mapping[str, pulumi.Input[str]]
    """Required. Networks that follow the rules: ids by link name."""


@dataclass(frozen=True, kw_only=True)
class DnsResolverArgs:
    """One resolver; a network has at most one."""

    resource_group_name: pulumi.Input[str]
    """Required. Where it stands."""
    location: str
    """Required. The region of its network."""
    resolver_name: str
    """Required. Its name."""
    virtual_network_resource_id: pulumi.Input[str]
    """Required. Its network, to which the private DNS zones are linked."""
    inbound_endpoint: InboundEndpoint | None = None
    """Optional. Where others ask."""
    forwarding: Forwarding | None = None
    """Optional. Which names are asked elsewhere."""
    tags: Tags = field(default_factory=dict)
    """Optional. Tags of everything in it."""


@dataclass(frozen=True, kw_only=True)
class DnsResolverOutputs:
    """The resolver for DNS settings."""

    name: pulumi.Output[str]
    resource_id: pulumi.Output[str]
    inbound_ip_addresses: Sequence[pulumi.Output[str]]
    """Addresses to which other DNS servers forward; none without an inbound endpoint."""


def check_domains(forwarding: Forwarding) -> None:
    """Refuse a domain that Azure refuses. Errors: `ArgumentError`."""
    for domain in forwarding.rules:
        if not domain.endswith("."):
            raise ArgumentError(
                "A-NET-011", f"forwarding.rules.{domain}", found=f"`{domain}`", accepted=f"`{domain}.`",
                remedy="close the domain with a dot",
            )  # fmt: skip


class DnsResolver(EstateComponent[DnsResolverOutputs]):
    """A private DNS resolver."""

    resolver: dnsresolver.DnsResolver
    """The resolver itself."""

    def __init__(self, name: str, args: DnsResolverArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.DNS_RESOLVER, name, tags=args.tags, opts=opts)
        self.resolver = dnsresolver.DnsResolver(
            self.child_name("resolver"),
            resource_group_name=args.resource_group_name,
            dns_resolver_name=args.resolver_name,
            location=args.location,
            virtual_network=dnsresolver.SubResourceArgs(id=args.virtual_network_resource_id),
            tags=self.tags(),
            opts=self.stateless(),
        )
        addresses = [self._inbound(args, args.inbound_endpoint)] if args.inbound_endpoint else []
        if args.forwarding:
            check_domains(args.forwarding)
            self._forwarding(args, args.forwarding)
        self.publish(
            DnsResolverOutputs(name=self.resolver.name, resource_id=self.resolver.id, inbound_ip_addresses=addresses)
        )

    def _inbound(self, args: DnsResolverArgs, inbound: InboundEndpoint) -> pulumi.Output[str]:
        configuration = dnsresolver.IpConfigurationArgs(
            subnet=dnsresolver.SubResourceArgs(id=inbound.subnet_resource_id),
            private_ip_allocation_method="Dynamic",
        )
        endpoint = dnsresolver.InboundEndpoint(
            self.child_name("inbound"),
            resource_group_name=args.resource_group_name,
            dns_resolver_name=self.resolver.name,
            inbound_endpoint_name=inbound.name,
            location=args.location,
            ip_configurations=[configuration],
            tags=self.tags(),
            opts=self.stateless(),
        )
        address: pulumi.Output[str] = endpoint.ip_configurations[0].private_ip_address
        return address

    def _forwarding(self, args: DnsResolverArgs, forwarding: Forwarding) -> None:
        outbound = dnsresolver.OutboundEndpoint(
            self.child_name("outbound"),
            resource_group_name=args.resource_group_name,
            dns_resolver_name=self.resolver.name,
            outbound_endpoint_name=forwarding.outbound_endpoint_name,
            location=args.location,
            subnet=dnsresolver.SubResourceArgs(id=forwarding.subnet_resource_id),
            tags=self.tags(),
            opts=self.stateless(),
        )
        ruleset = dnsresolver.DnsForwardingRuleset(
            self.child_name("ruleset"),
            resource_group_name=args.resource_group_name,
            dns_forwarding_ruleset_name=forwarding.ruleset_name,
            location=args.location,
            dns_resolver_outbound_endpoints=[dnsresolver.SubResourceArgs(id=outbound.id)],
            tags=self.tags(),
            opts=self.stateless(),
        )
        for domain, servers in sorted(forwarding.rules.items()):
            label = domain.strip(".").replace(".", "-") or "all"
            dnsresolver.ForwardingRule(
                self.child_name(f"rule-{label}"),
                resource_group_name=args.resource_group_name,
                dns_forwarding_ruleset_name=ruleset.name,
                forwarding_rule_name=label,
                domain_name=domain,
                forwarding_rule_state="Enabled",
                target_dns_servers=[dnsresolver.TargetDnsServerArgs(ip_address=server, port=53) for server in servers],
                opts=self.stateless(),
            )
        for link, network in sorted(forwarding.virtual_network_links.items()):
            dnsresolver.PrivateResolverVirtualNetworkLink(
                self.child_name(f"link-{link}"),
                resource_group_name=args.resource_group_name,
                dns_forwarding_ruleset_name=ruleset.name,
                virtual_network_link_name=link,
                virtual_network=dnsresolver.SubResourceArgs(id=network),
                opts=self.stateless(),
            )

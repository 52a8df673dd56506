"""From rule sets to the rule collection groups of a firewall policy."""

from collections.abc import Sequence
from dataclasses import dataclass

from pulumi_azure_native import network

from components._errors import ArgumentError
from components.network.firewall_rules import RULE_SETS, ApplicationRule, NetworkRule

_NETWORK_PRIORITY, _APPLICATION_PRIORITY = 10000, 20000


@dataclass(frozen=True, kw_only=True)
class CollectionPlan:
    """Rules of one set and kind."""

    name: str
    priority: int
    network: tuple[NetworkRule, ...] = ()
    application: tuple[ApplicationRule, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GroupPlan:
    """One rule collection group: network rules are judged before application rules."""

    name: str
    priority: int
    source_prefixes: tuple[str, ...]
    collections: tuple[CollectionPlan, ...]


def plan_groups(rule_sets: Sequence[str], source_prefixes: Sequence[str]) -> tuple[GroupPlan, ...]:
    """The groups for rule sets. Errors: `ArgumentError` for an unknown set or no source range."""
    for name in rule_sets:
        if name not in RULE_SETS:
            raise ArgumentError(
                "A-NET-009", "rule_sets", found=f"`{name}`",
                accepted=", ".join(f"`{known}`" for known in RULE_SETS), remedy="choose among them",
            )  # fmt: skip
    if not source_prefixes:
        raise ArgumentError(
            "A-NET-010", "source_prefixes", found="none", accepted="the estate's address ranges",
            remedy="give them: rules for any source would serve strangers too",
        )  # fmt: skip
    sets = {name: RULE_SETS[name] for name in sorted(set(rule_sets))}
    by_network = [
        CollectionPlan(name=f"{name}-network", priority=_NETWORK_PRIORITY + rules.priority, network=rules.network)
        for name, rules in sets.items()
        if rules.network
    ]
    by_application = [
        CollectionPlan(
            name=f"{name}-application",
            priority=_APPLICATION_PRIORITY + rules.priority,
            application=rules.application,
        )
        for name, rules in sets.items()
        if rules.application
    ]
    groups = (
        ("network-rules", _NETWORK_PRIORITY, by_network),
        ("application-rules", _APPLICATION_PRIORITY, by_application),
    )
    return tuple(
        GroupPlan(
            name=name,
            priority=priority,
            source_prefixes=tuple(source_prefixes),
            collections=tuple(sorted(collections, key=lambda plan: plan.priority)),
        )
        for name, priority, collections in groups
        if collections
    )


def group_args(plan: GroupPlan) -> list[network.FirewallPolicyFilterRuleCollectionArgs]:
    """The collections of a group in the form of the SDK."""
    sources = list(plan.source_prefixes)
    return [
        network.FirewallPolicyFilterRuleCollectionArgs(
            rule_collection_type="FirewallPolicyFilterRuleCollection",
            name=collection.name,
            priority=collection.priority,
            action=network.FirewallPolicyFilterRuleCollectionActionArgs(type="Allow"),
            rules=[
                *(_network_args(rule, sources) for rule in collection.network),
                *(_application_args(rule, sources) for rule in collection.application),
            ],
        )
        for collection in plan.collections
    ]


def _network_args(rule: NetworkRule, sources: list[str]) -> network.NetworkRuleArgs:
    return network.NetworkRuleArgs(
        rule_type="NetworkRule",
        name=rule.name,
        ip_protocols=list(rule.protocols),
        source_addresses=sources,
        destination_addresses=list(rule.destinations),
        destination_ports=list(rule.ports),
    )


def _application_args(rule: ApplicationRule, sources: list[str]) -> network.ApplicationRuleArgs:
    return network.ApplicationRuleArgs(
        rule_type="ApplicationRule",
        name=rule.name,
        protocols=[
            network.FirewallPolicyRuleApplicationProtocolArgs(protocol_type=kind, port=port)
            for kind, port in rule.protocols
        ],
        source_addresses=sources,
        target_fqdns=list(rule.hosts) or None,
        fqdn_tags=list(rule.tags) or None,
    )

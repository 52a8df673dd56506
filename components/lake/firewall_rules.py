"""The firewall of a storage account."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_azure_native import storage


@dataclass(frozen=True, kw_only=True)
class ResourceAccessRule:
    """A resource of Azure that passes the firewall with its managed identity, such as Purview."""

    resource_id: pulumi.Input[str]
    """Required. The resource; `*` stands for any name in its last segment."""
    tenant_id: pulumi.Input[str]
    """Required. The tenant of its identity."""


@dataclass(frozen=True, kw_only=True)
class FirewallRules:
    """Who passes. With any rule the public endpoint answers, because rules act on it; others it refuses."""

    resource_access_rules: Sequence[ResourceAccessRule] = ()
    """Optional. Resources of Azure."""
    ip_rules: Sequence[str] = ()
    """Optional. Public addresses of outside parties; they sign in with Entra ID, since keys are off."""


def public_access(rules: FirewallRules) -> str:
    """Whether the public endpoint answers at all."""
    return "Enabled" if rules.resource_access_rules or rules.ip_rules else "Disabled"


def network_rules(rules: FirewallRules) -> storage.NetworkRuleSetArgs:
    """The rules in the form of the SDK: all others are refused, Azure's own services too."""
    return storage.NetworkRuleSetArgs(
        default_action=storage.DefaultAction.DENY,
        bypass="None",
        ip_rules=[storage.IPRuleArgs(i_p_address_or_range=address) for address in rules.ip_rules],
        virtual_network_rules=[],
        resource_access_rules=[
            storage.ResourceAccessRuleArgs(resource_id=rule.resource_id, tenant_id=rule.tenant_id)
            for rule in rules.resource_access_rules
        ],
    )

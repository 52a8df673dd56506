"""The rules that a security group on AzureBastionSubnet must hold."""

from collections.abc import Mapping
from typing import Any

from arm.network_rules import SecurityRule, security_rules
from simulator.core.request import Request
from simulator.core.rules import refusal
from simulator.core.store import Resource

NOT_COMPLIANT = refusal(
    "NetworkSecurityGroupNotCompliantForAzureBastionSubnet",
    400,
    "Network security group `{group}` does not have the rules that AzureBastionSubnet needs: {missing}.",
    "Microsoft.Network/virtualNetworks/subnets:NetworkSecurityGroupNotCompliantForAzureBastionSubnet",
)
# The rules whose absence fails the write: the two that network-rules.csv marks so (2020 page of Azure Bastion).
SECURITY_RULE = "Microsoft.Network/networkSecurityGroups/securityRules"
ENFORCED = ("GatewayManager", "AzureCloud")


def check(request: Request, group: Resource) -> None:
    """Refuse a group that lacks a rule which the platform demands."""
    rules = [row.properties for row in request.cloud.store.children(group.key, SECURITY_RULE)]
    needed = [one for one in security_rules("bastion") if {one.source, one.destination} & set(ENFORCED)]
    missing = [one.name for one in needed if not any(_satisfies(rule, one) for rule in rules)]
    if missing:
        raise NOT_COMPLIANT(request.id, group=group.id, missing=", ".join(missing))


def _satisfies(rule: Mapping[str, Any], needed: SecurityRule) -> bool:
    ports = [rule.get("destinationPortRange"), *(rule.get("destinationPortRanges") or [])]
    return (
        rule.get("access") == "Allow"
        and str(rule.get("direction", "")).lower() == needed.direction.lower()
        and _covers([rule.get("sourceAddressPrefix"), *(rule.get("sourceAddressPrefixes") or [])], needed.source)
        and _covers(
            [rule.get("destinationAddressPrefix"), *(rule.get("destinationAddressPrefixes") or [])],
            needed.destination,
        )
        and ("*" in ports or set(needed.ports) <= set(ports))
    )


def _covers(given: list[Any], needed: str) -> bool:
    return needed == "*" or needed in given or "*" in given

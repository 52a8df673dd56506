"""Is there room: counts per subscription, region, group and parent?"""

from collections.abc import Callable
from dataclasses import dataclass

from arm.ids import ResourceId
from arm.limits import limit
from simulator.core.request import Request
from simulator.core.rules import Refusal, refusal

GENERAL = refusal(
    "QuotaExceeded",
    409,
    "The operation would exceed the limit `{limit}`: {count} of {most} are in use in {scope}.",
    "*:QuotaExceeded",
)
REGIONAL = refusal(
    "ResourceQuotaExceeded",
    409,
    "Resource quota exceeded for `{limit}` in {scope}: {count} of {most} are in use.",
    "*:ResourceQuotaExceeded",
)
GROUPS = refusal(
    "ResourceGroupQuotaExceeded",
    409,
    "The subscription has {count} of {most} resource groups.",
    "Microsoft.Resources/resourceGroups:ResourceGroupQuotaExceeded",
)
NETWORKS = refusal(
    "VnetCountLimitReached",
    400,
    "Cannot create more than {most} virtual networks in {scope}.",
    "Microsoft.Network/virtualNetworks:VnetCountLimitReached",
)
ACCOUNTS = refusal(
    "MaxStorageAccountsCountPerSubscriptionExceeded",
    409,
    "The subscription already contains {count} storage accounts in {scope}; {most} are allowed.",
    "Microsoft.Storage/storageAccounts:MaxStorageAccountsCountPerSubscriptionExceeded",
)
ADDRESSES = refusal(
    "PublicIPCountLimitReached",
    400,
    "Cannot create more than {most} public IP addresses in {scope}.",
    "Microsoft.Network/publicIPAddresses:PublicIPCountLimitReached",
    "Microsoft.Network/publicIPAddresses:StandardSkuPublicIPCountLimitReached",
)
ASSIGNMENTS = refusal(
    "RoleAssignmentLimitExceeded",
    400,
    "The subscription has {count} of {most} role assignments; no more can be created.",
    "Microsoft.Authorization/roleAssignments:RoleAssignmentLimitExceeded",
)
# Enterprise Agreement default of standard public addresses in a region and subscription.
# Source: network-rules.csv, azure-docs includes/azure-virtual-network-limits (2022-12-05).
PUBLIC_ADDRESSES = 1000


@dataclass(frozen=True)
class Quota:
    """How many of a type may stand in a scope."""

    key: str
    most: Callable[[], int]
    scope: str
    """`subscription`, `region` (of a subscription), `group` or `parent`."""
    answer: Refusal = GENERAL


def _of(key: str, scope: str, answer: Refusal = GENERAL) -> Quota:
    return Quota(key, lambda: limit(key), scope, answer)


NETWORK = "microsoft.network"
AUTHORIZATION = "microsoft.authorization"
QUOTAS: dict[str, Quota] = {
    "microsoft.resources/resourcegroups": _of("resource-groups-per-subscription", "subscription", GROUPS),
    f"{NETWORK}/virtualnetworks": _of("virtual-networks-per-region", "region", NETWORKS),
    f"{NETWORK}/virtualnetworks/subnets": _of("subnets-per-virtual-network", "parent"),
    f"{NETWORK}/virtualnetworks/virtualnetworkpeerings": _of("peerings-per-virtual-network", "parent"),
    f"{NETWORK}/networksecuritygroups": _of("network-security-groups-per-region", "region", REGIONAL),
    f"{NETWORK}/networksecuritygroups/securityrules": _of("rules-per-network-security-group", "parent"),
    f"{NETWORK}/routetables": _of("route-tables-per-region", "region", REGIONAL),
    f"{NETWORK}/routetables/routes": _of("routes-per-route-table", "parent"),
    f"{NETWORK}/networkwatchers": _of("network-watchers-per-region", "region", REGIONAL),
    f"{NETWORK}/publicipaddresses": Quota("public-addresses", lambda: PUBLIC_ADDRESSES, "region", ADDRESSES),
    f"{NETWORK}/privateendpoints": _of("private-endpoints-per-subscription", "subscription"),
    f"{NETWORK}/privateendpoints/privatednszonegroups": _of("zone-groups-per-private-endpoint", "parent"),
    f"{NETWORK}/privatednszones": _of("private-dns-zones-per-subscription", "subscription"),
    f"{NETWORK}/privatednszones/virtualnetworklinks": _of("links-per-private-dns-zone", "parent"),
    f"{NETWORK}/dnsresolvers/inboundendpoints": _of("inbound-endpoints-per-dns-resolver", "parent"),
    f"{NETWORK}/dnsresolvers/outboundendpoints": _of("outbound-endpoints-per-dns-resolver", "parent"),
    f"{NETWORK}/firewallpolicies/rulecollectiongroups": _of("rule-collection-groups-per-firewall-policy", "parent"),
    "microsoft.storage/storageaccounts": _of("storage-accounts-per-region", "region", ACCOUNTS),
    "microsoft.eventhub/namespaces": _of("event-hub-namespaces-per-subscription", "subscription"),
    f"{AUTHORIZATION}/locks": _of("locks-per-scope", "parent"),
    f"{AUTHORIZATION}/policyassignments": _of("policy-assignments-per-scope", "parent"),
    f"{AUTHORIZATION}/policydefinitions": _of("policy-definitions-per-scope", "parent"),
    f"{AUTHORIZATION}/policysetdefinitions": _of("initiatives-per-scope", "parent"),
    f"{AUTHORIZATION}/policyexemptions": _of("policy-exemptions-per-scope", "parent"),
    f"{AUTHORIZATION}/roleassignments": _of("role-assignments-per-subscription", "subscription", ASSIGNMENTS),
}


def check_limits(request: Request) -> None:
    """Refuse a creation for which Azure's ceiling, or the one that the seed lowers it to, leaves no room."""
    quota = QUOTAS.get(request.type.lower())
    if not request.creates or quota is None:
        return
    lowered = request.cloud.store.setting("limits") or {}
    most = int(lowered.get(request.type, lowered.get(quota.key, quota.most())))
    scope, region = _scope(request, quota)
    count = request.cloud.store.count(request.type, scope.key if scope else "", quota.scope == "parent")
    if count >= most and region is not None:
        count = request.cloud.store.count(request.type, scope.key if scope else "", False, region)
    if count >= most:
        place = f"`{region}`" if region else f"`{scope}`"
        raise quota.answer(request.id, limit=quota.key, count=count, most=most, scope=place)


def _scope(request: Request, quota: Quota) -> tuple[ResourceId | None, str | None]:
    if quota.scope == "parent":
        return request.id.parent, None
    at: ResourceId | None = request.id
    while at is not None and at.resource_type != "Microsoft.Resources/subscriptions":
        at = at.base
    return at, str(request.body.get("location")) if quota.scope == "region" else None

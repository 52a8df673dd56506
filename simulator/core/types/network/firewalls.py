"""Azure Firewall and its policies."""

from typing import TYPE_CHECKING, Any

from arm.ids import parse
from arm.network_rules import reserved_subnets
from simulator.core.request import Request, dig, put_default
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.network import occupancy
from simulator.core.types.network.addresses import next_free
from simulator.core.types.network.references import check_references, users
from simulator.core.types.network.subnets import first_prefix, subnet_of

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

FIREWALL = "Microsoft.Network/azureFirewalls"
POLICY = "Microsoft.Network/firewallPolicies"
WRONG_SUBNET = refusal(
    "AzureFirewallSubnetNameInvalid",
    400,
    "Azure Firewall `{id}` must use a subnet named `{name}` of /{length} or larger; it names `{subnet}`.",
    f"{FIREWALL}:-",
)
SECOND = refusal(
    "AzureFirewallCountLimitReached",
    400,
    "Virtual network `{network}` has a firewall already: `{other}`.",
    source="limits.csv, Azure Firewalls per virtual network (azure-docs, 2026); code name inferred",
)
POLICY_IN_USE = refusal(
    "FirewallPolicyInUse",
    400,
    "Firewall policy `{id}` cannot be deleted: it is used by `{holder}`.",
    source="Azure REST API error codes of Microsoft.Network, general knowledge (2026-11-23); code name inferred",
)
PARENT_TIER = refusal(
    "FirewallPolicyTierMismatch",
    400,
    "Firewall `{id}` of tier {tier} cannot use a policy of tier {policy}.",
    source="Azure REST API error codes of Microsoft.Network, general knowledge (2026-11-23); code name inferred",
)
GROUP_PRIORITY = refusal(
    "FirewallPolicyRuleCollectionGroupInvalidPriority",
    400,
    "Rule collection group or collection `{name}` has priority {priority}: 100 to 65000 is accepted.",
    source="hashicorp/terraform-provider-azurerm rule collection group (2026-08-21); code name inferred",
)
behaviour("The private address is computed from AzureFirewallSubnet.", f"{FIREWALL}#1")
TIERS = {"Basic": 0, "Standard": 1, "Premium": 2}


@handles(FIREWALL)
class Firewalls(Handler):
    """A firewall in a network (or in a virtual hub, which needs no subnet)."""

    def validate(self, request: Request) -> None:
        """Subnets have the names and sizes that the service demands; policy and tier agree."""
        check_references(request)
        for name, one in self._configurations(request.properties):
            self._check_subnet(request, name, one)
        policy = request.cloud.find(str(request.given("properties", "firewallPolicy", "id")))
        tier = request.given("properties", "sku", "tier") or "Standard"
        policy_tier = (dig(policy.body, "properties", "sku", "tier") if policy else None) or "Standard"
        if policy is not None and TIERS.get(policy_tier, 0) > TIERS.get(tier, 0):
            raise PARENT_TIER(request.id, id=request.id, tier=tier, policy=policy_tier)

    def _configurations(self, properties: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
        found = [
            ("AzureFirewallSubnet", one)
            for one in properties.get("ipConfigurations") or []
            if dig(one, "properties", "subnet", "id")
        ]
        management = properties.get("managementIpConfiguration")
        return [*found, ("AzureFirewallManagementSubnet", management)] if management else found

    def _check_subnet(self, request: Request, name: str, configuration: dict[str, Any]) -> None:
        subnet = subnet_of(request, dig(configuration, "properties", "subnet"), "properties.ipConfigurations.subnet.id")
        needed = reserved_subnets()[name].max_prefix_length
        if subnet is None or parse(subnet.id).name != name or first_prefix(subnet).prefixlen > needed:
            found = subnet.id if subnet else "none"
            raise WRONG_SUBNET(request.id, id=request.id, name=name, length=needed, subnet=found)
        holders = [one["holder"] for one in occupancy.occupants(request.cloud, subnet.key)]
        others = [one for one in holders if one.lower() != request.id.key]
        if others:
            raise SECOND(request.id, network=subnet.parent, other=others[0])

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """The private address."""
        properties = body["properties"]
        put_default(properties, threatIntelMode="Alert", sku={"name": "AZFW_VNet", "tier": "Standard"})
        occupancy.leave(request.cloud, str(request.id))
        for name, one in self._configurations(properties):
            subnet = subnet_of(request, one["properties"]["subnet"], "properties.ipConfigurations.subnet.id")
            if subnet is None:
                continue
            taken = occupancy.taken(request.cloud, subnet.key)
            address = next_free(first_prefix(subnet), taken, subnet.id)
            if name == "AzureFirewallSubnet":
                one["properties"]["privateIPAddress"] = address
            one["properties"]["provisioningState"] = "Succeeded"
            occupancy.occupy(request.cloud, parse(subnet.id), str(request.id), addresses=[address])

    def after_delete(self, cloud: "Cloud", resource: Resource) -> None:
        """Give the addresses back."""
        occupancy.leave(cloud, resource.id)


@handles(POLICY)
class Policies(Handler):
    """A policy cannot go while a firewall or another policy builds on it."""

    def validate(self, request: Request) -> None:
        """What it names exists."""
        check_references(request)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Defaults."""
        put_default(body.setdefault("properties", {}), threatIntelMode="Alert", sku={"tier": "Standard"})

    def before_delete(self, cloud: "Cloud", resource: Resource, caller: str) -> None:
        """Refuse while used."""
        found = [
            *users(cloud, resource.key, FIREWALL, "properties", "firewallPolicy"),
            *users(cloud, resource.key, POLICY, "properties", "basePolicy"),
        ]
        if found:
            raise POLICY_IN_USE(resource.id, id=resource.id, holder=found[0].id)

    def show(self, cloud: "Cloud", resource: Resource, body: dict[str, Any]) -> None:
        """What builds on it and what it holds."""
        for name, found in (
            ("firewalls", users(cloud, resource.key, FIREWALL, "properties", "firewallPolicy")),
            ("childPolicies", users(cloud, resource.key, POLICY, "properties", "basePolicy")),
            ("ruleCollectionGroups", cloud.store.children(resource.key, f"{POLICY}/ruleCollectionGroups")),
        ):
            body["properties"][name] = [{"id": row.id} for row in found]


@handles(f"{POLICY}/ruleCollectionGroups")
class RuleCollectionGroups(Handler):
    """Priorities of groups and collections."""

    def validate(self, request: Request) -> None:
        """100 to 65000."""
        collections = request.properties.get("ruleCollections") or []
        named = [(request.id.name, request.properties), *((str(one.get("name")), one) for one in collections)]
        for name, one in named:
            priority = one.get("priority")
            if priority is not None and not 100 <= priority <= 65000:
                raise GROUP_PRIORITY(request.id, name=name, priority=priority)

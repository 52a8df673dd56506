"""Network security groups: priorities, the six rules that are always there, and what still uses the group."""

from typing import TYPE_CHECKING, Any

from simulator.core.request import Request
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.network.inline import InlineChildren
from simulator.core.types.network.references import users
from simulator.core.types.network.virtual_networks import NETWORK, SUBNET

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.Network/networkSecurityGroups"
RULE = f"{TYPE}/securityRules"
INTERFACE = "Microsoft.Network/networkInterfaces"
CONFLICT = refusal(
    "SecurityRuleConflict",
    400,
    "Security rules `{name}` and `{other}` cannot have the same priority {priority} and direction {direction}.",
    f"{RULE}:SecurityRuleConflict#1",
    f"{RULE}:SecurityRuleConflict#2",
)
PRIORITY = refusal(
    "SecurityRuleInvalidPriority",
    400,
    "Security rule `{name}` has priority {priority}: 100 to 4096 is accepted.",
    source=f"{NETWORK}; azurerm documents 100 to 4096",
)
BOTH_FORMS = refusal(
    "SecurityRuleParameterContainsUnsupportedValue",
    400,
    "Security rule `{name}` sets both `{one}` and `{other}`, or neither.",
    source=f"{NETWORK}; code name inferred",
)
IN_USE = refusal(
    "InUseNetworkSecurityGroupCannotBeDeleted",
    400,
    "Network security group `{name}` cannot be deleted because it is in use by: {holders}.",
    f"{TYPE}:InUseNetworkSecurityGroupCannotBeDeleted",
)
behaviour("Six default rules exist from creation and are read only.", f"{TYPE}#1")
behaviour("Rules inline are the whole list, including those a service has written.", f"{TYPE}#2")
PAIRS = (
    ("sourceAddressPrefix", "sourceAddressPrefixes"),
    ("destinationAddressPrefix", "destinationAddressPrefixes"),
    ("sourcePortRange", "sourcePortRanges"),
    ("destinationPortRange", "destinationPortRanges"),
)
DEFAULT_RULES = (
    ("AllowVnetInBound", "Inbound", 65000, "Allow", "VirtualNetwork", "VirtualNetwork"),
    ("AllowAzureLoadBalancerInBound", "Inbound", 65001, "Allow", "AzureLoadBalancer", "*"),
    ("DenyAllInBound", "Inbound", 65500, "Deny", "*", "*"),
    ("AllowVnetOutBound", "Outbound", 65000, "Allow", "VirtualNetwork", "VirtualNetwork"),
    ("AllowInternetOutBound", "Outbound", 65001, "Allow", "*", "Internet"),
    ("DenyAllOutBound", "Outbound", 65500, "Deny", "*", "*"),
)


def check_rules(rules: list[dict[str, Any]], target: object) -> None:
    """Refuse rules that contradict themselves or each other."""
    seen: dict[tuple[str, int], str] = {}
    for rule in rules:
        properties, name = rule.get("properties") or {}, str(rule.get("name"))
        priority = properties.get("priority")
        if not isinstance(priority, int | float) or not 100 <= priority <= 4096:
            raise PRIORITY(target, name=name, priority=priority)
        for one, other in PAIRS:
            groups = one.replace("AddressPrefix", "ApplicationSecurityGroups")
            given = [key for key in dict.fromkeys((one, other, groups)) if properties.get(key)]
            if len(given) != 1:
                raise BOTH_FORMS(target, name=name, one=one, other=other)
        place = (str(properties.get("direction")).lower(), int(priority))
        if place in seen:
            raise CONFLICT(target, name=name, other=seen[place], priority=place[1], direction=place[0])
        seen[place] = name


@handles(TYPE)
class SecurityGroups(InlineChildren):
    """Rules inline are the whole list."""

    child_property, child_type = "securityRules", RULE

    def validate(self, request: Request) -> None:
        """Check the list."""
        check_rules(request.properties.get("securityRules") or [], request.id)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Add what Azure computes."""
        super().complete(request, body)
        properties = body["properties"]
        properties["defaultSecurityRules"] = [_default_rule(request, *rule) for rule in DEFAULT_RULES]
        properties["resourceGuid"] = request.before("properties", "resourceGuid") or request.cloud.world.guid(
            request.id.key, request.cloud.world.incarnation(request.id.key)
        )

    def before_delete(self, cloud: "Cloud", resource: Resource, caller: str) -> None:
        """Refuse while a subnet or an interface uses it."""
        found = self._users(cloud, resource.key)
        if found:
            listed = ", ".join(f"`{row.id}`" for row in found)
            raise IN_USE(resource.id, name=resource.name, holders=listed)

    def _users(self, cloud: "Cloud", key: str) -> list[Resource]:
        return [
            row for kind in (SUBNET, INTERFACE) for row in users(cloud, key, kind, "properties", "networkSecurityGroup")
        ]

    def show(self, cloud: "Cloud", resource: Resource, body: dict[str, Any]) -> None:
        """Add rules and what uses the group."""
        super().show(cloud, resource, body)
        for row in self._users(cloud, resource.key):
            name = "subnets" if row.type == SUBNET.lower() else "networkInterfaces"
            body["properties"].setdefault(name, []).append({"id": row.id})


def _default_rule(
    request: Request, name: str, direction: str, priority: int, access: str, source: str, destination: str
) -> dict[str, Any]:
    return {
        "id": f"{request.id}/defaultSecurityRules/{name}",
        "name": name,
        "properties": {
            "access": access,
            "destinationAddressPrefix": destination,
            "destinationPortRange": "*",
            "direction": direction,
            "priority": priority,
            "protocol": "*",
            "provisioningState": "Succeeded",
            "sourceAddressPrefix": source,
            "sourcePortRange": "*",
        },
    }


@handles(RULE)
class SecurityRules(Handler):
    """One rule as a resource of its own."""

    def validate(self, request: Request) -> None:
        """Check against the siblings that stand."""
        parent = request.id.parent
        siblings = request.cloud.store.children(parent.key, RULE) if parent else []
        others = [{"name": row.name, **row.body} for row in siblings if row.key != request.id.key]
        check_rules([*others, {"name": request.id.name, **request.body}], request.id)

"""Nothing of the estate can be reached from the internet: worked out from the resources, not from a setting."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from arm.unknown import UNKNOWN
from policies.kit.arm_view import arm_id
from policies.kit.messages import shown
from policies.kit.plan import Plan
from policies.kit.planned import Planned
from policies.kit.python_rule import PythonRule
from policies.kit.verdict import PASS, Outcome, unknown, violation
from policies.model import Area, Level, Severity

ADDRESS = "azure-native:network:PublicIPAddress"
BEHIND = {
    f"azure-native:{name}"
    for name in (
        "network:NetworkInterface",
        "network:LoadBalancer",
        "network:ApplicationGateway",
        "compute:VirtualMachineScaleSet",
    )
}
"""What lets everyone in who reaches its address. Firewalls, bastions and gateways have doors with a guard."""
SERVICES = {
    f"azure-native:{name}"
    for name in (
        "cognitiveservices:Account",
        "containerregistry:Registry",
        "cosmosdb:DatabaseAccount",
        "databricks:Workspace",
        "datafactory:Factory",
        "eventhub:Namespace",
        "keyvault:Vault",
        "machinelearningservices:Workspace",
        "purview:Account",
        "search:Service",
        "sql:Server",
        "storage:StorageAccount",
        "synapse:Workspace",
    )
}
LOGS = "azure-native:operationalinsights:Workspace"
CLOSED = ("disabled", "securedbyperimeter")
RULES = ("networkRuleSet", "networkAcls")
SWITCH = "publicNetworkAccess"


def judge(subject: Planned, plan: Plan, context: Mapping[str, Any]) -> Outcome:  # noqa: ARG001
    """An address is as open as what uses it; a service is open unless it says that it is not."""
    if subject.token == ADDRESS:
        users = plan.once(ADDRESS, lambda: _users(plan))
        own = arm_id(subject)
        found = [*users.get(subject.urn, ()), *(users.get(own.lower(), ()) if own else ())]
        doors = {f"the address of `{user.name}`" for user in found if user.urn != subject.urn}
        return violation(*sorted(doors)) if doors else PASS
    switches = [f"{SWITCH}For{name}" for name in ("Ingestion", "Query")] if subject.token == LOGS else [SWITCH]
    inner = subject.inputs.get("properties")
    stated: Mapping[str, Any] = {**(inner if isinstance(inner, Mapping) else {}), **subject.inputs}
    if waiting := [name for name in switches if stated.get(name) is UNKNOWN]:
        return unknown(*waiting)
    opened = [name for name in switches if str(stated.get(name)).lower() not in CLOSED]
    return violation(*(f"`{name}` {shown(stated.get(name))}{_let_in(stated)}" for name in opened)) if opened else PASS


def _let_in(stated: Mapping[str, Any]) -> str:
    """Whom the firewall of a service lets in, for the message."""
    rules: Mapping[str, Any] = next((stated[name] for name in RULES if isinstance(stated.get(name), Mapping)), {})
    if str(rules.get("defaultAction", "Allow")).lower() != "deny":
        return " for everyone"
    listed = [shown(each.get("value", each.get("iPAddressOrRange"))) for each in rules.get("ipRules") or ()]
    return f" for {', '.join(listed)}" if listed else " for trusted services"


def _users(plan: Plan) -> Mapping[str, list[Planned]]:
    """What would be reached by an address: by its id in lower case, and by the resource that makes it."""
    found: defaultdict[str, list[Planned]] = defaultdict(list)
    for user in plan.of(*sorted(BEHIND)):
        for text in _texts(user.inputs):
            found[text.lower()].append(user)
        for urn in {urn for urns in user.links.values() for urn in urns}:
            found[urn].append(user)
    return found


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str) and value.startswith("/subscriptions/"):
        yield value


RULE = PythonRule(
    id="E-NET-006",
    name="network-public-doors-closed",
    title="No door is open to the internet",
    obligation="No service may take connections from the internet, and no address may lead to what has no guard.",
    area=Area.NETWORK_ISOLATION,
    severity=Severity.CRITICAL,
    reason="A setting says what was meant; only the resources together say what can be reached.",
    expected="`publicNetworkAccess` `Disabled`, and public addresses at firewalls, bastions and gateways only",
    fix="Remove what opens it, such as `lakes.allowed_ip_ranges`, from the stack's file; "
    "or ask for an exemption with `estate request policy-exemption`.",
    tokens=frozenset({ADDRESS, LOGS, *SERVICES}),
    judge=judge,
    level=Level.MANDATORY,
    controls={"mcsb": ("NS-1", "NS-2"), "iso27001": ("A.8.20", "A.8.22"), "nist80053": ("AC-3", "SC-7")},
)

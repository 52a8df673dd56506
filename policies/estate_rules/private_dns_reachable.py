"""The name of every private endpoint resolves in every network that uses it."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from arm.unknown import UNKNOWN
from policies.kit.arm_view import arm_id
from policies.kit.plan import Plan
from policies.kit.planned import Planned
from policies.kit.python_rule import PythonRule
from policies.kit.verdict import NOT_APPLICABLE, PASS, Outcome, unknown, violation
from policies.model import Area, Level, Severity

NETWORK = "azure-native:network:VirtualNetwork"
GROUP = "azure-native:network:PrivateDnsZoneGroup"
LINK = "azure-native:privatedns:VirtualNetworkLink"
CONFIGS = "privateDnsZoneConfigs"


def judge(subject: Planned, plan: Plan, context: Mapping[str, Any]) -> Outcome:
    """Settings give `privateDnsZones`, and by `privateDnsLinked` whether the stack links its network to them."""
    zones = context.get("privateDnsZones")
    if not zones:
        return NOT_APPLICABLE
    if subject.token == GROUP:
        return _registered(subject, {zone.lower() for zone in zones})
    if not context.get("privateDnsLinked"):
        return NOT_APPLICABLE
    links = plan.once(LINK, lambda: _zones_by_network(plan))
    own = arm_id(subject)
    missing = {zone.lower() for zone in zones} - links.get(own.lower() if own else None, set())
    if not missing:
        return PASS
    if own is None or links.get(None) or UNKNOWN in links.get(own.lower(), set()):
        return unknown("virtualNetwork.id")
    return violation(*(f"`{zone}` without a link to `{subject.name}`" for zone in sorted(missing)))


def _registered(group: Planned, zones: set[str]) -> Outcome:
    """An endpoint registers in zones that networks are linked to."""
    configs = group.inputs.get(CONFIGS)
    ids = [UNKNOWN] if configs is UNKNOWN else [_zone_id(each) for each in configs or ()]
    names = [str(each).rsplit("/", 1)[-1].lower() for each in ids if each is not UNKNOWN]
    if strangers := [name for name in names if name not in zones]:
        return violation(*(f"`{name}`, to which no network of the estate is linked" for name in strangers))
    if UNKNOWN in ids:
        return unknown(CONFIGS)
    return PASS if names else violation("no zone")


def _zone_id(config: Any) -> Any:
    return config.get("privateDnsZoneId") if isinstance(config, Mapping) else config


def _zones_by_network(plan: Plan) -> Mapping[str | None, set[Any]]:
    """Zones by the network that they are linked to, in lower case; under `None` where that is not known."""
    found: defaultdict[str | None, set[Any]] = defaultdict(set)
    for link in plan.of(LINK):
        network, zone = link.inputs.get("virtualNetwork"), link.inputs.get("privateZoneName")
        target = network.get("id") if isinstance(network, Mapping) else network
        key = target.lower() if isinstance(target, str) else None
        found[key].add(zone.lower() if isinstance(zone, str) else zone)
    return found


RULE = PythonRule(
    id="E-NET-005",
    name="network-private-dns-reachable",
    title="Private endpoints resolve in every network",
    obligation="Every network must be linked to every zone in which endpoints of the estate register.",
    area=Area.NETWORK_ISOLATION,
    severity=Severity.HIGH,
    reason="Without the link a client resolves the public address of the service, and is refused there.",
    expected="a link from each zone that the management zone keeps to the network",
    fix="Build zones with the landing zone template; zones of more regions are `dns_regions` of the management zone.",
    tokens=frozenset({NETWORK, GROUP}),
    judge=judge,
    level=Level.MANDATORY,
    controls={"mcsb": ("NS-2", "NS-10"), "iso27001": ("A.8.20",), "nist80053": ("SC-20",)},
)

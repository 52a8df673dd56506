"""Address ranges of a stack keep clear of those of all other stacks and of the hubs."""

from collections.abc import Iterator, Mapping
from ipaddress import ip_network
from typing import Any

from arm.unknown import UNKNOWN
from policies.kit.plan import Plan
from policies.kit.planned import Planned
from policies.kit.python_rule import PythonRule
from policies.kit.verdict import NOT_APPLICABLE, PASS, Outcome, unknown, violation
from policies.model import Area, Level, Severity

NETWORK = "azure-native:network:VirtualNetwork"
SUBNET = "azure-native:network:Subnet"


def judge(subject: Planned, plan: Plan, context: Mapping[str, Any]) -> Outcome:  # noqa: ARG001
    """Settings give `addresses`: what other stacks use; absent, nothing is judged."""
    if "addresses" not in context:
        return NOT_APPLICABLE
    is_network = subject.token == NETWORK
    others = context["addresses"]["networks" if is_network else "subnets"]
    space = subject.inputs.get("addressSpace") if is_network else subject.inputs
    own = space if space is UNKNOWN else (space or {}).get("addressPrefixes" if is_network else "addressPrefix")
    ranges = own if isinstance(own, list) else [own]
    known = [each for each in ranges if isinstance(each, str)]
    found = [text for each in known for text in _overlaps(each, others)]
    if found:
        return violation(*found)
    return unknown("addressSpace" if is_network else "addressPrefix") if UNKNOWN in ranges else PASS


def _overlaps(own: str, others: Mapping[str, Any]) -> Iterator[str]:
    mine = ip_network(own, strict=False)
    for name, stated in others.items():
        for each in stated if isinstance(stated, list) else [stated]:
            theirs = ip_network(each, strict=False)
            if mine.version == theirs.version and mine.overlaps(theirs):
                yield f"`{own}` overlaps `{each}` of `{name}`"


RULE = PythonRule(
    id="E-NET-004",
    name="network-addresses-apart",
    title="Stacks use addresses of their own",
    obligation="Networks and subnets must not overlap those of another stack, nor a hub.",
    area=Area.NETWORK_ISOLATION,
    severity=Severity.HIGH,
    reason="Networks that overlap cannot be peered, and a subnet of two teams can be deployed by one of them only.",
    expected="a range that no other stack and no hub uses",
    fix="Take `address_prefix` or `subnet_slot` from what `estate check` says is free.",
    tokens=frozenset({NETWORK, SUBNET}),
    judge=judge,
    level=Level.MANDATORY,
    controls={"mcsb": ("NS-1",), "iso27001": ("A.8.22",), "nist80053": ("SC-7",)},
)

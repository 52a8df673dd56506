"""Private endpoints register their names, unless a policy in Azure does it."""

from collections.abc import Mapping
from typing import Any

from policies.kit.plan import Plan, points_to
from policies.kit.planned import Planned
from policies.kit.python_rule import PythonRule
from policies.kit.verdict import NOT_APPLICABLE, PASS, Outcome, unknown, violation
from policies.model import Area, Level, Severity

GROUP = "azure-native:network:PrivateDnsZoneGroup"
BY_POLICY = "policy"


def judge(subject: Planned, plan: Plan, context: Mapping[str, Any]) -> Outcome:
    """Settings say `dnsRegistration`; absent, the template registers."""
    if context.get("dnsRegistration") == BY_POLICY:
        return NOT_APPLICABLE
    wanted = {name: subject.inputs.get(name) for name in ("privateEndpointName", "resourceGroupName")}
    answers = [points_to(group, wanted, subject) for group in plan.of(GROUP)]
    if True in answers:
        return PASS
    if None in answers:
        return unknown("privateEndpointName")
    return violation(f"no DNS zone group for `{subject.name}` in this plan")


RULE = PythonRule(
    id="E-NET-001",
    name="network-private-endpoint-registered",
    title="Private endpoints have a DNS zone group",
    obligation="Where templates register names, every private endpoint must have a DNS zone group.",
    area=Area.NETWORK_ISOLATION,
    severity=Severity.HIGH,
    reason="Without a record in the private zone, clients resolve the public address and are refused there.",
    expected="a DNS zone group in the same stack",
    fix="Build the endpoint with the private endpoint component, or set `dns_registration: policy` in `estate.yaml`.",
    tokens=frozenset({"azure-native:network:PrivateEndpoint"}),
    judge=judge,
    level=Level.MANDATORY,
    controls={"mcsb": ("NS-2", "NS-10"), "iso27001": ("A.8.20",), "nist80053": ("SC-20",)},
)

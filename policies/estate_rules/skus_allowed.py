"""What is bought is what the environment may spend on."""

from collections.abc import Mapping
from typing import Any

from arm import schema
from arm.unknown import UNKNOWN
from policies.kit.messages import shown
from policies.kit.plan import Plan
from policies.kit.planned import Planned
from policies.kit.python_rule import PythonRule
from policies.kit.verdict import NOT_APPLICABLE, PASS, Outcome, unknown, violation
from policies.model import Area, Level, Severity

PRICED = frozenset(
    f"azure-native:{name}"
    for name in (
        "cognitiveservices:Account",
        "containerregistry:Registry",
        "databricks:Workspace",
        "eventhub:Namespace",
        "keyvault:Vault",
        "network:AzureFirewall",
        "network:BastionHost",
        "network:FirewallPolicy",
        "network:NatGateway",
        "network:PublicIPAddress",
        "operationalinsights:Workspace",
        "purview:Account",
        "search:Service",
        "storage:StorageAccount",
    )
)
"""Types whose price is a matter of their SKU."""


def judge(subject: Planned, plan: Plan, context: Mapping[str, Any]) -> Outcome:  # noqa: ARG001
    """Settings give `allowedSkus` by resource type; a type that is not named may have any."""
    allowed = context.get("allowedSkus", {}).get(schema.by_token(subject.token).arm_type.lower())
    if allowed is None:
        return NOT_APPLICABLE
    inner = subject.inputs.get("properties")
    holder = inner if isinstance(inner, Mapping) and "sku" in inner else subject.inputs
    sku = holder.get("sku")
    name = sku.get("name") if isinstance(sku, Mapping) else sku
    if name is UNKNOWN:
        return unknown("sku.name")
    return PASS if str(name).lower() in {each.lower() for each in allowed} else violation(f"`sku.name` {shown(name)}")


RULE = PythonRule(
    id="E-CST-002",
    name="cost-skus-allowed",
    title="SKUs are those of the environment",
    obligation="Where an environment lists SKUs of a type, resources of that type must have one of them.",
    area=Area.COST,
    severity=Severity.MEDIUM,
    reason="Development pays for production's redundancy by copying it; a list says once what is enough.",
    expected="one of `environments.<name>.allowed_skus` for the type",
    fix="Choose a listed SKU in the stack's file, or extend `environments.<name>.allowed_skus` in `estate.yaml`.",
    tokens=PRICED,
    judge=judge,
    level=Level.MANDATORY,
    controls={"iso27001": ("A.8.6",), "nist80053": ("SA-2",)},
)

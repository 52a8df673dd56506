"""Whoever spends has a budget that warns."""

from collections.abc import Mapping
from typing import Any

from arm.unknown import UNKNOWN
from policies.kit.arm_view import arm_id
from policies.kit.plan import Plan
from policies.kit.planned import Planned
from policies.kit.python_rule import PythonRule
from policies.kit.verdict import NOT_APPLICABLE, PASS, Outcome, unknown, violation
from policies.model import Area, Level, Severity

BUDGET = "azure-native:consumption:Budget"
SCOPE = "scope"


def judge(subject: Planned, plan: Plan, context: Mapping[str, Any]) -> Outcome:
    """Settings give `budget`: `resource-group` or `subscription`; absent, others pay."""
    if context.get("budget") not in ("resource-group", "subscription"):
        return NOT_APPLICABLE
    own = arm_id(subject)
    budgets = list(plan.of(BUDGET))
    if any(subject.urn in budget.links.get(SCOPE, ()) for budget in budgets):
        return PASS
    if own is None:
        return unknown("subscriptionId")
    accepted = {own.lower(), own.lower().split("/resourcegroups/")[0]}
    scopes = [budget.inputs.get(SCOPE) for budget in budgets]
    if accepted & {scope.rstrip("/").lower() for scope in scopes if isinstance(scope, str)}:
        return PASS
    if any(scope is UNKNOWN for scope in scopes):
        return unknown(SCOPE)
    return violation(f"no budget on `{subject.name}` or its subscription in this plan")


RULE = PythonRule(
    id="E-CST-001",
    name="cost-budget-present",
    title="Resource groups have a budget",
    obligation="A team's resource group, or the subscription of a landing zone, must have a budget.",
    area=Area.COST,
    severity=Severity.LOW,
    reason="Without a budget nobody is told, and the bill is the first to say what was left running.",
    expected="a budget with the group or its subscription as scope, in the same stack",
    fix="Keep the budget of the template; its amount is `monthly_budget` of the stack or `budgets` in `estate.yaml`.",
    tokens=frozenset({"azure-native:resources:ResourceGroup"}),
    judge=judge,
    level=Level.MANDATORY,
    controls={"iso27001": ("A.8.6",), "nist80053": ("SA-2",)},
)

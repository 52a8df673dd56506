"""People hold no privileged role where only deploy identities may write."""

from collections.abc import Mapping
from typing import Any

from arm.unknown import UNKNOWN
from policies.kit.plan import Plan
from policies.kit.planned import Planned
from policies.kit.python_rule import PythonRule
from policies.kit.verdict import NOT_APPLICABLE, PASS, Outcome, unknown, violation
from policies.model import Area, Level, Severity

PRIVILEGED: Mapping[str, str] = {
    "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": "Owner",
    "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9": "User Access Administrator",
    "f58310d9-a9f6-439a-9e8d-f62e7b41a168": "Role Based Access Control Administrator",
    "b24988ac-6180-42a0-ab88-20f7382dd24c": "Contributor",
}
"""Built-in roles with which a holder changes or hands out anything in a scope."""
IDENTITIES = "serviceprincipal"


def judge(subject: Planned, plan: Plan, context: Mapping[str, Any]) -> Outcome:  # noqa: ARG001
    """Settings say `peopleWrite`; absent, people are taken not to write."""
    if context.get("peopleWrite", False):
        return NOT_APPLICABLE
    principal, role = subject.inputs.get("principalType"), subject.inputs.get("roleDefinitionId")
    if role is not UNKNOWN and str(role).rsplit("/", 1)[-1].lower() not in PRIVILEGED:
        return PASS
    if principal is not UNKNOWN and str(principal).lower() == IDENTITIES:
        return PASS
    undecided = [name for name, value in (("roleDefinitionId", role), ("principalType", principal)) if value is UNKNOWN]
    if undecided:
        return unknown(*undecided)
    return violation(f"`{PRIVILEGED[str(role).rsplit('/', 1)[-1].lower()]}` for a `{principal or 'principal'}`")


RULE = PythonRule(
    id="E-IAM-001",
    name="authorization-people-without-privilege",
    title="People hold no privileged role",
    obligation="Where people do not write, only service principals may hold a privileged role.",
    area=Area.IDENTITY,
    severity=Severity.CRITICAL,
    reason="The matrix gives people reading and approving; changes arrive through deployments.",
    expected="a reading role, or a service principal",
    fix="Set `environments.<name>.people_write` in `estate.yaml` where people may write.",
    tokens=frozenset({"azure-native:authorization:RoleAssignment"}),
    judge=judge,
    level=Level.MANDATORY,
    controls={"mcsb": ("PA-1", "PA-7"), "iso27001": ("A.8.2",), "nist80053": ("AC-6",)},
)

"""Groups hold the rights that the responsibility matrix gives them, and no others."""

import re
from collections.abc import Mapping
from typing import Any

from arm.roles import role_by_guid
from arm.unknown import UNKNOWN
from policies.kit.plan import Plan
from policies.kit.planned import Planned
from policies.kit.python_rule import PythonRule
from policies.kit.verdict import NOT_APPLICABLE, PASS, Outcome, unknown, violation
from policies.model import Area, Level, Severity

REACHES = {
    "whole": re.compile(
        r"/subscriptions/[^/]+(/resourcegroups/[^/]+)?|/providers/microsoft.management/managementgroups/[^/]+"
    ),
    "workloads": re.compile(r"/subscriptions/[^/]+/resourcegroups/[^/]+"),
    "upload": re.compile(r"/subscriptions/.+/providers/microsoft.storage/storageaccounts/[^/]+"),
    "service": re.compile(r"/subscriptions/[^/]+/resourcegroups/[^/]+/providers/[^/]+/[^/]+/[^/]+"),
    "subnet": re.compile(r"/subscriptions/.+/virtualnetworks/[^/]+/subnets/[^/]+"),
}
"""Scopes in lower case by how far a right of the matrix reaches."""


def judge(subject: Planned, plan: Plan, context: Mapping[str, Any]) -> Outcome:  # noqa: ARG001
    """Settings give `rights` and, where the platform is deployed, `groupIds`; absent, nothing is judged."""
    principal_type = subject.inputs.get("principalType")
    if "rights" not in context or (principal_type is not UNKNOWN and str(principal_type).lower() != "group"):
        return NOT_APPLICABLE
    values = {name: subject.inputs.get(name) for name in ("principalType", "roleDefinitionId", "scope", "principalId")}
    role, scope = str(values["roleDefinitionId"]).rsplit("/", 1)[-1].lower(), values["scope"]
    granted = [each for each in context["rights"] if values["roleDefinitionId"] is UNKNOWN or each["roleId"] == role]
    if scope is not UNKNOWN:
        granted = [each for each in granted if REACHES[each["reach"]].fullmatch(str(scope).lower())]
    keys = {object_id: key for key, object_id in context.get("groupIds", {}).items()}
    if keys and values["principalId"] is not UNKNOWN:
        key = keys.get(str(values["principalId"]))
        who = f"`{key}`" if key else "a group that is none of the estate's"
        granted = [each for each in granted if each["group"] == key]
    else:
        who = "a group"
    if undecided := [name for name, value in values.items() if value is UNKNOWN and (name != "principalId" or keys)]:
        return unknown(*undecided) if granted else violation(f"{_role(role)} for {who} at `{scope}`")
    return PASS if granted else violation(f"{_role(role)} for {who} at `{scope}`")


def _role(guid: str) -> str:
    known = role_by_guid(guid)
    return f"`{known.name}`" if known else f"the role `{guid}`"


RULE = PythonRule(
    id="E-IAM-002",
    name="authorization-rights-by-matrix",
    title="Groups hold the rights of the matrix",
    obligation="A role assignment to a group must be one that the responsibility matrix gives on the stack.",
    area=Area.IDENTITY,
    severity=Severity.HIGH,
    reason="A right beside the matrix is seen by nobody who reads the matrix, and outlives the reason for it.",
    expected="a role, a group and a scope of `estate rights`",
    fix="Remove the assignment, or ask for a change of the matrix; the estate computes the others from it.",
    tokens=frozenset({"azure-native:authorization:RoleAssignment"}),
    judge=judge,
    level=Level.MANDATORY,
    controls={"mcsb": ("PA-1", "PA-7"), "iso27001": ("A.5.15", "A.5.18"), "nist80053": ("AC-2", "AC-6")},
)

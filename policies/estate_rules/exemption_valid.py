"""Exemptions in Azure are in force, end in time, and speak of an assignment that exists."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from arm.policy.ordering import parse_date
from arm.unknown import UNKNOWN
from policies.kit.arm_view import arm_id
from policies.kit.plan import Plan
from policies.kit.planned import Planned
from policies.kit.python_rule import PythonRule
from policies.kit.verdict import PASS, Outcome, unknown, violation
from policies.model import Area, Level, Severity

ASSIGNMENT = "azure-native:authorization:PolicyAssignment"
EXPIRES, ASSIGNED = "expiresOn", "policyAssignmentId"


def judge(subject: Planned, plan: Plan, context: Mapping[str, Any]) -> Outcome:
    """Settings give `today` and may give `longestExemptionDays`. Assignments are compared where the plan holds any."""
    today = date.fromisoformat(context["today"]) if "today" in context else datetime.now(UTC).date()
    expires, assigned = subject.inputs.get(EXPIRES), subject.inputs.get(ASSIGNED)
    found = [] if expires is UNKNOWN else _period(expires, today, context.get("longestExemptionDays"))
    known = {found_id.lower() for each in plan.of(ASSIGNMENT) if (found_id := arm_id(each))}
    if known and isinstance(assigned, str) and assigned.lower() not in known:
        found.append(f"an exemption from `{assigned.rsplit('/', 1)[-1]}`, which is not assigned")
    if found:
        return violation(*found)
    made_here = any(each.urn in subject.links.get(ASSIGNED, ()) for each in plan.of(ASSIGNMENT))
    waiting = [EXPIRES] if expires is UNKNOWN else []
    waiting += [ASSIGNED] if assigned is UNKNOWN and known and not made_here else []
    return unknown(*waiting) if waiting else PASS


def _period(expires: Any, today: date, longest: int | None) -> list[str]:
    moment = parse_date(expires) if isinstance(expires, str) else None
    if moment is None:
        return [f"no `{EXPIRES}`"]
    last = moment.date()
    if last < today:
        return [f"expired on {last}"]
    too_long = longest is not None and last > today + timedelta(days=longest)
    return [f"in force until {last}, longer than {longest} days"] if too_long else []


RULE = PythonRule(
    id="E-GOV-001",
    name="governance-exemption-valid",
    title="Exemptions end",
    obligation="An exemption must expire within the longest period, not be over, and speak of an assignment.",
    area=Area.IDENTITY,
    severity=Severity.MEDIUM,
    reason="An exemption without an end is a hole; one that is over, or of nothing, hides that nobody looks.",
    expected="an end within `longest_exemption_days` from today, and an assignment that exists",
    fix="Renew it with `estate request policy-exemption`, or remove it from `exemptions.yaml`.",
    tokens=frozenset({"azure-native:authorization:PolicyExemption"}),
    judge=judge,
    level=Level.MANDATORY,
    controls={"mcsb": ("GS-2",), "iso27001": ("A.5.36",), "nist80053": ("CA-5", "PL-2")},
)

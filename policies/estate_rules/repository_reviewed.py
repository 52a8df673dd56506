"""Repositories take changes only after review."""

from collections.abc import Mapping
from typing import Any

from arm.unknown import UNKNOWN
from policies.kit.messages import shown
from policies.kit.plan import Plan
from policies.kit.planned import Planned
from policies.kit.python_rule import PythonRule
from policies.kit.verdict import PASS, Outcome, unknown, violation
from policies.model import Area, Level, Severity

REVIEWERS = "azuredevops:index/branchPolicyMinReviewers:BranchPolicyMinReviewers"
SETTINGS = "settings"


def judge(subject: Planned, plan: Plan, context: Mapping[str, Any]) -> Outcome:  # noqa: ARG001
    """A branch policy belongs to the repository that its settings are made of."""
    doubtful = False
    for policy in plan.of(REVIEWERS):
        if subject.urn in policy.links.get(SETTINGS, ()):
            return _reviewers(policy)
        doubtful = doubtful or not policy.links.get(SETTINGS)
    return unknown(SETTINGS) if doubtful else violation(f"no review policy for `{subject.name}` in this plan")


def _reviewers(policy: Planned) -> Outcome:
    settings = policy.inputs.get(SETTINGS)
    if settings is UNKNOWN:
        return unknown(SETTINGS)
    count = (settings or {}).get("reviewerCount")
    if count is UNKNOWN:
        return unknown(f"{SETTINGS}.reviewerCount")
    if policy.inputs.get("enabled") is False or policy.inputs.get("blocking") is False:
        return violation(f"the review policy `{policy.name}` does not block")
    return PASS if isinstance(count, int) and count >= 1 else violation(f"`reviewerCount` {shown(count)}")


RULE = PythonRule(
    id="E-DEV-001",
    name="devops-repository-reviewed",
    title="Repositories ask for a review",
    obligation="Every repository must have a blocking branch policy with at least one reviewer.",
    area=Area.IDENTITY,
    severity=Severity.HIGH,
    reason="The repository is where the estate is changed: without a review one account deploys anything.",
    expected="a blocking branch policy with at least one reviewer",
    fix="Keep the branch policies that the platform stack writes for every team's repository.",
    tokens=frozenset({"azuredevops:index/git:Git"}),
    judge=judge,
    level=Level.MANDATORY,
    controls={"mcsb": ("DS-6",), "iso27001": ("A.8.32",), "nist80053": ("CM-3", "AC-5")},
)

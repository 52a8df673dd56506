"""What a pipeline deploys is released, and what a repository takes is reviewed, by whom the matrix names."""

from collections.abc import Iterator, Mapping
from typing import Any

from policies.kit.groups import group_names
from policies.kit.plan import Plan
from policies.kit.planned import Planned
from policies.kit.python_rule import PythonRule
from policies.kit.verdict import NOT_APPLICABLE, PASS, Outcome, unknown, violation
from policies.model import Area, Level, Severity

PROJECT = "azuredevops:index/project:Project"
ENVIRONMENT = "azuredevops:index/environment:Environment"
REPOSITORY = "azuredevops:index/git:Git"
APPROVAL = "azuredevops:index/checkApproval:CheckApproval"
REVIEWERS = "azuredevops:index/branchPolicyAutoReviewers:BranchPolicyAutoReviewers"


def judge(subject: Planned, plan: Plan, context: Mapping[str, Any]) -> Outcome:
    """Settings give `approvals` by stack, the name of its repository and environment; others are not judged.

    A template may bear the name of a stack: only what stands in the stack's own project is judged.
    """
    wanted = context.get("approvals", {}).get(subject.inputs.get("name"))
    if wanted is None or _stands_elsewhere(subject, plan, wanted.get("project")):
        return NOT_APPLICABLE
    is_environment = subject.token == ENVIRONMENT
    names = set(wanted["approvers" if is_environment else "reviewers"])
    checks = list(_checks(subject, plan, is_environment=is_environment))
    if any(not check.links for check, _ in checks):
        return unknown("targetResourceId" if is_environment else "settings")
    told = {name for check, holds in checks for name in group_names(check, holds, plan)}
    verb = "releases" if is_environment else "reviews"
    found = [f"nobody of `{name}` {verb} `{subject.name}`" for name in sorted(names - told)]
    if is_environment:
        found += [f"`{name}` {verb} `{subject.name}`" for name in sorted(told - names)]
        found += [f"`{check.name}` needs no approval" for check, _ in checks if not _needs_somebody(check)]
    return violation(*found) if found else PASS


def _stands_elsewhere(subject: Planned, plan: Plan, project: str | None) -> bool:
    makers = subject.links.get("projectId", ())
    found = {each.inputs.get("name") for each in plan.of(PROJECT) if each.urn in makers}
    return bool(project and found and project not in found)


def _checks(subject: Planned, plan: Plan, *, is_environment: bool) -> Iterator[tuple[Planned, str]]:
    """The checks on an environment, or the required reviewers of a repository, and which property names groups."""
    token, target, holds = (
        (APPROVAL, "targetResourceId", "approvers") if is_environment else (REVIEWERS, "settings", "settings")
    )
    for check in plan.of(token):
        if not check.links or subject.urn in check.links.get(target, ()):
            yield check, holds


def _needs_somebody(check: Planned) -> bool:
    least = check.inputs.get("minimumRequiredApprovers", 1)
    return not isinstance(least, int) or least >= 1


RULE = PythonRule(
    id="E-DEV-002",
    name="devops-release-approved",
    title="Releases and reviews follow the matrix",
    obligation="Each environment must be released, and each repository reviewed, by the groups that the matrix names.",
    area=Area.IDENTITY,
    severity=Severity.HIGH,
    reason="Who is accountable decides: an approval by anybody else, or by nobody, makes the matrix a picture.",
    expected="an approval by every accountable group and no other, a review by those who keep and are consulted",
    fix="Keep the checks that the platform stack writes; change the matrix where somebody else shall decide.",
    tokens=frozenset({ENVIRONMENT, REPOSITORY}),
    judge=judge,
    level=Level.MANDATORY,
    controls={"mcsb": ("DS-6", "PA-3"), "iso27001": ("A.5.3", "A.8.32"), "nist80053": ("AC-5", "CM-3")},
)

"""The policies that were deployed: they change what is asked for, refuse it, or note what they think of it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from arm.policy.effect_names import LOOKS_FOR_RELATED
from arm.policy.evaluation import plain_details
from arm.policy.guard import Finding, Guard
from simulator.core import compliance, remediation
from simulator.core.policy_view import OUTSIDE, findings_on, management_groups, related, surroundings
from simulator.core.request import Request
from simulator.core.rules import refusal
from simulator.core.store import Resource

if TYPE_CHECKING:
    pass

DISALLOWED = refusal(
    "RequestDisallowedByPolicy",
    403,
    "Resource `{name}` was disallowed by policy. {violations}",
    "*:RequestDisallowedByPolicy",
)
FIELDS_EXIST = refusal(
    "AppendPoliciesFieldsExist",
    403,
    "Append policies would overwrite what the request sets on `{name}`. {violations}",
    "*:AppendPoliciesFieldsExist",
)
CONFLICT = refusal(
    "ConflictingAppendPolicies",
    403,
    "Policies set the same field of `{name}` differently. {violations}",
    "*:ConflictingAppendPolicies",
)


def enforce_policies(request: Request) -> None:
    """Let modify and append change the body, refuse what is denied, and note the rest for when it stands."""
    if request.type.lower().startswith(OUTSIDE):
        return
    guard = request.cloud.policies.guard()
    if guard is None:
        return
    remediation.run_due(request.cloud)
    groups = management_groups(request.cloud, request.id)
    resource = {"id": str(request.id), "name": request.id.name, "type": request.type, **request.body}
    context = surroundings(request.cloud, request.id, request.api_version)
    context = replace(context, related=related(request.cloud, request.id, guard.looked_for(request.type)))
    outcome = guard.judge(resource, request.cloud.world.time(), context, groups)
    if outcome.denials:
        raise _refusal(request, outcome.denials)
    if outcome.changes:
        request.body = {name: value for name, value in outcome.resource.items() if name not in ("id", "name", "type")}
    request.afterwards.append(lambda stored: _note(request, guard, stored, outcome.findings))


def _refusal(request: Request, denials: tuple[Finding, ...]) -> Exception:
    effects = {finding.evaluation.effect for finding in denials}
    answer = FIELDS_EXIST if effects == {"append"} else CONFLICT if effects == {"modify"} else DISALLOWED
    violations = " ".join(_violation(finding) for finding in denials)
    return answer(request.id, name=request.id.name, violations=violations)


def _violation(finding: Finding) -> str:
    definition = finding.evaluation.definition
    text = finding.message or definition.display_name or definition.name
    return (
        f"PolicyViolation: `{definition.name}` ({text}) of assignment `{finding.assignment.id}`"
        + (f", reference `{finding.reference_id}`" if finding.reference_id else "")
        + "."
    )


def _note(request: Request, guard: Guard, stored: Resource, findings: tuple[Finding, ...]) -> None:
    """Record the verdicts on what now stands; deploy what deployIfNotExists finds missing."""
    cloud = request.cloud
    asking = [finding for finding in findings if finding.evaluation.declared_effect in LOOKS_FOR_RELATED]
    kept = [finding for finding in findings if finding not in asking]
    own = f"{request.type}/".lower()
    if request.creates and any(finding.evaluation.effect and _looks_for(finding).startswith(own) for finding in asking):
        # Azure makes some children with their parent: what was missing at the request may stand by now.
        again = findings_on(cloud, guard, cloud.store.get(stored.key) or stored)
        asking = [one for one in again if one.evaluation.declared_effect in LOOKS_FOR_RELATED]
    compliance.record(cloud, stored, [*kept, *asking])
    for finding in asking:
        if finding.acts and finding.evaluation.effect == remediation.DEPLOYS:
            remediation.follow(cloud, stored, finding)


def _looks_for(finding: Finding) -> str:
    return str(plain_details(finding.evaluation.details).get("type", "")).lower()

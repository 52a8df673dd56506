"""deployIfNotExists: the deployment that a policy asks for, with the assignment's identity."""

from typing import TYPE_CHECKING, Any

from arm.errors import ArmError
from arm.ids import parse
from arm.policy.evaluation import plain_details
from arm.policy.guard import Finding
from simulator.core.request import dig
from simulator.core.store import Resource
from simulator.core.templates import TemplateProblem, resources_of

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

KIND = "remediation"
ROLE_ASSIGNMENT = "Microsoft.Authorization/roleAssignments"


def deploy(cloud: "Cloud", target: Resource, finding: Finding) -> None:
    """Write what the policy's template names. A failure leaves the request alone and is kept as a record."""
    details = plain_details(finding.evaluation.details)
    problem = _missing_right(cloud, target, finding, details)
    if problem is None:
        deployment = details.get("deployment") or {}
        try:
            for arm_id, api_version, body in resources_of(cloud, parse(target.id), deployment.get("properties") or {}):
                cloud.put(arm_id, api_version, body, caller=finding.assignment.id)
        except (ArmError, TemplateProblem) as failure:
            problem = str(failure)
    key = f"{target.key}|{finding.assignment.id}|{finding.reference_id}"
    body = {
        "resource": target.id,
        "assignment": finding.assignment.id,
        "definition": finding.evaluation.definition.name,
        "state": "Failed" if problem else "Succeeded",
        "problem": problem,
        "at": cloud.world.now(),
    }
    cloud.store.put_record(KIND, key, body, parent=target.key, name=finding.assignment.id)


def _missing_right(cloud: "Cloud", target: Resource, finding: Finding, details: Any) -> str | None:
    """Why the assignment's identity may not deploy, None when it may."""
    row = cloud.find(finding.assignment.id)
    block = row.body.get("identity") if row else None
    named = dig(block, "userAssignedIdentities") or {}
    principals = {dig(block, "principalId"), *(one.get("principalId") for one in named.values())} - {None}
    if not principals:
        return "the assignment has no identity"
    scopes = {scope.key for scope in cloud.world.scopes(parse(target.id))}
    held = {
        str(one.properties["roleDefinitionId"]).rsplit("/", 1)[-1].lower()
        for one in cloud.store.children_of_any(sorted(scopes), ROLE_ASSIGNMENT)
        if one.properties["principalId"] in principals
    }
    needed = {str(one).rsplit("/", 1)[-1].lower() for one in details.get("roleDefinitionIds") or []}
    lacking = sorted(needed - held)
    return f"the assignment's identity lacks the roles {', '.join(lacking)}" if lacking else None


def attempts(cloud: "Cloud", *, resource: str | None = None) -> list[dict[str, Any]]:
    """What was deployed for policies, or failed to be."""
    return cloud.store.records(KIND, parent=resource)

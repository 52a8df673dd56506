"""deployIfNotExists: the deployment that a policy asks for, with the assignment's identity."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from arm.errors import ArmError
from arm.ids import parse
from arm.policy.changes import apply_modify
from arm.policy.evaluation import plain_details
from arm.policy.guard import Finding
from simulator.core import compliance
from simulator.core.held_roles import held_roles
from simulator.core.request import dig
from simulator.core.rules import behaviour
from simulator.core.store import Resource
from simulator.core.templates import TemplateProblem, resources_of

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

KIND, DUE = "remediation", "evaluation-due"
DEPLOYS, MODIFIES = "deployIfNotExists", "modify"
_DURATION = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?")
behaviour(
    "A deployIfNotExists policy is evaluated after its `evaluationDelay`, ten minutes where it states none.",
    source="azure-docs articles/governance/policy/concepts/effect-deploy-if-not-exists (2025-03)",
)


def follow(cloud: "Cloud", target: Resource, finding: Finding) -> None:
    """Deploy after a write: at once where the definition says `AfterProvisioning`, else when its delay is over."""
    delay = _delay(plain_details(finding.evaluation.details))
    if not delay:
        deploy(cloud, target, finding)
        return
    due = (cloud.world.time() + delay).isoformat()
    cloud.store.put_record(DUE, target.key, {"key": target.key, "due": due})


def run_due(cloud: "Cloud") -> None:
    """Judge again what was written some time ago, and deploy what is missing still."""
    now, guard = cloud.world.time().isoformat(), cloud.policies.guard()
    for key in [record["key"] for record in cloud.store.records(DUE) if record["due"] <= now]:
        cloud.store.delete_record(DUE, key)
        row = cloud.store.get(key)
        if row is None or guard is None:
            continue
        for finding in compliance.judge_again(cloud, guard, row):
            if finding.acts and finding.evaluation.effect == DEPLOYS:
                deploy(cloud, row, finding)


def _delay(details: Mapping[str, Any]) -> timedelta:
    """How long after a write a definition is evaluated; ten minutes where it does not say."""
    stated = {key.lower(): value for key, value in details.items()}.get("evaluationdelay", "PT10M")
    if str(stated).lower().startswith("afterprovisioning"):
        return timedelta()
    found = _DURATION.fullmatch(str(stated).upper())
    return timedelta(hours=int(found[1] or 0), minutes=int(found[2] or 0)) if found else timedelta(minutes=10)


def deploy(cloud: "Cloud", target: Resource, finding: Finding) -> str | None:
    """Write what the policy's template names. A failure leaves the request alone and is kept as a record."""
    details = plain_details(finding.evaluation.details)

    def write() -> None:
        deployment = details.get("deployment") or {}
        for arm_id, api_version, body in resources_of(cloud, parse(target.id), deployment.get("properties") or {}):
            cloud.put(arm_id, api_version, body, caller=finding.assignment.id)

    return _attempt(cloud, target, finding, write)


def modify(cloud: "Cloud", target: Resource, finding: Finding) -> str | None:
    """Change what stands as the policy's operations ask."""

    def write() -> None:
        applied = apply_modify(cloud.show(target), finding.evaluation.details)
        named = ("id", "name", "type")
        cloud.amend(target, {key: value for key, value in applied.resource.items() if key not in named})

    return _attempt(cloud, target, finding, write)


def _attempt(cloud: "Cloud", target: Resource, finding: Finding, write: Callable[[], None]) -> str | None:
    """Write with the identity of the assignment, and keep what came of it; the problem, where there is one."""
    problem = _missing_right(cloud, target, finding, plain_details(finding.evaluation.details))
    if problem is None:
        try:
            write()
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
    return problem


def _missing_right(cloud: "Cloud", target: Resource, finding: Finding, details: Any) -> str | None:
    """Why the assignment's identity may not deploy, None when it may."""
    row = cloud.find(finding.assignment.id)
    block = row.body.get("identity") if row else None
    named = dig(block, "userAssignedIdentities") or {}
    principals = {dig(block, "principalId"), *(one.get("principalId") for one in named.values())} - {None}
    if not principals:
        return "the assignment has no identity"
    held = held_roles(cloud, principals, parse(target.id))
    needed = {str(one).rsplit("/", 1)[-1].lower() for one in details.get("roleDefinitionIds") or []}
    lacking = sorted(needed - held)
    return f"the assignment's identity lacks the roles {', '.join(lacking)}" if lacking else None


def attempts(cloud: "Cloud", *, resource: str | None = None) -> list[dict[str, Any]]:
    """What was deployed for policies, or failed to be."""
    return cloud.store.records(KIND, parent=resource)

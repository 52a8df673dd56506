"""What policies think of what stands: one record per resource, a verdict per member of an assignment."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from arm.policy.guard import Finding, Guard
from simulator.core.policy_view import OUTSIDE, findings_on
from simulator.core.store import Resource

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

KIND = "compliance"


def record(cloud: "Cloud", resource: Resource, findings: Sequence[Finding]) -> None:
    """Replace the verdicts on a resource by new ones."""
    now = cloud.world.now()
    verdicts = [_verdict(resource, finding, now) for finding in findings if finding.evaluation.applicable]
    if verdicts:
        cloud.store.put_record(KIND, resource.key, {"verdicts": verdicts})
    else:
        forget(cloud, resource.key)


def _verdict(resource: Resource, finding: Finding, now: str) -> dict[str, Any]:
    return {
        "resource": resource.id,
        "assignment": finding.assignment.id,
        "reference": finding.reference_id,
        "definition": finding.evaluation.definition.name,
        "effect": finding.evaluation.declared_effect,
        "state": "exempt" if finding.exempt is True else finding.evaluation.compliance,
        "at": now,
    }


def scan(cloud: "Cloud") -> None:
    """Judge everything that stands anew, as Azure does once a day and when it is asked to."""
    guard = cloud.policies.guard()
    if guard is None:
        return
    for row in cloud.store.below(""):
        if not row.type.startswith(OUTSIDE):
            judge_again(cloud, guard, row)


def judge_again(cloud: "Cloud", guard: Guard, row: Resource) -> tuple[Finding, ...]:
    """Judge one resource that stands, and keep the verdicts."""
    findings = findings_on(cloud, guard, row)
    record(cloud, row, findings)
    return findings


def forget(cloud: "Cloud", key: str) -> None:
    """Drop the verdicts on a resource."""
    cloud.store.delete_record(KIND, key)


def states(cloud: "Cloud", *, resource: str | None = None, assignment: str | None = None) -> list[dict[str, Any]]:
    """Verdicts, on one resource or of one assignment when they are named."""
    one = cloud.store.record(KIND, resource) if resource is not None else None
    rows = ([one] if one else []) if resource is not None else cloud.store.records(KIND)
    found = [verdict for row in rows for verdict in row["verdicts"]]
    wanted = assignment.lower() if assignment is not None else None
    return [verdict for verdict in found if wanted is None or verdict["assignment"].lower() == wanted]

"""What policies think of what stands: one record per resource and member of an assignment."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from arm.policy.guard import Finding
from simulator.core.store import Resource

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

KIND = "compliance"


def record(cloud: "Cloud", resource: Resource, findings: Sequence[Finding]) -> None:
    """Replace the records of a resource by new verdicts."""
    forget(cloud, resource.key)
    for finding in findings:
        if not finding.evaluation.applicable:
            continue
        state = "exempt" if finding.exempt is True else finding.evaluation.compliance
        body = {
            "resource": resource.id,
            "assignment": finding.assignment.id,
            "reference": finding.reference_id,
            "definition": finding.evaluation.definition.name,
            "effect": finding.evaluation.declared_effect,
            "state": state,
            "at": cloud.world.now(),
        }
        key = f"{resource.key}|{finding.assignment.id}|{finding.reference_id}"
        cloud.store.put_record(KIND, key, body, parent=resource.key, name=finding.assignment.id)


def forget(cloud: "Cloud", key: str) -> None:
    """Drop the records of a resource."""
    for found in cloud.store.records(KIND, parent=key):
        cloud.store.delete_record(KIND, f"{found['resource']}|{found['assignment']}|{found['reference']}")


def states(cloud: "Cloud", *, resource: str | None = None, assignment: str | None = None) -> list[dict[str, Any]]:
    """Verdicts, of one resource or one assignment when they are named."""
    return cloud.store.records(KIND, parent=resource, name=assignment)

"""Who may ask for what: anybody for most kinds, those responsible for some."""

from config.estate import Estate
from config.groups import group_of, scope_of
from config.responsibilities import Mark, Role, Scope, matrix
from servicedesk.identity import Person
from servicedesk.model import AnyRequest
from servicedesk.model.datasets import AccessRequest, UploadStorageRequest
from servicedesk.model.governance import CertificationRequest, PolicyExemptionRequest
from servicedesk.model.operations import DecommissionRequest, ServiceRequest
from servicedesk.problems import Refusal, refusal


def may_ask(estate: Estate, body: AnyRequest, person: Person) -> Refusal | None:
    """A refusal where a person may not ask for that. Unknown stacks are told about elsewhere."""
    groups = askers(estate, body)
    if groups is None or not groups.isdisjoint(person.groups):
        return None
    return refusal(
        "D-REQ-005",
        "requester",
        found=f"`{person.name}` asks for `{body.kind}`",
        accepted="somebody of " + ", ".join(f"`{group}`" for group in sorted(groups)),
        remedy="let one of them ask",
    )


def askers(estate: Estate, body: AnyRequest) -> set[str] | None:
    """The groups whose people may ask for that; None where everybody may."""
    if isinstance(body, PolicyExemptionRequest | ServiceRequest | DecommissionRequest):
        return _answerable(estate, body.stack) if body.stack in estate.stacks else None
    if isinstance(body, UploadStorageRequest):
        return _answerable(estate, body.integration) if body.integration in estate.teams else None
    if isinstance(body, CertificationRequest) and body.trigger == "popularity":
        return {str(role) for role in matrix().roles(Scope.MANAGEMENT_ZONE, Mark.RESPONSIBLE)} & {
            str(Role.DATA_PLATFORM_OPS)
        }
    if isinstance(body, AccessRequest) and body.right == "write":
        return {f"{body.owning_stack}/team"}
    return None


def _answerable(estate: Estate, stack: str) -> set[str]:
    """The groups that are responsible or accountable for a stack."""
    scope = scope_of(estate, stack)
    groups = {
        group_of(estate, role, stack)
        for mark in (Mark.RESPONSIBLE, Mark.ACCOUNTABLE)
        for role in matrix().roles(scope, mark)
    }
    return {group for group in groups if group is not None}

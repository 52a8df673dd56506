"""Per kind of request: whose approvals, who does the work, who is told."""

from collections.abc import Callable, Mapping
from typing import Any

from config.estate import Estate
from config.groups import scope_of
from config.responsibilities import Scope
from servicedesk.approval import (
    OFFICE,
    SECURITY,
    Routing,
    accountable,
    assent,
    check_possible,
    decision,
    group_decision,
    responsible,
    told,
    with_stand_ins,
)
from servicedesk.identity import Person
from servicedesk.known import unknown
from servicedesk.model import AnyRequest
from servicedesk.model.datasets import AccessRequest, DatasetRequest, DatasetUpdateRequest, UploadStorageRequest
from servicedesk.model.governance import (
    CertificationRequest,
    FeedbackRequest,
    PolicyExemptionRequest,
    Subject,
    TemplateImprovementRequest,
)
from servicedesk.model.operations import DecommissionRequest, ServiceRequest
from servicedesk.model.teams import IntegrationRequest, ProductRequest
from servicedesk.model.zones import LandingZoneRequest
from servicedesk.problems import Refusal, refusal
from servicedesk.state import Requirement, parties_of


def routing(estate: Estate, body: AnyRequest, requester: Person) -> Routing | Refusal:
    """Who takes part in a request. Refused where it names what does not exist, or where nobody could approve it."""
    missing = [
        problem
        for field, known, what in _references(estate)
        if (name := getattr(body, field, None)) is not None
        for problem in unknown(field, name, known, what)
    ]
    if missing:
        return Refusal(tuple(missing))
    planned: Routing | Refusal = _RULES[body.kind](estate, body)
    if isinstance(planned, Refusal):
        return planned
    parties = parties_of(requester.name, body)
    required = with_stand_ins(estate, planned.required, parties, accountable_for(estate, body))
    impossible = check_possible(estate, required, parties)
    return impossible or Routing(required=required, informed=planned.informed, fulfilled_by=planned.fulfilled_by)


def _references(estate: Estate) -> tuple[tuple[str, Mapping[str, Any], str], ...]:
    return (
        ("landing_zone", estate.landing_zones, "landing zone"),
        ("management_zone", estate.management_zones, "management zone"),
        ("integration", estate.teams, "integration or product"),
        ("owning_stack", estate.teams, "integration or product"),
        ("using_stack", {**estate.landing_zones, **estate.teams}, "zone, integration or product"),
        ("product", estate.teams, "product"),
        ("stack", estate.stacks, "stack"),
        ("fork_stack", estate.stacks, "stack"),
    )


def accountable_for(estate: Estate, body: AnyRequest) -> str:
    """The group accountable for what a request is about."""
    if isinstance(body, FeedbackRequest):
        return accountable(estate, *_concerned(estate, body))[1]
    for field in ("stack", "integration", "owning_stack", "product", "landing_zone"):
        stack = getattr(body, field, None)
        if stack is not None:
            return accountable(estate, scope_of(estate, stack), stack)[1]
    return accountable(estate, Scope.MANAGEMENT_ZONE)[1]


def _landing_zone(estate: Estate, _: LandingZoneRequest) -> Routing:
    return Routing(required=(decision(estate, Scope.LANDING_ZONE),), informed=told(estate, Scope.LANDING_ZONE))


def _integration(estate: Estate, body: IntegrationRequest) -> Routing:
    required = (decision(estate, Scope.INTEGRATION, body.landing_zone), *_stewards(body))
    return Routing(required=required, informed=told(estate, Scope.INTEGRATION, body.landing_zone))


def _product(estate: Estate, body: ProductRequest) -> Routing:
    assessed = group_decision(OFFICE, "the data office assesses every new product")
    required = (decision(estate, Scope.PRODUCT, body.landing_zone), assessed, *_stewards(body))
    return Routing(required=required, informed=told(estate, Scope.PRODUCT, body.landing_zone))


def _stewards(body: IntegrationRequest | ProductRequest) -> tuple[Requirement, ...]:
    if not body.stewards:
        return ()
    people = tuple(name.lower() for name in body.stewards)
    return (Requirement(key="data-steward", groups=(), people=people, because="a data steward was named"),)


def _dataset(estate: Estate, body: DatasetRequest | DatasetUpdateRequest) -> Routing:
    return Routing(
        required=(_owner(estate, body.integration),),
        informed=_users_of(estate, body.integration),
        fulfilled_by=_doers(estate, body.integration),
    )


def _access(estate: Estate, body: AccessRequest) -> Routing:
    required = [_owner(estate, body.owning_stack)]
    own = estate.teams[body.owning_stack].landing_zone
    used = _zone_of(estate, body.using_stack) if body.using_stack else own
    if used != own:
        required += [decision(estate, Scope.LANDING_ZONE, zone) for zone in (own, used)]
    return Routing(required=tuple(required), fulfilled_by=_doers(estate, body.owning_stack))


def _upload_storage(estate: Estate, body: UploadStorageRequest) -> Routing:
    need = decision(estate, Scope.LANDING_ZONE, body.landing_zone)
    return Routing(required=(need,), informed=_doers(estate, body.integration))


def _certification(estate: Estate, body: CertificationRequest) -> Routing:
    need = decision(estate, Scope.MANAGEMENT_ZONE)
    secure = group_decision(SECURITY, "certification is defined together with digital security")
    return Routing(
        required=(need, secure), informed=told(estate, Scope.PRODUCT, body.product), fulfilled_by=need.groups
    )


def _policy_exemption(estate: Estate, body: PolicyExemptionRequest) -> Routing:
    need = decision(estate, Scope.MANAGEMENT_ZONE)
    named = Requirement(
        key="named-approver", groups=(), people=(body.approver.lower(),), because="the approver named in the request"
    )
    return Routing(
        required=(need, named),
        informed=told(estate, scope_of(estate, body.stack), body.stack),
    )


def _template_improvement(estate: Estate, _: TemplateImprovementRequest) -> Routing:
    need = decision(estate, Scope.MANAGEMENT_ZONE)
    return Routing(required=(need,), fulfilled_by=need.groups)


def _feedback(estate: Estate, body: FeedbackRequest) -> Routing | Refusal:
    if body.stack is None and body.subject not in _CENTRAL:
        return refusal(
            "D-REQ-002",
            "stack",
            found="`stack` is missing",
            accepted=f"the stack that feedback on `{body.subject}` is about",
            remedy="add `stack`",
        )
    scope, stack = _concerned(estate, body)
    urgent = body.severity in ("high", "critical")
    return Routing(
        informed=(accountable(estate, scope, stack)[1],) if urgent else (),
        fulfilled_by=(responsible(estate, scope, stack)[1],),
    )


def _concerned(estate: Estate, body: FeedbackRequest) -> tuple[Scope, str]:
    """The scope and the stack that feedback is about; no stack for what Data Platform Ops run."""
    if body.stack is None or body.subject in _CENTRAL:
        return Scope.MANAGEMENT_ZONE, ""
    if body.subject is Subject.ZONE:
        return Scope.LANDING_ZONE, _zone_of(estate, body.stack)
    return scope_of(estate, body.stack), body.stack


def _service(estate: Estate, body: ServiceRequest) -> Routing:
    scope = scope_of(estate, body.stack)
    return Routing(required=(decision(estate, scope, body.stack),), informed=told(estate, scope, body.stack))


def _decommission(estate: Estate, body: DecommissionRequest) -> Routing:
    scope = scope_of(estate, body.stack)
    zone = _zone_of(estate, body.stack)
    operated = decision(estate, Scope.LANDING_ZONE, zone) if zone else decision(estate, scope, body.stack)
    return Routing(required=(operated, assent(estate, scope, body.stack)), informed=told(estate, scope, body.stack))


def _owner(estate: Estate, stack: str) -> Requirement:
    return decision(estate, scope_of(estate, stack), stack)


def _doers(estate: Estate, stack: str) -> tuple[str, ...]:
    return (responsible(estate, scope_of(estate, stack), stack)[1],)


def _users_of(estate: Estate, stack: str) -> tuple[str, ...]:
    """Every team of the stack's zone, and whom the matrix names for it: new data are told to all."""
    teams = {f"{name}/team" for name in estate.in_zone(estate.teams[stack].landing_zone)}
    return tuple(sorted(teams | set(told(estate, scope_of(estate, stack), stack))))


def _zone_of(estate: Estate, stack: str) -> str:
    """The landing zone of a stack; empty for a stack outside landing zones."""
    if stack in estate.teams:
        return estate.teams[stack].landing_zone
    return stack if stack in estate.landing_zones else ""


_CENTRAL = (Subject.CATALOG, Subject.TEMPLATE, Subject.PLATFORM)
"""Subjects of feedback that Data Platform Ops answer for."""

_RULES: dict[str, Callable[[Estate, Any], Routing | Refusal]] = {
    "landing-zone": _landing_zone,
    "integration": _integration,
    "product": _product,
    "dataset": _dataset,
    "dataset-update": _dataset,
    "access": _access,
    "upload-storage": _upload_storage,
    "certification": _certification,
    "policy-exemption": _policy_exemption,
    "template-improvement": _template_improvement,
    "feedback": _feedback,
    "service": _service,
    "decommission": _decommission,
}

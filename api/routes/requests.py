"""Requests: begin, find, look at, change."""

import hashlib
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, field_validator

from api.documents import ACTS, BEGINS, READS, body_of_request, refusals
from api.once import ACall, Seen, tag_of, version_of
from api.pages import page
from api.service import SAID_ONCE, Caller, Service, TheService
from api.shapes import RequestFull, RequestLine, RequestPage
from servicedesk.identity import Person
from servicedesk.matching import can_decide
from servicedesk.model import KINDS, AnyRequest
from servicedesk.problems import Refusal, Refused
from servicedesk.reading import read_body
from servicedesk.state import State, Status
from servicedesk.views import as_data, change_data, history_data

router = APIRouter()
ID = r"^R-[0-9]{4,9}$"
Id = Annotated[str, Path(alias="request_id", pattern=ID, description="Such as `R-0007`.", examples=["R-0007"])]
_OPEN = (Status.DRAFT, Status.SUBMITTED, Status.APPROVED)


class Filters(BaseModel):
    """Which requests, and how many at once."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    state: Status | None = None
    """Only those in this status."""
    kind: Annotated[str | None, Field(json_schema_extra={"enum": [*KINDS, None]})] = None
    """Only those of this kind."""
    mine: bool = False
    """Only those that the caller asked for."""
    to_decide: bool = False
    """Only those on which the caller can decide."""
    limit: Annotated[int, Field(ge=1, le=100)] = 50
    """How many at once."""
    cursor: Annotated[str | None, Field(pattern=ID)] = None
    """`next` of the page before."""

    @field_validator("kind")
    @classmethod
    def _known(cls, kind: str | None) -> str | None:
        if kind is not None and kind not in KINDS:
            raise ValueError("one of " + ", ".join(f"`{name}`" for name in KINDS))
        return kind


@router.get("/requests", responses=READS | refusals(422), operation_id="list_requests", dependencies=[SAID_ONCE])
def find(
    service: TheService, person: Caller, filters: Annotated[Filters, Query()], request: Request, response: Response
) -> RequestPage:
    """Requests, oldest first, in pages; `next`, also told as a `Link`, leads to the page after."""
    now = service.desk.now
    found = [
        state
        for state in service.desk.requests()
        if filters.state in (None, state.status)
        and filters.kind in (None, state.body.kind)
        and (not filters.mine or state.requester == person.name)
        and (not filters.to_decide or can_decide(state, person, now))
    ]
    shown, following = page(found, filters.cursor, filters.limit)
    if following is not None:
        url = request.url.include_query_params(cursor=following)
        response.headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
    return RequestPage(items=[RequestLine(**as_data(state)) for state in shown], next=following)


@router.post(
    "/requests",
    status_code=201,
    response_model=RequestLine,
    responses=BEGINS,
    operation_id="create_request",
    openapi_extra=body_of_request(),
)
def create(call: ACall) -> Response:
    """Begin a request, as a draft. With an `Idempotency-Key` it is begun once, however often it is sent."""
    key = None if call.key is None else _of_person(call.person, call.key)
    return call.answer(lambda: as_data(call.service.desk.create(call.person, _body(call.sent), key=key)), status=201)


@router.get("/requests/{request_id}", responses=READS | refusals(404, 422), operation_id="show_request")
def show(request_id: Id, service: TheService, _: Caller, response: Response) -> RequestFull:
    """A request: who asks, who must approve, what it would change, what happened, what was refused."""
    state = service.desk.get(request_id)
    response.headers["ETag"] = tag_of(state.sequence)
    return RequestFull(**full(service, state))


@router.post(
    "/requests/{request_id}/edit",
    response_model=RequestLine,
    responses=ACTS,
    operation_id="edit_request",
    openapi_extra=body_of_request(),
)
def edit(request_id: Id, call: ACall, seen: Seen = None) -> Response:
    """Replace the body of a request; approvals given so far fall."""
    desk = call.service.having_seen(version_of(seen)).desk
    return call.answer(lambda: as_data(desk.edit(call.person, request_id, _body(call.sent))), seen=seen)


def full(service: Service, state: State) -> dict[str, Any]:
    """A request with everything that is known about it."""
    planned = service.desk.plan(state.id) if state.status in _OPEN else None
    return as_data(state) | {
        "body": state.body.model_dump(mode="json", exclude_unset=True),
        "change": change_data(planned),
        "history": history_data(service.desk.store.actions(state.id)),
        "denied": list(service.desk.store.denials(state.id)),
    }


def _body(sent: dict[str, Any]) -> AnyRequest:
    body = read_body(sent)
    if isinstance(body, Refusal):
        raise Refused(body)
    return body


def _of_person(person: Person, key: str) -> str:
    """The key that the journal keeps: two people may choose the same one."""
    return hashlib.sha256(f"{person.name} {key}".encode()).hexdigest()

"""Actions on requests: one address for each, all made from the table of actions."""

from fastapi import APIRouter, Request, Response

from api.actions import VERBS, Verb
from api.bodies import Sent, form
from api.documents import ACTS, body_of
from api.once import Key, once
from api.routes.requests import Id
from api.service import Caller, TheService
from api.shapes import RequestLine
from servicedesk.views import as_data

router = APIRouter()


def _add(name: str, verb: Verb) -> None:
    @router.post(
        f"/requests/{{request_id}}/{name}",
        response_model=RequestLine,
        responses=ACTS,
        operation_id=f"{name}_request",
        summary=name.capitalize(),
        description=verb.what,
        openapi_extra=body_of(verb.form, verb.example),
    )
    def act(
        request_id: Id, request: Request, service: TheService, person: Caller, sent: Sent, key: Key = None
    ) -> Response:
        """Do what the table says."""
        return once(
            request,
            service,
            person,
            key,
            sent,
            lambda: as_data(verb.do(service, person, request_id, form(verb.form, sent))),
        )


for _name, _verb in VERBS.items():
    _add(_name, _verb)

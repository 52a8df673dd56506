"""Actions on requests: one address for each, all made from the table of actions."""

from fastapi import APIRouter, Response

from api.actions import VERBS, Verb
from api.bodies import form
from api.documents import ACTS, body_of
from api.once import ACall, Seen, version_of
from api.routes.requests import Id
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
    def act(request_id: Id, call: ACall, seen: Seen = None) -> Response:
        """Do what the table says."""
        service = call.service.having_seen(version_of(seen))
        return call.answer(
            lambda: as_data(verb.do(service, call.person, request_id, form(verb.form, call.sent))), seen=seen
        )


for _name, _verb in VERBS.items():
    _add(_name, _verb)

"""Calls that may be sent twice: with an `Idempotency-Key`, the same call again gets the first answer."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import Header, Request, Response

from api.problems import MEDIA_TYPE, details, refused, status_of
from api.service import Service
from servicedesk.answers import Answer, KeyReused
from servicedesk.identity import Person
from servicedesk.problems import Refused

Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern=r"^[!-~]+$",
        description="Such as a UUID, chosen by the caller. The same call with the same key gets the first answer.",
    ),
]
_CREATED = 201


def once(
    request: Request,
    service: Service,
    person: Person,
    key: str | None,
    data: Mapping[str, Any],
    act: Callable[[], dict[str, Any]],
    status: int = 200,
) -> Response:
    """Act and answer; with a key that was used before, answer as then. Errors: `Refused` for a key used otherwise."""
    if key is None:
        return _response(_answer(request, act, status), again=False)
    call = [request.method, request.url.path, data]
    fingerprint = hashlib.sha256(json.dumps(call, sort_keys=True).encode()).hexdigest()
    try:
        known = service.answers.claim(person.name, key, fingerprint, service.desk.now)
    except KeyReused:
        raise refused(
            "H-REQ-005",
            "Idempotency-Key",
            found=f"`{key}`, which stands for another call",
            accepted="a key for each call",
            remedy="choose a new key, or send what was sent first",
        ) from None
    if known is not None:
        return _response(known, again=True)
    return _response(service.answers.keep(person.name, key, _answer(request, act, status)), again=False)


def _answer(request: Request, act: Callable[[], dict[str, Any]], status: int) -> Answer:
    try:
        return Answer(status, json.dumps(act(), ensure_ascii=False))
    except Refused as no:
        told = details(no.problems, request.url.path)
        return Answer(status_of(no.problems), json.dumps(told, ensure_ascii=False))


def _response(answer: Answer, *, again: bool) -> Response:
    done = answer.status < 400
    headers = {"Idempotent-Replayed": "true"} if again else {}
    if answer.status == _CREATED:
        headers["Location"] = f"/requests/{json.loads(answer.text)['id']}"
    return Response(answer.text, answer.status, headers, "application/json" if done else MEDIA_TYPE)

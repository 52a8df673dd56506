"""Calls that change something: they may be sent twice with a key, and be bound to the version that was seen."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Header, Request, Response

from api.bodies import Sent
from api.problems import MEDIA_TYPE, details, refused, status_of
from api.service import Caller, TheService
from servicedesk.answers import Answer, KeyReused
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
Seen = Annotated[
    str | None,
    Header(
        alias="If-Match",
        pattern=r'^"[0-9]{1,9}"$',
        description="The `ETag` of the request as it was seen; another version is refused.",
    ),
]
_CREATED = 201


@dataclass
class Call:
    """A call that changes something."""

    request: Request
    service: TheService
    person: Caller
    sent: Sent
    key: Key = None

    def answer(self, act: Callable[[], dict[str, Any]], *, status: int = 200, seen: str | None = None) -> Response:
        """Act and answer; with a key that was used before, answer as then. Errors: `Refused` for a key used otherwise.

        A refusal is an answer too.
        """
        if self.key is None:
            return _response(_answer(self.request, act, status), again=False)
        call = [self.request.method, self.request.url.path, self.sent, seen]
        fingerprint = hashlib.sha256(json.dumps(call, sort_keys=True).encode()).hexdigest()
        answers = self.service.answers
        try:
            known = answers.claim(self.person.name, self.key, fingerprint, self.service.desk.now)
        except KeyReused:
            raise refused(
                "H-REQ-005",
                "Idempotency-Key",
                found=f"`{self.key}`, which stands for another call",
                accepted="a key for each call",
                remedy="choose a new key, or send what was sent first",
            ) from None
        if known is not None:
            return _response(known, again=True)
        return _response(answers.keep(self.person.name, self.key, _answer(self.request, act, status)), again=False)


ACall = Annotated[Call, Depends()]


def version_of(tag: str | None) -> int | None:
    """The version that an entity tag stands for."""
    return None if tag is None else int(tag.strip('"'))


def tag_of(version: int) -> str:
    """The entity tag of a version."""
    return f'"{version}"'


def _answer(request: Request, act: Callable[[], dict[str, Any]], status: int) -> Answer:
    try:
        return Answer(status, json.dumps(act(), ensure_ascii=False))
    except Refused as no:
        told = details(no.problems, request.url.path)
        return Answer(status_of(no.problems), json.dumps(told, ensure_ascii=False))


def _response(answer: Answer, *, again: bool) -> Response:
    done = answer.status < 400
    headers = {"Idempotent-Replayed": "true"} if again else {}
    if done:
        told = json.loads(answer.text)
        headers["ETag"] = tag_of(told["version"])
        headers |= {"Location": f"/requests/{told['id']}"} if answer.status == _CREATED else {}
    return Response(answer.text, answer.status, headers, "application/json" if done else MEDIA_TYPE)

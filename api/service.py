"""What every route works with, and who calls it."""

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.identity import Identity
from api.living import Living
from api.problems import refused
from config.estate import Estate
from servicedesk.answers import Answers
from servicedesk.desk import Desk
from servicedesk.identity import EstateDirectory, Person
from servicedesk.problems import Refusal, Refused, refusal

_BEARER = HTTPBearer(
    auto_error=False,
    bearerFormat="JWT",
    scheme_name="bearer",
    description="A token of `estate api token`. It says who you are; the estate's groups say what you may do.",
)


@dataclass(frozen=True)
class Service:
    """One service desk, and how its callers are known."""

    desk: Desk
    living: Living
    identity: Identity
    answers: Answers

    @property
    def estate(self) -> Estate:
        """The estate as its files say now."""
        return self.living.now(self.desk.today)[0]

    @property
    def directory(self) -> EstateDirectory:
        """The people of the estate, with their groups of now."""
        return self.living.now(self.desk.today)[1]

    def having_seen(self, version: int | None) -> "Service":
        """The same service desk, which acts on that version of a request only."""
        return replace(self, desk=self.desk.of_version(version))

    def caller(self, token: str) -> Person:
        """The person of a token. Errors: `Refused`; somebody who is not in the estate is recorded."""
        name = self.identity.name(token)
        try:
            return self.directory.person(name)
        except Refused as stranger:
            if stranger.problems[0].code != "D-PER-001":
                raise
            denied = refusal(
                "H-IDN-003",
                "Authorization",
                found=f"`{name}`, who is in no team of the estate",
                accepted="somebody named in a team of the estate",
                remedy="ask a team's owner to add you",
            )
            self.desk.store.deny(None, name, "call", self.desk.now, denied)
            raise Refused(denied) from None

    def somebody(self, request: str, asked_by: Person, name: str, action: str) -> Person:
        """A person whom a caller names. Errors: `Refused`, recorded."""
        try:
            return self.directory.person(name)
        except Refused as unknown:
            raise self.desk.denied(request, asked_by, action, Refusal(unknown.problems)) from None


def service_of(request: Request) -> Service:
    """The service desk behind the application."""
    service: Service = request.app.state.service
    return service


TheService = Annotated[Service, Depends(service_of)]


def caller_of(
    service: TheService, credentials: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)]
) -> Person:
    """Who calls. Errors: `Refused` (401, 403)."""
    if credentials is None:
        raise refused(
            "H-IDN-001",
            "Authorization",
            found="no bearer token",
            accepted="`Authorization: Bearer TOKEN`",
            remedy="get one with `estate api token`",
        )
    return service.caller(credentials.credentials)


Caller = Annotated[Person, Depends(caller_of)]


def _said_once(request: Request) -> None:
    """Refuse a query that says one thing twice (422): which of them counts would be a guess."""
    names = [name for name, _ in request.query_params.multi_items()]
    for name in sorted({name for name in names if names.count(name) > 1}):
        raise refused(
            "H-REQ-004",
            name[:40],
            found=f"`{name[:40]}` is given {names.count(name)} times",
            accepted="each parameter once",
            remedy="leave out all but one",
        )


SAID_ONCE = Depends(_said_once)
"""For routes with parameters in the query."""

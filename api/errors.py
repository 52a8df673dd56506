"""Every refusal, also of the framework, as problem details; never a stack trace."""

import logging
from collections.abc import Mapping
from typing import cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match

from api.problems import MEDIA_TYPE, details, refused, status_of
from servicedesk.problems import Refused
from servicedesk.reading import problems_of
from servicedesk.store import Conflict

_LOG = logging.getLogger(__name__)
_NOT_ALLOWED = 405


def add_handlers(app: FastAPI) -> None:
    """Answer every error with problem details."""
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(Conflict, _conflict)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _failed)


def _answer(request: Request, no: Refused, headers: Mapping[str, str] | None = None) -> JSONResponse:
    status = status_of(no.problems)
    more = dict(headers or {})
    if status == 401:
        more["WWW-Authenticate"] = _challenge(no)
        _LOG.warning("%s %s: %s", request.method, request.url.path, no.problems[0].found)
    return JSONResponse(details(no.problems, request.url.path), status, more, MEDIA_TYPE)


def _challenge(no: Refused) -> str:
    return "Bearer" if no.problems[0].code == "H-IDN-001" else 'Bearer error="invalid_token"'


def _refused(request: Request, error: Exception) -> JSONResponse:
    return _answer(request, cast("Refused", error))


def _conflict(request: Request, _: Exception) -> JSONResponse:
    told = refused(
        "H-SRV-003",
        request.url.path,
        found="a change by somebody else in the same moment",
        accepted="a change of what was read last",
        remedy="read again, then decide anew",
    )
    return _answer(request, told)


def _invalid(request: Request, error: Exception) -> JSONResponse:
    errors = cast("RequestValidationError", error).errors()
    return _answer(request, Refused(problems_of(errors, (), code="H-REQ-004")))


def _http(request: Request, error: Exception) -> JSONResponse:
    known = cast("HTTPException", error)
    if known.status_code == _NOT_ALLOWED:
        methods = _methods(request, known)
        told = refused(
            "H-REQ-007",
            request.url.path,
            found=f"`{request.method}`",
            accepted=methods,
            remedy="see `/openapi.json`",
        )
        return _answer(request, told, {"Allow": methods})
    told = refused(
        "H-REQ-006",
        request.url.path,
        found="an address without anything",
        accepted="an address of `/openapi.json`",
        remedy="check the spelling",
    )
    return _answer(request, told)


def _methods(request: Request, error: HTTPException) -> str:
    """The methods of an address: of all its routes, where the framework names those of the first."""
    routes = [route for route in request.app.state.routes if route.matches(request.scope)[0] is not Match.NONE]
    named = {method for route in routes for method in route.methods}
    return ", ".join(sorted(named)) or (error.headers or {}).get("Allow", "")


def _failed(request: Request, _: Exception) -> JSONResponse:
    told = refused(
        "H-SRV-001",
        request.url.path,
        found="a failure of the service desk",
        accepted="an answer",
        remedy="try again; if it stays, tell Data Platform Ops when it happened",
    )
    return _answer(request, told)

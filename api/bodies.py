"""Reading what callers send: JSON objects of a limited size, checked before anything else looks at them."""

from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel, ValidationError
from pydantic_core import from_json, to_json

from api.problems import refused
from api.service import Caller
from servicedesk.problems import Refused
from servicedesk.reading import problems_of

LARGEST = 64 * 1024
"""The largest body, in bytes."""
Form = TypeVar("Form", bound=BaseModel)


async def sent(request: Request, _: Caller) -> dict[str, Any]:
    """The JSON object in a call's body; an empty body is an empty object. Only callers who are known are read.

    Errors: `Refused` (400, 413, 415).
    """
    raw = await _limited(request)
    if not raw:
        return {}
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise refused(
            "H-REQ-003",
            "Content-Type",
            found=f"`{kind[:80]}`" if kind else "none",
            accepted="`application/json`",
            remedy="send JSON",
        )
    try:
        data = from_json(raw, allow_inf_nan=False)
    except ValueError as error:
        raise _unreadable(str(error)[:120]) from None
    if not isinstance(data, dict):
        raise _unreadable(f"a JSON {type(data).__name__}")
    if b"\\u0000" in to_json(data):
        raise _unreadable("the character U+0000")
    return data


Sent = Annotated[dict[str, Any], Depends(sent)]


def form(model: type[Form], data: dict[str, Any]) -> Form:
    """A body as a model. Errors: `Refused` (422) with every problem."""
    try:
        return model.model_validate_json(to_json(data), strict=True)
    except ValidationError as error:
        told = problems_of(error.errors(include_url=False), model.model_fields, code="H-REQ-004")
        raise Refused(told) from None


async def _limited(request: Request) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST:
            raise refused(
                "H-REQ-002",
                "body",
                found=f"more than {LARGEST} bytes",
                accepted=f"up to {LARGEST} bytes",
                remedy="say less, and link to the rest",
            )
        parts.append(part)
    return b"".join(parts)


def _unreadable(found: str) -> Refused:
    return refused(
        "H-REQ-001",
        "body",
        found=found,
        accepted="a JSON object in UTF-8",
        remedy="see `/openapi.json` for an example",
    )

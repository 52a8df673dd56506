"""Reading a request's body from plain data, with every problem told."""

import difflib
import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from servicedesk.model import BODY, KINDS, AnyRequest
from servicedesk.problems import Problem, Refusal, refusal


def read_body(data: Any) -> AnyRequest | Refusal:
    """The body that plain data make."""
    if not isinstance(data, Mapping) or data.get("kind") not in KINDS:
        found = data.get("kind") if isinstance(data, Mapping) else None
        near = difflib.get_close_matches(str(found), KINDS, n=1)
        return refusal(
            "D-REQ-001",
            "kind",
            found=f"`{found}`" if found else "no `kind`",
            accepted="one of " + ", ".join(f"`{kind}`" for kind in KINDS),
            remedy=f"write `{near[0]}`" if near else "see `estate request kinds`",
        )
    try:
        return BODY.validate_json(json.dumps(data, default=str), strict=True)
    except ValidationError as error:
        return Refusal(tuple(_problem(data["kind"], detail) for detail in error.errors(include_url=False)))


def _problem(kind: str, detail: ErrorDetails) -> Problem:
    at = ".".join(str(part) for part in detail["loc"][1:])
    last = str(detail["loc"][-1])
    if detail["type"] == "missing":
        found, accepted, remedy = f"`{last}` is missing", "a value", f"add `{last}`"
    elif detail["type"] == "extra_forbidden":
        known = sorted(KINDS[kind].model_fields)
        near = difflib.get_close_matches(last, known, n=1)
        found, accepted = f"unknown field `{last}`", "one of " + ", ".join(f"`{name}`" for name in known)
        remedy = f"write `{near[0]}`" if near else "remove it"
    else:
        found = f"`{json.dumps(detail['input'], ensure_ascii=False, default=str)[:120]}`"
        message = detail["msg"].removeprefix("Value error, ")
        accepted, remedy = message[0].lower() + message[1:], "change the value"
    return Problem(code="D-REQ-002", where=at or "request", found=found, accepted=accepted, remedy=remedy)

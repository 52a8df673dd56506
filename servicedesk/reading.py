"""Reading a request's body from plain data, with every problem told."""

import difflib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
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
        return problems_of(error.errors(include_url=False), KINDS[data["kind"]].model_fields, skip=1)


def problems_of(
    errors: Iterable[ErrorDetails], known: Collection[str], *, code: str = "D-REQ-002", skip: int = 0
) -> Refusal:
    """What a model says about data, as problems: `known` are its fields, `skip` parts of each place are not told."""
    return Refusal(tuple(_problem(detail, sorted(known), code, skip) for detail in errors))


def _problem(detail: ErrorDetails, known: Sequence[str], code: str, skip: int) -> Problem:
    at = ".".join(str(part) for part in detail["loc"][skip:])
    last = str(detail["loc"][-1]) if detail["loc"] else "request"
    if detail["type"] == "missing":
        found, accepted, remedy = f"`{last}` is missing", "a value", f"add `{last}`"
    elif detail["type"] == "extra_forbidden":
        near = difflib.get_close_matches(last, known, n=1)
        found = f"unknown field `{last}`"
        accepted = "one of " + ", ".join(f"`{name}`" for name in known) if known else "one that is described"
        remedy = f"write `{near[0]}`" if near else "remove it"
    else:
        found = f"`{json.dumps(detail['input'], ensure_ascii=False, default=str)[:120]}`"
        message = detail["msg"].removeprefix("Value error, ")
        accepted, remedy = message[0].lower() + message[1:], "change the value"
    return Problem(code=code, where=at or "request", found=found, accepted=accepted, remedy=remedy)

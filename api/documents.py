"""Parts of the OpenAPI document that routes share: bodies from the models, and answers that refuse."""

from typing import Any

from pydantic import BaseModel

from api.problems import MEDIA_TYPE
from servicedesk.examples import examples
from servicedesk.model import BODY

REFS = "#/components/schemas/"
_WHY = {
    400: "Not readable",
    401: "No token, or one that does not hold",
    403: "Not allowed",
    404: "Nothing there",
    409: "Does not fit what is there",
    412: "Changed since it was seen",
    413: "Too large",
    415: "Not JSON",
    422: "Refused, with every reason",
    503: "The estate's data have problems",
}


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The answers of a route that refuse."""
    content = {MEDIA_TYPE: {"schema": {"$ref": f"{REFS}ProblemDetails"}}}
    return {status: {"description": _WHY[status], "content": content} for status in statuses}


READS = refusals(401, 403, 503)
BEGINS = refusals(400, 401, 403, 409, 413, 415, 422, 503)
ACTS = BEGINS | refusals(404, 412)


def body_of(model: type[BaseModel], example: dict[str, Any]) -> dict[str, Any]:
    """The `requestBody` of a form; it may be left out where every field may."""
    needed = any(field.is_required() for field in model.model_fields.values())
    schema = model.model_json_schema(ref_template=f"{REFS}{{model}}")
    media = {"schema": schema, "example": example}
    return {"requestBody": {"required": needed, "content": {"application/json": media}}}


def body_of_request() -> dict[str, Any]:
    """The `requestBody` of a request, with an example of each kind."""
    media = {
        "schema": {"$ref": f"{REFS}Request"},
        "examples": {kind: {"summary": kind, "value": value} for kind, value in examples().items()},
    }
    return {"requestBody": {"required": True, "content": {"application/json": media}}}


def shared_schemas() -> dict[str, Any]:
    """The schemas of all kinds of request."""
    schema = BODY.json_schema(ref_template=f"{REFS}{{model}}")
    kinds: dict[str, Any] = schema.pop("$defs")
    return {**kinds, "Request": {"title": "Request", "description": "A request, told apart by `kind`.", **schema}}

"""Does the body conform to the type: known properties, required ones, types and accepted values?"""

from arm.limits import limit
from arm.validate import BodyProblem, check_body
from simulator.core import schemas
from simulator.core.request import Request
from simulator.core.rules import Refusal, refusal

CONTENT = refusal(
    "InvalidRequestContent",
    400,
    "The request content was invalid: `{path}` {problem}. Accepted: {accepted}.",
    "*:InvalidRequestContent",
)
MISSING = refusal(
    "MissingRequiredProperty", 400, "The required property `{path}` is missing.", "*:MissingRequiredProperty"
)
PARAMETER = refusal(
    "InvalidParameter", 400, "The value of `{path}` is invalid: {problem}. Accepted: {accepted}.", "*:InvalidParameter"
)
TOO_LONG = refusal(
    "PropertyValueExceedsMaxLength",
    400,
    "Tag `{path}` is longer than {accepted} characters.",
    "*:PropertyValueExceedsMaxLength",
)
TOO_MANY_TAGS = refusal(
    "InvalidTagCount",
    400,
    "The resource has {count} tags; at most {accepted} are accepted.",
    source="limits.csv, tags per resource (azure-docs azure-subscription-limits); code name inferred",
)


def check_conformance(request: Request) -> None:
    """Refuse the first thing in the body that the type does not accept."""
    problems = check_body(schemas.table_type(request.type), request.body)
    if problems:
        first = problems[0]
        raise _answer(first)(
            request.id, path=first.path, problem=first.problem, accepted=first.accepted or "nothing there"
        )
    tags = request.body.get("tags") or {}
    _check_tags(request, tags)


def _answer(problem: BodyProblem) -> Refusal:
    if problem.problem == "is missing":
        return MISSING
    return PARAMETER if "accepted values" in problem.problem else CONTENT


def _check_tags(request: Request, tags: dict[str, str]) -> None:
    if len(tags) > limit("tags-per-resource"):
        raise TOO_MANY_TAGS(request.id, count=len(tags), accepted=limit("tags-per-resource"))
    storage = request.type.lower() == "microsoft.storage/storageaccounts"
    longest = limit("tag-key-length-storage" if storage else "tag-key-length")
    for name, value in tags.items():
        if len(name) > longest:
            raise TOO_LONG(request.id, path=name[:40], accepted=longest)
        if len(str(value)) > limit("tag-value-length"):
            raise TOO_LONG(request.id, path=name, accepted=limit("tag-value-length"))

"""The JSON Schema of requests: generated from the models, with an example of each kind."""

from typing import Any

from servicedesk.examples import examples
from servicedesk.model import BODY, KINDS


def request_schema() -> dict[str, Any]:
    """The schema of a request's file."""
    schema = BODY.json_schema(ref_template="#/$defs/{model}")
    for kind, model in KINDS.items():
        schema["$defs"][model.__name__]["examples"] = [examples()[kind]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A request to the service desk",
        **schema,
    }

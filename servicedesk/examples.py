"""One example of every kind of request, about the reference estate."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from servicedesk.model import BODY, AnyRequest


@cache
def examples() -> Mapping[str, Mapping[str, Any]]:
    """Kind → example, as plain data."""
    text = files("servicedesk").joinpath("data/examples.json").read_text(encoding="utf-8")
    loaded: Mapping[str, Mapping[str, Any]] = json.loads(text)
    return loaded


def example(kind: str) -> AnyRequest:
    """The example of a kind."""
    return BODY.validate_json(json.dumps(examples()[kind]), strict=True)

"""JSON Schemas of the estate's files, for editors: generated from the models."""

from typing import Any

from pydantic import TypeAdapter

from config.estate import EXEMPTIONS_FILE
from config.load import STACK_KEY
from config.models.exemption import Exemptions
from config.models.organization import EstateSettings
from config.models.stacks import Stack

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def settings_schema() -> dict[str, Any]:
    """The schema of `estate.yaml`."""
    return {"$schema": _DIALECT, "title": "estate.yaml", **TypeAdapter(EstateSettings).json_schema()}


def exemptions_schema() -> dict[str, Any]:
    """The schema of `exemptions.yaml`."""
    return {"$schema": _DIALECT, "title": EXEMPTIONS_FILE, **TypeAdapter(Exemptions).json_schema()}


def stack_schema() -> dict[str, Any]:
    """The schema of a `Pulumi.<stack>.yaml` of this project."""
    schema: dict[str, Any] = TypeAdapter(Stack).json_schema(ref_template="#/$defs/{model}")
    definitions = schema.pop("$defs", {})
    return {
        "$schema": _DIALECT,
        "title": "Pulumi.<stack>.yaml",
        "type": "object",
        "properties": {
            "config": {
                "type": "object",
                "properties": {STACK_KEY: schema},
                "required": [STACK_KEY],
            }
        },
        "required": ["config"],
        "$defs": definitions,
    }

"""What is walked: who asks for what, who decides. The bodies are the service desk's own examples."""

import json
from importlib.resources import files
from typing import Any

from pydantic import Field, TypeAdapter

from config.models.base import Mail, Model, Slug, Text


class Walk(Model):
    """One request, from asking to its end."""

    key: Slug
    """Its name among the walks; a second run finds the request again by it."""
    title: Text
    kind: Slug
    """The kind of request."""
    asks: Mail
    changes: dict[str, Any] = Field(default_factory=dict)
    """Fields that differ from the kind's example."""
    approves: tuple[Mail, ...] = ()
    """Who approves, in order; the first of them merges."""
    declines: Mail | None = None
    """Who declines; then nothing is deployed."""
    because: Text | None = None
    """Why it is declined."""
    fulfils: Mail | None = None
    """Who does the work, where it is no change of the estate's data."""
    outcome: Text | None = None
    """What was done."""


def walks() -> tuple[Walk, ...]:
    """Every walk, in order."""
    text = files("orchestrator.flows").joinpath("walks.json").read_text(encoding="utf-8")
    return TypeAdapter(tuple[Walk, ...]).validate_json(json.dumps(json.loads(text)), strict=True)

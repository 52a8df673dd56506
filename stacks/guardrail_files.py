"""The guardrails as files: what the policy packs judge with is what the platform deploys.

The files are read as data. Nothing of the room that judges is imported, so that each can catch the other.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_ROOM = Path(__file__).resolve().parents[1] / "policies"


@cache
def definitions() -> Mapping[str, Mapping[str, Any]]:
    """The properties of every policy definition, by name."""
    return _read("definitions")


@cache
def initiatives() -> Mapping[str, Mapping[str, Any]]:
    """The properties of every initiative, by name."""
    return _read("initiatives")


def _read(folder: str) -> Mapping[str, Mapping[str, Any]]:
    loaded = (json.loads(path.read_text(encoding="utf-8")) for path in sorted((_ROOM / folder).rglob("*.json")))
    return {one["name"]: one["properties"] for one in loaded}

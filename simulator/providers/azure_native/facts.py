"""What azure-native knows beside the ARM tables: default resources and lists of sub-resources."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _table(name: str) -> Mapping[str, Any]:
    text = files("simulator.providers.azure_native").joinpath(name).read_text(encoding="utf-8")
    return {arm_type.lower(): value for arm_type, value in json.loads(text)["types"].items()}


def is_default(arm_type: str) -> bool:
    """Whether a resource of this type stands as soon as its parent does."""
    return arm_type.lower() in _table("default_resources.json")


def default_body(arm_type: str) -> Mapping[str, Any] | None:
    """What a deletion of a default resource puts; None where it does nothing."""
    found: Mapping[str, Any] | None = _table("default_resources.json")[arm_type.lower()]
    return found


def subresource_paths(arm_type: str) -> tuple[tuple[str, ...], ...]:
    """Wire paths of the lists whose members may be resources of their own."""
    return tuple(tuple(path.split(".")) for path in _table("subresources.json").get(arm_type.lower(), ()))

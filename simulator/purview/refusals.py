"""What the data plane refuses, by the keys of `data/refusals.json`, which says where each was read."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from arm.errors import ArmError


@cache
def refusals() -> Mapping[str, Mapping[str, str]]:
    """Every refusal with its code, HTTP status, message and source."""
    text = files("simulator.purview").joinpath("data/refusals.json").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = json.loads(text)
    return loaded


def refused(key: str, **values: object) -> ArmError:
    """The error to raise."""
    row = refusals()[key]
    return ArmError(row["code"], row["says"].format(**values), status=int(row["status"]))

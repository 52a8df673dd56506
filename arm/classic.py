"""Classes of Pulumi's azure package that write resources of Resource Manager which azure-native leaves out."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, kw_only=True)
class ClassicType:
    """One class, and what it is in Resource Manager: something that stands with its parent and is turned on and off."""

    parent: str
    """The input that holds the parent's id."""
    parent_type: str
    path: str
    """Its type and name below the parent, such as `securityAlertPolicies/default`."""
    also_shown_as: tuple[str, ...]
    """Other types and names below the parent under which Azure shows the same."""
    api_version: str
    properties: Mapping[str, str]
    """Members of `properties` by input."""
    fixed: Mapping[str, Any]
    """Members that the class always writes."""
    removed: Mapping[str, Any]
    """What its deletion leaves."""

    def paths(self) -> tuple[str, ...]:
        """Every type and name below the parent under which it is shown."""
        return (self.path, *self.also_shown_as)

    def written(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """The members of `properties` for some inputs."""
        stated = {wire: inputs[name] for name, wire in self.properties.items() if inputs.get(name) is not None}
        return {**stated, **self.fixed}


@cache
def classic_types() -> Mapping[str, ClassicType]:
    """The classes by token."""
    raw = json.loads(files("arm").joinpath("classic.json").read_text(encoding="utf-8"))
    return {
        token: ClassicType(**{**entry, "also_shown_as": tuple(entry["also_shown_as"])})
        for token, entry in raw["types"].items()
    }

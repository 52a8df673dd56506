"""Outputs of an entity: what was given, defaults, and what the service fills in."""

from collections.abc import Mapping
from typing import Any

from simulator.providers.entities.table import Entity


def shown(entity: Entity, inputs: Mapping[str, Any], computed: Mapping[str, Any]) -> dict[str, Any]:
    """Inputs over defaults, with computed values where the class has an output or an input left out."""
    found = {name: item.default for name, item in entity.inputs.items() if item.default is not None}
    found |= {name: value for name, value in computed.items() if name in entity.outputs or name in entity.inputs}
    found |= {name: value for name, value in inputs.items() if value is not None}
    return found

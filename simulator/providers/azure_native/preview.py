"""What a preview can say of a resource's outputs."""

from collections.abc import Mapping
from typing import Any

from arm.schema import ResourceType
from arm.unknown import UNKNOWN

STABLE = ("name", "location")
"""Outputs that survive every update in place."""
IDENTITY_OUTPUTS = ("principalId", "tenantId")


def foreseen(kind: ResourceType, inputs: Mapping[str, Any], outputs: Mapping[str, Any] | None) -> dict[str, Any]:
    """Inputs as they are, everything Azure computes as unknown; an update's name and location stay."""
    shown = {name: value for name, value in inputs.items() if name in kind.body.properties and name != "id"}
    for name in (*kind.outputs, "name", "type"):
        shown.setdefault(name, UNKNOWN)
    shown["azureApiVersion"] = kind.api_version
    identity = shown.get("identity")
    if isinstance(identity, Mapping):
        shown["identity"] = {**identity, **dict.fromkeys(IDENTITY_OUTPUTS, UNKNOWN)}
    for name in STABLE if outputs else ():
        if outputs and name in outputs:
            shown[name] = outputs[name]
    return shown

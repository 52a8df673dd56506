"""What a preview can say of a resource's outputs.

Source: pulumi/pulumi-azure-native provider/pkg/convert/previewOutputs.go: what the inputs say is shown, every other
output is unknown; an update in place keeps name and location.
"""

from collections.abc import Mapping
from typing import Any

from arm import translate
from arm.schema import ObjectType, ResourceType, ValueType
from arm.unknown import UNKNOWN
from simulator.providers.azure_native.checks import API_VERSION

_NUMBERS = ("integer", "number")
_KINDS: Mapping[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "integer": (int, float),
    "number": (int, float),
    "array": list,
    "map": Mapping,
    "keys": Mapping,
    "object": Mapping,
}
"""An output of another kind than its input, such as the identities of a resource (a list that is answered as a
map), is not known before Azure answers."""
STABLE = ("name", "location")
"""Outputs that survive every update in place."""


def foreseen(kind: ResourceType, inputs: Mapping[str, Any], outputs: Mapping[str, Any] | None) -> dict[str, Any]:
    """The outputs of a planned creation, or of a planned update of a resource with these outputs."""
    shown = {name: value for name, value in _object(kind.shown, inputs).items() if name != "id"}
    shown |= {"name": UNKNOWN, "type": UNKNOWN, API_VERSION: kind.api_version}
    for name in STABLE:
        if outputs and name in outputs:
            shown[name] = outputs[name]
    return shown


def _object(kind: ObjectType, given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _value(item.type, given[name]) if name in given and not item.read_only else UNKNOWN
        for name, item in kind.properties.items()
    }


def _value(kind: ValueType, given: Any) -> Any:
    if not isinstance(given, _KINDS.get(kind.kind, object)) or (isinstance(given, bool) and kind.kind in _NUMBERS):
        return UNKNOWN
    if kind.kind == "array" and kind.inner and isinstance(given, list):
        return [_value(kind.inner, item) for item in given]
    if kind.kind == "map" and kind.inner and isinstance(given, Mapping):
        return {name: _value(kind.inner, item) for name, item in given.items()}
    if kind.objects and isinstance(given, Mapping):
        return _object(translate.choose(kind, given), given)
    return given

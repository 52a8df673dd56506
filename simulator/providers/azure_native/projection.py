"""What a refresh or an import makes of a resource's inputs."""

from collections.abc import Mapping
from typing import Any

from arm import schema, translate
from arm.schema import ObjectType, ValueType
from simulator.providers.azure_native import facts
from simulator.providers.azure_native.paths import client_path
from simulator.providers.refreshing import carried


def imported_inputs(token: str, arm_id: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Inputs that would plan this very resource."""
    found = {**translate.inputs_from_arm(token, body), **translate.path_inputs(token, arm_id)}
    found.pop("id", None)
    return {name: value for name, value in found.items() if value is not None}


def refreshed_inputs(
    token: str, inputs: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, Any]:
    """The program's inputs, changed where Azure's answer has changed since it was last seen.

    Values that Azure filled in are in both answers and so do not become inputs; what only Azure can set never does.
    """
    kind = schema.by_token(token)
    ignored = {"id"} | {
        str(client_path(kind, path)[0])
        for path in facts.subresource_paths(kind.arm_type)
        if client_path(kind, path)[0] not in inputs
    }
    old, new = (
        {name: value for name, value in _settable(kind.body, outputs).items() if name not in ignored}
        for outputs in (before, after)
    )
    return carried(inputs, old, new)


def _settable(kind: ObjectType, shown: Mapping[str, Any]) -> dict[str, Any]:
    known = kind.properties
    return {
        name: _settable_value(known[name].type, value)
        for name, value in shown.items()
        if name in known and not known[name].read_only
    }


def _settable_value(kind: ValueType, shown: Any) -> Any:
    if kind.kind == "keys" and isinstance(shown, Mapping):
        return list(shown)
    if kind.kind == "array" and kind.inner and isinstance(shown, list):
        return [_settable_value(kind.inner, item) for item in shown]
    if kind.kind == "map" and kind.inner and isinstance(shown, Mapping):
        return {name: _settable_value(kind.inner, item) for name, item in shown.items()}
    if kind.objects and isinstance(shown, Mapping):
        return _settable(translate.choose(kind, shown), shown)
    return shown

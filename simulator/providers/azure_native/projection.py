"""What a refresh or an import makes of a resource's inputs."""

from collections.abc import Mapping
from typing import Any

from arm import schema, translate
from simulator.providers.azure_native import facts
from simulator.providers.azure_native.paths import client_path


def imported_inputs(token: str, arm_id: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Inputs that would plan this very resource."""
    found = {**translate.inputs_from_arm(token, body), **translate.path_inputs(token, arm_id)}
    found.pop("id", None)
    return found


def refreshed_inputs(
    token: str, inputs: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, Any]:
    """The program's inputs, changed where Azure's answer has changed since it was last seen.

    Values that Azure filled in are in both answers and so do not become inputs.
    """
    kind = schema.by_token(token)
    names = set(kind.body.properties) - {"id"}
    names -= {
        str(client_path(kind, path)[0])
        for path in facts.subresource_paths(kind.arm_type)
        if client_path(kind, path)[0] not in inputs
    }
    return _apply(
        inputs,
        {name: value for name, value in before.items() if name in names},
        {name: value for name, value in after.items() if name in names},
    )


def _apply(base: Mapping[str, Any], old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    result = {name: value for name, value in base.items() if name in new or name not in old}
    for name, value in new.items():
        if name not in old:
            result[name] = value
        elif old[name] != value:
            result[name] = _value(base[name], old[name], value) if name in base else value
    return result


def _value(base: Any, old: Any, new: Any) -> Any:
    if isinstance(base, Mapping) and isinstance(old, Mapping) and isinstance(new, Mapping):
        return _apply(base, old, new)
    if isinstance(base, list) and isinstance(old, list) and isinstance(new, list):
        known = min(len(base), len(old))
        return [
            (_value(base[index], old[index], item) if old[index] != item else base[index]) if index < known else item
            for index, item in enumerate(new)
        ]
    return new

"""What a refresh or an import makes of a resource's inputs."""

from collections.abc import Mapping
from typing import Any

from arm import schema, translate
from simulator.providers.azure_native import facts
from simulator.providers.azure_native.paths import client_path
from simulator.providers.refreshing import carried


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
    return carried(
        inputs,
        {name: value for name, value in before.items() if name in names},
        {name: value for name, value in after.items() if name in names},
    )

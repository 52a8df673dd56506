"""Between the values of Pulumi's runtime and those of the simulated providers."""

from collections.abc import Iterable, Mapping
from typing import Any

import pulumi

from arm.unknown import UNKNOWN
from simulator.providers.wire import SECRET, SIGNATURE, UNKNOWN_TEXT


def is_secret(value: Any) -> bool:
    """Whether a value is a secret itself."""
    return isinstance(value, Mapping) and value.get(SIGNATURE) == SECRET


def holds_secret(value: Any) -> bool:
    """Whether a value is or holds a secret."""
    if is_secret(value):
        return True
    if isinstance(value, Mapping):
        return any(holds_secret(item) for item in value.values())
    return isinstance(value, list) and any(holds_secret(item) for item in value)


def plain(value: Any) -> Any:
    """Runtime values as the providers take them."""
    if is_secret(value):
        return plain(value["value"])
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return UNKNOWN if pulumi.runtime.known_types.is_unknown(value) else value


def runtime_values(values: Mapping[str, Any], secrets: Iterable[str] = ()) -> dict[str, Any]:
    """Outputs of a provider as the runtime takes them; the named ones become secrets."""
    marked = frozenset(secrets)
    return {
        name: {SIGNATURE: SECRET, "value": _runtime(value)} if name in marked else _runtime(value)
        for name, value in values.items()
    }


def _runtime(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _runtime(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_runtime(item) for item in value]
    return UNKNOWN_TEXT if value is UNKNOWN else value

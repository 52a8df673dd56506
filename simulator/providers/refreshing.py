"""How a refresh carries what has changed in the cloud over to a program's inputs."""

from collections.abc import Mapping
from typing import Any


def carried(base: Mapping[str, Any], old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """`base` with what differs between two observations: values that were there before do not become inputs."""
    result = {name: value for name, value in base.items() if name in new or name not in old}
    for name, value in new.items():
        if name not in old:
            result[name] = value
        elif old[name] != value:
            result[name] = _value(base[name], old[name], value) if name in base else value
    return result


def _value(base: Any, old: Any, new: Any) -> Any:
    if isinstance(base, Mapping) and isinstance(old, Mapping) and isinstance(new, Mapping):
        return carried(base, old, new)
    if isinstance(base, list) and isinstance(old, list) and isinstance(new, list):
        known = min(len(base), len(old))
        return [
            (_value(base[index], old[index], item) if old[index] != item else base[index]) if index < known else item
            for index, item in enumerate(new)
        ]
    return new

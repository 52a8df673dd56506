"""From a planned azure-native resource to its ARM resource, and back."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from arm import schema
from arm.schema import ObjectType, Property, ResourceType, ValueType, WireTree
from arm.unknown import UNKNOWN, Unknown

_OWN_INPUTS = frozenset({"azureApiVersion"})
"""Inputs that azure-native adds for itself and does not send."""
_ENVELOPE = ("id", "name", "type")
"""Members that the id says; some types take them in the body too."""
_PLACE = re.compile(r"\{(\w+)\}")


class UnknownProperty(ValueError):
    """A property that the type does not have."""

    def __init__(self, token: str, path: str, known: list[str]) -> None:
        self.token, self.path = token, path
        self.near = difflib.get_close_matches(path.rsplit(".", 1)[-1], known, n=3)
        hint = f"; nearest: {', '.join(f'`{name}`' for name in self.near)}" if self.near else ""
        super().__init__(f"`{token}` has no property `{path}`{hint}")


@dataclass(frozen=True)
class ArmResource:
    """A resource as ARM takes it. `id` and `name` are None while a part of them is unknown."""

    id: str | None
    type: str
    api_version: str
    name: str | None
    body: dict[str, Any]
    """The request's body: `location`, `tags`, `properties` and so on, by wire names."""

    def as_arm(self) -> dict[str, Any]:
        """The resource as Azure shows it, `id`, `name` and `type` included; unknown ones as `UNKNOWN`."""
        return {
            "id": self.id if self.id is not None else UNKNOWN,
            "name": self.name if self.name is not None else UNKNOWN,
            "type": self.type,
            **self.body,
        }


def to_arm(token: str, inputs: Mapping[str, Any], *, subscription_id: str | None = None) -> ArmResource:
    """Translate a resource's inputs (client names, camelCase) to its ARM request.

    `UNKNOWN` passes through. Errors: `UnknownProperty`, `schema.UnknownType`.
    """
    kind = schema.by_token(token)
    names = _OWN_INPUTS | {parameter.client for parameter in kind.path_parameters} | set(kind.queries)
    body = _write(token, kind.body, {key: value for key, value in inputs.items() if key not in names}, "")
    for member in kind.needs:
        body.setdefault(member, {})
    for member in _ENVELOPE:
        body.pop(member, None)
    arm_id = resource_id(kind, inputs, subscription_id)
    arm_type = _arm_type(kind, inputs)
    return ArmResource(
        arm_id, arm_type, kind.api_version, arm_id.rsplit("/", 1)[-1] if arm_id is not None else None, body
    )


def resource_id(kind: ResourceType, inputs: Mapping[str, Any], subscription_id: str | None) -> str | None:
    """The id that a resource gets, or None where a part is unknown or missing."""
    parameters = {parameter.template: parameter for parameter in kind.path_parameters}
    values: dict[str, str] = {}
    for name in _PLACE.findall(kind.id_template):
        known = parameters.get(name)
        value = inputs.get(known.client, known.default) if known else subscription_id
        if value is None or value is UNKNOWN:
            return None
        values[name] = str(value).strip("/") if kind.id_template.startswith(f"/{{{name}}}") else str(value)
    return _PLACE.sub(lambda match: values[match.group(1)], kind.id_template)


def _arm_type(kind: ResourceType, inputs: Mapping[str, Any]) -> str:
    match = _PLACE.search(kind.arm_type)
    return kind.arm_type.replace(match.group(), str(inputs.get(match.group(1), ""))) if match else kind.arm_type


def _write(token: str, object_type: ObjectType, values: Mapping[str, Any], at: str) -> dict[str, Any]:
    result: dict[str, Any] = {}
    properties = object_type.properties
    for client, value in values.items():
        item = properties.get(client)
        path = f"{at}.{client}" if at else client
        if item is None:
            raise UnknownProperty(token, path, list(properties))
        if value is None:
            continue
        _put(result, item.wire, _value(token, item.type, value, path))
    return result


def _put(target: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for step in path[:-1]:
        target = target.setdefault(step, {})
    if isinstance(value, dict) and isinstance(target.get(path[-1]), dict):
        target[path[-1]].update(value)
    else:
        target[path[-1]] = value


def _value(token: str, kind: ValueType, value: Any, path: str) -> Any:
    if value is UNKNOWN:
        return UNKNOWN
    if kind.kind == "array" and kind.inner and isinstance(value, list | tuple):
        return [_value(token, kind.inner, item, f"{path}[{index}]") for index, item in enumerate(value)]
    if kind.kind == "keys" and isinstance(value, list | tuple):
        return UNKNOWN if any(item is UNKNOWN for item in value) else {str(item): {} for item in value}
    if kind.kind == "map" and kind.inner and isinstance(value, Mapping):
        return {key: _value(token, kind.inner, item, f"{path}.{key}") for key, item in value.items()}
    if kind.objects and isinstance(value, Mapping):
        return _write(token, choose(kind, value), value, path)
    return value


def choose(kind: ValueType, value: Mapping[str, Any]) -> ObjectType:
    """The option of a union that a value means: by its constant, else the first that knows all its keys."""
    for option in kind.objects:
        marks = [item for item in option.properties.values() if item.constant is not None]
        if marks and all(value.get(item.client) == item.constant for item in marks):
            return option
    for option in kind.objects:
        if set(value) <= set(option.properties):
            return option
    return kind.objects[0]


def from_arm(token: str, arm_id: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Translate what Azure answers to the resource's outputs, by client names.

    What the table does not know (Azure may add properties) is left out.
    """
    kind = schema.by_token(token)
    outputs = _read(kind.shown, body, settable=False)
    outputs["id"] = arm_id
    outputs["name"] = body.get("name", arm_id.rsplit("/", 1)[-1])
    outputs["type"] = body.get("type", kind.arm_type)
    outputs["azureApiVersion"] = kind.api_version
    return outputs


def inputs_from_arm(token: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """The settable properties that an ARM body holds, by client names; names in the id are not among them."""
    return _read(schema.by_token(token).body, body, settable=True)


def path_inputs(token: str, arm_id: str) -> dict[str, str]:
    """The names that an id carries, by client name; the subscription is not an input."""
    kind = schema.by_token(token)
    pattern = re.escape(kind.id_template)
    for name in _PLACE.findall(kind.id_template):
        lead = kind.id_template.startswith(f"/{{{name}}}")
        pattern = pattern.replace(rf"\{{{name}\}}", f"(?P<{name}>.+)" if lead else f"(?P<{name}>[^/]+)", 1)
    match = re.fullmatch(pattern, arm_id, re.IGNORECASE)
    if match is None:
        raise ValueError(f"`{arm_id}` is not an id of `{token}` ({kind.id_template})")
    return {
        parameter.client: ("/" if kind.id_template.startswith(f"/{{{parameter.template}}}") else "")
        + match.group(parameter.template)
        for parameter in kind.path_parameters
    }


def _at(body: Mapping[str, Any], wire: tuple[str, ...]) -> Any:
    value: Any = body
    for step in wire:
        if not isinstance(value, Mapping):
            return None
        value = value.get(step)
    return value


def _read(object_type: ObjectType, body: Mapping[str, Any], *, settable: bool) -> dict[str, Any]:
    result: dict[str, Any] = {}
    _walk(object_type.wires, body, result, settable)
    return result


def _walk(tree: WireTree, body: Mapping[str, Any], result: dict[str, Any], settable: bool) -> None:
    for name, node in tree.items():
        value = body.get(name)
        if value is None:
            continue
        if isinstance(node, Property):
            if not (settable and node.read_only):
                result[node.client] = _client_value(node.type, value, settable)
        elif isinstance(value, Mapping):
            _walk(node, value, result, settable)
        elif isinstance(value, Unknown):
            for item in _leaves(node):
                if not (settable and item.read_only):
                    result[item.client] = UNKNOWN


def _leaves(tree: WireTree) -> list[Property]:
    found: list[Property] = []
    for node in tree.values():
        found.extend([node] if isinstance(node, Property) else _leaves(node))
    return found


def _client_value(kind: ValueType, value: Any, settable: bool) -> Any:
    if kind.kind == "keys" and settable and isinstance(value, Mapping):
        return sorted(value)
    if kind.kind == "array" and kind.inner and isinstance(value, list):
        return [_client_value(kind.inner, item, settable) for item in value]
    if kind.kind == "map" and kind.inner and isinstance(value, Mapping):
        return {key: _client_value(kind.inner, item, settable) for key, item in value.items()}
    if kind.objects and isinstance(value, Mapping):
        return _read(_option_of(kind, value), value, settable=settable)
    return value


def _option_of(kind: ValueType, value: Mapping[str, Any]) -> ObjectType:
    for option in kind.objects:
        marks = [item for item in option.properties.values() if item.constant is not None]
        if marks and all(_at(value, item.wire) == item.constant for item in marks):
            return option
    return kind.objects[0]

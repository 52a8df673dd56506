"""Values that Azure takes and never gives back: kept as digests, never in clear, never shown."""

import hashlib
from typing import Any

from arm.schema import ObjectType, Property, ValueType, WireTree
from simulator.core import schemas

# Names under which Azure's types take passwords and keys, wherever they stand in a body.
# Source: flag 4 (write-only) and the secure strings of Azure/bicep-types-az (2026-08-20), for types of the tables.
NAMES = frozenset(
    {
        "adminpassword",
        "administratorloginpassword",
        "sqladministratorloginpassword",
        "connectionstringsecret",
        "sharedaccesskey",
        "clientsecret",
        "aadclientsecret",
    }
)
# Properties that are secrets in one type only.
TYPED = {
    "microsoft.keyvault/vaults/secrets": frozenset({"value"}),
    "microsoft.app/containerapps": frozenset({"value"}),
    "microsoft.containerservice/managedclusters": frozenset({"secret", "serverappsecret"}),
}


def split(arm_type: str, body: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The body without its secrets, and a digest of each secret by its path."""
    kind = schemas.body_type(arm_type)
    names = NAMES | TYPED.get(arm_type.lower(), frozenset())
    digests: dict[str, str] = {}
    return _object(body, kind.wires if kind else {}, "", names, digests), digests


def digest(value: Any) -> str:
    """What is kept of a secret: enough to tell that it changed."""
    return hashlib.sha256(repr(value).encode()).hexdigest()


def _object(
    value: dict[str, Any], tree: WireTree, path: str, names: frozenset[str], digests: dict[str, str]
) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    secure = value.get("type") == "SecureString"
    for name, inner in value.items():
        node = tree.get(name)
        here = f"{path}.{name}" if path else name
        marked = isinstance(node, Property) and node.secret
        if marked or (name.lower() in names and not isinstance(inner, dict | list)) or (secure and name == "value"):
            digests[here] = digest(inner)
        elif isinstance(node, dict) and isinstance(inner, dict):
            kept[name] = _object(inner, node, here, names, digests)
        else:
            kept[name] = _value(inner, node.type if isinstance(node, Property) else None, here, names, digests)
    return kept


def _value(value: Any, kind: ValueType | None, path: str, names: frozenset[str], digests: dict[str, str]) -> Any:
    inner = kind.inner if kind else None
    if isinstance(value, list):
        return [_value(one, inner, f"{path}[{index}]", names, digests) for index, one in enumerate(value)]
    if isinstance(value, dict):
        if inner is not None:
            return {name: _value(one, inner, f"{path}.{name}", names, digests) for name, one in value.items()}
        option = _option(kind, value)
        return _object(value, option.wires if option else {}, path, names, digests)
    return value


def _option(kind: ValueType | None, value: dict[str, Any]) -> ObjectType | None:
    """The object that a value is: the union's option that knows most of its names."""
    if kind is None or not kind.objects:
        return None
    return max(kind.objects, key=lambda one: len(set(one.wires) & set(value)))

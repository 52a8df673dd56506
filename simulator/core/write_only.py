"""Values that Azure takes and never gives back: kept as digests, never in clear, never shown."""

import hashlib
from typing import Any

from arm.schema import ObjectType, Property, ValueType, WireTree
from simulator.core import schemas


def split(arm_type: str, body: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The body without its secrets, and a digest of each secret by its path."""
    kind = schemas.body_type(arm_type)
    digests: dict[str, str] = {}
    if kind is None or not _any_secret(kind, frozenset()):
        return body, digests
    return _walk(kind.wires, body, "", digests), digests


def digest(value: Any) -> str:
    """What is kept of a secret: enough to tell that it changed."""
    return hashlib.sha256(repr(value).encode()).hexdigest()


_SECRETS: dict[int, bool] = {}


def _any_secret(kind: ObjectType, seen: frozenset[int]) -> bool:
    known = _SECRETS.get(id(kind))
    if known is None:
        if id(kind) in seen:
            return False
        following = seen | {id(kind)}
        known = any(one.secret or _type_has(one.type, following) for one in kind.properties.values())
        _SECRETS[id(kind)] = known
    return known


def _type_has(kind: ValueType, seen: frozenset[int]) -> bool:
    return any(_any_secret(one, seen) for one in kind.objects) or (
        kind.inner is not None and _type_has(kind.inner, seen)
    )


def _walk(tree: WireTree, body: dict[str, Any], path: str, digests: dict[str, str]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, value in body.items():
        node = tree.get(name)
        here = f"{path}.{name}" if path else name
        if isinstance(node, Property):
            if node.secret:
                digests[here] = digest(value)
            else:
                kept[name] = _value(node.type, value, here, digests)
        elif isinstance(node, dict) and isinstance(value, dict):
            kept[name] = _walk(node, value, here, digests)
        else:
            kept[name] = value
    return kept


def _value(kind: ValueType, value: Any, path: str, digests: dict[str, str]) -> Any:
    if isinstance(value, list) and kind.inner is not None:
        return [_value(kind.inner, one, f"{path}[{index}]", digests) for index, one in enumerate(value)]
    if isinstance(value, dict):
        if kind.inner is not None:
            return {name: _value(kind.inner, one, f"{path}.{name}", digests) for name, one in value.items()}
        option = _option(kind, value)
        if option is not None:
            return _walk(option.wires, value, path, digests)
    return value


def _option(kind: ValueType, value: dict[str, Any]) -> ObjectType | None:
    """The object that a value is: the union's option that knows most of its names."""
    if not kind.objects:
        return None
    return max(kind.objects, key=lambda one: len(set(one.wires) & set(value)))

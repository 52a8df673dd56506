"""What the ARM tables say about a type, in the form the pipeline asks for it."""

import difflib
from functools import cache
from typing import Any

from arm import providers, schema
from arm.ids import ResourceId
from arm.schema import ResourceType

RECORD_TYPES = ("A", "AAAA", "CNAME", "MX", "PTR", "SOA", "SRV", "TXT")
"""What `{recordType}` stands for in the tables (record sets of private DNS zones)."""
SUCCEEDED = "Succeeded"


@cache
def _types() -> dict[str, tuple[str, ResourceType]]:
    found: dict[str, tuple[str, ResourceType]] = {}
    for item in schema.all_types():
        names = (
            [item.arm_type.replace("{recordType}", kind) for kind in RECORD_TYPES]
            if "{" in item.arm_type
            else [item.arm_type]
        )
        for name in names:
            found.setdefault(name.lower(), (name, item))
    return found


@cache
def namespaces() -> frozenset[str]:
    """Provider namespaces, lower-cased."""
    return frozenset(name.lower() for name in providers.namespaces()) | {key.partition("/")[0] for key in _types()}


@cache
def always_registered() -> frozenset[str]:
    """Namespaces that every subscription is registered for, lower-cased."""
    return frozenset(name.lower() for name, always in providers.namespaces().items() if always)


def is_known(arm_type: str) -> bool:
    """Whether the tables hold the type."""
    return arm_type.lower() in _types()


def known_types() -> tuple[str, ...]:
    """Every type the tables hold, sorted."""
    return tuple(sorted(name for name, _ in _types().values()))


def near_types(arm_type: str) -> str:
    """A sentence with the types nearest to one that is not known."""
    near = difflib.get_close_matches(arm_type.lower(), _types(), n=3)
    return f"Nearest: {', '.join(f'`{_types()[name][0]}`' for name in near)}." if near else ""


@cache
def _spelt(resource_type: str) -> str:
    found = _types().get(resource_type.lower())
    return found[0] if found else resource_type


def canonical_type(arm_id: ResourceId) -> str:
    """The type of an id, as the tables spell it; types without a table keep the id's spelling."""
    return _spelt(arm_id.resource_type)


def version(arm_id: ResourceId) -> str:
    """The API version of the table, empty for types without one."""
    found = _types().get(arm_id.resource_type.lower())
    return found[1].api_version if found else ""


def has_location(arm_type: str) -> bool:
    """Whether the type has a location of its own."""
    found = _types().get(arm_type.lower())
    return found is not None and "location" in found[1].body.wires


def needs_location(arm_type: str) -> bool:
    """Whether the location may not be left out: types with tags are tracked by region."""
    found = _types().get(arm_type.lower())
    return found is not None and {"location", "tags"} <= set(found[1].body.wires)


def is_tracked(arm_type: str) -> bool | None:
    """Whether the type has tags and a location; None for types without a table.

    Connections of private endpoints have neither, though some schemas show both.
    """
    if arm_type.lower().endswith("/privateendpointconnections"):
        return False
    return needs_location(arm_type) if is_known(arm_type) else None


def shows_etag(arm_type: str) -> bool:
    """Whether a read carries the etag in its body."""
    found = _types().get(arm_type.lower())
    return found is not None and found[1].outputs.get("etag") == ("etag",)


@cache
def shows_connections(arm_type: str) -> bool:
    """Whether a read lists the connections of private endpoints."""
    found = _types().get(arm_type.lower())
    shown = ("properties", "privateEndpointConnections")
    return found is not None and (shown in found[1].outputs.values() or _is_property(found[1], shown))


def _is_property(kind: ResourceType, path: tuple[str, ...]) -> bool:
    return any(item.wire == path for item in kind.body.properties.values())


def fill_state(arm_type: str, body: dict[str, Any]) -> None:
    """Set `provisioningState` where the type shows one."""
    found = _types().get(arm_type.lower())
    path = found[1].outputs.get("provisioningState") if found else None
    if path == ("properties", "provisioningState"):
        body.setdefault("properties", {})["provisioningState"] = SUCCEEDED
    elif path == ("provisioningState",):
        body["provisioningState"] = SUCCEEDED


def body_type(arm_type: str) -> schema.ObjectType | None:
    """The body's properties, None for types without a table."""
    found = _types().get(arm_type.lower())
    return found[1].body if found else None


def table_type(arm_type: str) -> str:
    """The name under which the tables hold a type: record sets share one."""
    found = _types().get(arm_type.lower())
    return found[1].arm_type if found else arm_type

"""Ids inside network bodies: they must be whole ids of things that exist in the same region."""

from collections.abc import Iterator
from typing import Any

from arm.ids import InvalidResourceId, ResourceId, parse
from simulator.core.request import Request
from simulator.core.rules import refusal
from simulator.core.store import Resource

MALFORMED = refusal(
    "LinkedInvalidPropertyId",
    400,
    "Property id `{value}` at path `{path}` is invalid: expected a fully qualified resource id.",
    "*:LinkedInvalidPropertyId",
)
NOT_FOUND = refusal(
    "InvalidResourceReference",
    400,
    "Resource `{reference}` referenced by resource `{id}` was not found. "
    "Make sure that the referenced resource exists and that both resources are in the same region.",
    "*:InvalidResourceReference",
)
# What must stand in the region of the resource that names it; policies, private DNS zones and peers need not.
REGIONAL = frozenset(
    f"microsoft.network/{kind}"
    for kind in (
        "virtualnetworks",
        "virtualnetworks/subnets",
        "networksecuritygroups",
        "routetables",
        "natgateways",
        "publicipaddresses",
        "publicipprefixes",
        "networkinterfaces",
        "applicationsecuritygroups",
    )
)


def reference(request: Request, value: Any, path: str) -> ResourceId | None:
    """The id inside a `{"id": …}` object, None when it is absent, or Azure's refusal of text that is no id."""
    text = value.get("id") if isinstance(value, dict) else None
    if text is None:
        return None
    try:
        return parse(str(text))
    except InvalidResourceId as problem:
        raise MALFORMED(request.id, value=text, path=path) from problem


def referenced(request: Request, value: Any, path: str) -> Resource | None:
    """The resource that a `{"id": …}` object names, which must exist; None when nothing is named."""
    named = reference(request, value, path)
    if named is None:
        return None
    found = request.cloud.store.get(named.key)
    if found is None or not same_region(request, found):
        raise NOT_FOUND(request.id, reference=named, id=request.id)
    return found


def same_region(request: Request, found: Resource) -> bool:
    """Whether the found resource may be used from where the request's resource stands."""
    if found.type not in REGIONAL:
        return True
    here, there = region_of_request(request), region_of(request, found)
    return here in (None, "global") or there is None or here == there


def region_of(request: Request, resource: Resource) -> str | None:
    """The location of a resource, or of the parent that has one."""
    at: Resource | None = resource
    while at is not None:
        if at.location:
            return at.location
        at = request.cloud.store.get(at.parent)
    return None


def region_of_request(request: Request) -> str | None:
    """The location the request's resource will have."""
    if request.body.get("location"):
        return str(request.body["location"])
    parent = request.cloud.store.get(request.id.parent.key) if request.id.parent else None
    return region_of(request, parent) if parent else None


def check_references(request: Request, skip: frozenset[str] = frozenset()) -> None:
    """Refuse every `{"id": …}` under `properties` that names nothing. `skip` are property names not followed."""
    for path, value in _references(request.body.get("properties"), "properties", skip):
        if not str(value["id"]).lower().startswith(f"{request.id.key}/"):
            referenced(request, value, path)


def _references(value: Any, path: str, skip: frozenset[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        if isinstance(value.get("id"), str) and set(value) == {"id"}:
            yield path, value
            return
        for name, inner in value.items():
            if name not in skip:
                yield from _references(inner, f"{path}.{name}", skip)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _references(inner, f"{path}[{index}]", skip)


def users(request_or_cloud: Any, key: str, arm_type: str, *path: str) -> list[Resource]:
    """Resources of a type whose property at the path names the id with this key."""
    cloud = getattr(request_or_cloud, "cloud", request_or_cloud)
    return [row for row in cloud.store.naming(key, arm_type) if key in ids_at(row.body, path)]


def ids_at(value: Any, path: tuple[str, ...]) -> set[str]:
    """Lower-cased ids at a path that may run through lists."""
    if isinstance(value, list):
        return {one for inner in value for one in ids_at(inner, path)}
    if not path:
        text = value.get("id") if isinstance(value, dict) else value
        return {str(text).lower()} if text else set()
    return ids_at(value.get(path[0]), path[1:]) if isinstance(value, dict) else set()

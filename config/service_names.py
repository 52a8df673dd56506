"""What the resources of a service are named by: key → ARM type and role, from `config/data/service_names.json`."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

PREFIX = "service/"
"""What the keys of services' names begin with."""
_ENDPOINT = "Microsoft.Network/privateEndpoints"
_INTERFACE = "Microsoft.Network/networkInterfaces"
_SCOPED = ("insights", "collection-endpoint")


@dataclass(frozen=True)
class _Entry:
    resource: str
    endpoints: tuple[str, ...]
    inner: tuple[str, ...]
    more: tuple[tuple[str, str, str], ...]
    grants: frozenset[str]
    administrator: Mapping[str, str]
    signs_in_as: str | None


@cache
def _table() -> dict[str, _Entry]:
    raw = json.loads(files("config").joinpath("data/service_names.json").read_text(encoding="utf-8"))
    return {
        kind: _Entry(
            resource=entry["resource"],
            endpoints=tuple(entry["endpoints"]),
            inner=tuple(entry["inner"]),
            more=tuple((part, arm_type, role) for part, (arm_type, role) in entry["more"].items()),
            grants=frozenset(entry.get("grants", ())),
            administrator=entry.get("administrator", {}),
            signs_in_as=entry.get("signs_in_as"),
        )
        for kind, entry in raw.items()
    }


@cache
def kinds_by_resource() -> dict[str, str]:
    """The type of service by the ARM type, in lower case, of its main resource."""
    return {entry.resource.lower(): kind for kind, entry in _table().items()}


def endpoint_groups(kind: str) -> tuple[str, ...]:
    """The groups of a type of service that get a private endpoint; those of what it has for itself are not here."""
    return _table()[kind].endpoints


def needs_subnet(kind: str) -> bool:
    """Whether a type of service stands in a subnet of its own."""
    return any(part == "subnet" for part, _, _ in _table()[kind].more)


def scoped_part(kind: str) -> str | None:
    """What of a type of service is put into a private link scope of Azure Monitor, such as `insights`."""
    return next((part for part, _, _ in _table()[kind].more if part in _SCOPED), None)


def grants_on(kind: str, place: str) -> bool:
    """Whether a type of service gives its own identity roles in the team's `group`, or in its own `subnet`."""
    return place in _table()[kind].grants


def administrator_roles(kind: str) -> Mapping[str, str]:
    """The built-in roles that a type of service gives its administrator, by the part: itself, or one such as `storage`.

    Without one, nobody is let in whom keys would let in elsewhere. None where the administrator is a property.
    """
    return _table()[kind].administrator


def sign_in_name(kind: str) -> str | None:
    """How Entra calls the identity with which a type of service reads and writes data; None where it has none.

    `{own}` stands for the service's name, `{identity}` for that of its user-assigned identity.
    """
    return _table()[kind].signs_in_as


def main_resource(kind: str) -> str:
    """The ARM type of what a type of service is."""
    return _table()[kind].resource.partition("@")[0]


def part_resource(kind: str, part: str) -> str:
    """The ARM type of a part of a type of service; of the service itself where the part is empty."""
    return {name: arm_type for name, arm_type, _ in _table()[kind].more}[part] if part else main_resource(kind)


def name_keys(key: str, kind: str) -> Iterator[tuple[str, str, str]]:
    """Name key, ARM type and role of everything that a service is made of.

    `pipelines` of the type `data-factory` gives `service/pipelines`, `service/pipelines/endpoint-portal`, and so on.
    """
    entry = _table()[kind]
    stem = f"{PREFIX}{key}"
    yield stem, entry.resource, key
    for part, arm_type, role in entry.more:
        yield f"{stem}/{part}", arm_type, f"{key}-{role}" if role else key
    for group in (*entry.endpoints, *entry.inner):
        role = key if entry.endpoints == (group,) else f"{key}-{group.lower()}"
        yield f"{stem}/endpoint-{group}", _ENDPOINT, role
        yield f"{stem}/interface-{group}", _INTERFACE, role

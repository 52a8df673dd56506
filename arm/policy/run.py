"""What one evaluation knows: the resource, the request around it, and what it met on its way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from arm.policy.ordering import format_date
from arm.policy.values import MISSING, member
from arm.unknown import UNKNOWN, Unknown

RESOURCE_GROUP = "Microsoft.Resources/subscriptions/resourceGroups"
SUBSCRIPTION = "Microsoft.Resources/subscriptions"
UNKNOWN_TYPE = "?"
"""Stands for a type that is not known."""
_CONTAINERS = {
    "microsoft.resources/resourcegroups": RESOURCE_GROUP,
    "microsoft.resources/subscriptions/resourcegroups": RESOURCE_GROUP,
    "microsoft.resources/subscriptions": SUBSCRIPTION,
}


@dataclass(frozen=True, kw_only=True)
class Context:
    """What surrounds the resource. What is not given is unknown."""

    resource_group: Mapping[str, Any] | Unknown = UNKNOWN
    subscription: Mapping[str, Any] | Unknown = UNKNOWN
    request: Mapping[str, Any] | Unknown = UNKNOWN
    policy: Mapping[str, Any] | Unknown = UNKNOWN
    now: str | Unknown | None = None
    """The time of the run in ISO 8601; the clock's when it is not given."""
    related: tuple[Mapping[str, Any], ...] | None = None
    """Existing resources for the …IfNotExists effects; nothing when they are not known."""
    tracked: bool | None = None
    """Whether the resource's type has tags and a location; nothing when that is not known."""


NO_CONTEXT = Context()


@lru_cache(maxsize=4096)
def id_parts(resource_id: str) -> tuple[str, tuple[str, ...], str, str]:
    """The type, the names, the resource group and the subscription of an id; empty where it has none."""
    parts = [part for part in resource_id.strip("/").split("/") if part]
    lowered = [part.lower() for part in parts]
    subscription = parts[1] if len(parts) > 1 and lowered[0] == "subscriptions" else ""
    group = parts[3] if subscription and len(parts) > 3 and lowered[2] == "resourcegroups" else ""
    if "providers" not in lowered:
        if group:
            return RESOURCE_GROUP, (group,), group, subscription
        return (SUBSCRIPTION, (subscription,), "", subscription) if subscription else ("", (), "", "")
    start = len(lowered) - lowered[::-1].index("providers")
    rest = parts[start:]
    kind = "/".join([rest[0], *rest[1::2]]) if rest else ""
    return kind, tuple(rest[2::2]), group, subscription


@lru_cache(maxsize=4096)
def normal_type(resource_type: str) -> tuple[str, str]:
    """The type as policies name it (groups and subscriptions have a name of their own), and in lower case."""
    name = _CONTAINERS.get(resource_type.lower(), resource_type)
    return name, name.lower()


class Run:
    """One evaluation of one rule on one resource."""

    __slots__ = (
        "_now",
        "api_version",
        "context",
        "kind",
        "members",
        "notes",
        "resource",
        "subject",
        "type",
        "unknowns",
    )

    def __init__(
        self, resource: Mapping[str, Any], context: Context = NO_CONTEXT, subject: "Run | None" = None
    ) -> None:
        self.resource = resource
        self.context = context
        self.subject = self if subject is None else subject
        """What `field()` looks at: in an existence condition, the resource of `if`."""
        self.members: list[Any] = []
        self.unknowns: list[str] = [] if subject is None else subject.unknowns
        self.notes: list[str] = [] if subject is None else subject.notes
        kind = resource.get("type")
        if not isinstance(kind, str):
            kind = member(resource, "type")
        if kind is UNKNOWN:
            kind = UNKNOWN_TYPE
        if not isinstance(kind, str):
            kind = id_parts(self.text("id"))[0]
        self.type, self.kind = normal_type(kind)
        self.api_version = self._api_version()
        self._now: str | Unknown | None = context.now if subject is None else subject._now

    def text(self, name: str) -> str:
        """A top-level member that is a text, else the empty text."""
        value = member(self.resource, name)
        return value if isinstance(value, str) else ""

    def _api_version(self) -> str | None:
        request = self.context.request
        found = member(request, "apiVersion") if isinstance(request, Mapping) else MISSING
        if not isinstance(found, str):
            found = member(self.resource, "apiVersion")
        return found if isinstance(found, str) else None

    def now(self) -> str | Unknown:
        """One time for the whole run."""
        if self._now is None:
            self._now = format_date(datetime.now(tz=UTC))
        return self._now

    def names(self) -> tuple[str, ...] | Unknown | None:
        """All name segments of the resource."""
        name = member(self.resource, "name")
        known = id_parts(self.text("id"))[1]
        if known:
            return known
        if isinstance(name, str):
            return tuple(name.split("/"))
        without = name is MISSING or name is None
        return UNKNOWN if name is UNKNOWN or (without and member(self.resource, "id") is UNKNOWN) else None

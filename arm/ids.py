"""Azure Resource Manager ids: parse, format, walk.

Source: Azure Resource Manager, resource id format (azure-resource-manager/management/overview), 2026-11-23.
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

_MANAGEMENT_GROUP = "Microsoft.Management/managementGroups"
_RESOURCE_GROUP = "Microsoft.Resources/resourceGroups"
_SUBSCRIPTION = "Microsoft.Resources/subscriptions"
_TENANT = "Microsoft.Resources/tenants"
_NAMESPACE = re.compile(r"[A-Za-z0-9]+(\.[A-Za-z0-9]+)+")


class InvalidResourceId(ValueError):
    """Text that is not an Azure Resource Manager id."""


@dataclass(frozen=True)
class ResourceId:
    """One id, read from the outside in."""

    base: "ResourceId | None"
    """What the provider part hangs on: a subscription, a group, another resource; None at the tenant."""
    namespace: str
    """The provider namespace, such as `Microsoft.Storage`."""
    types: tuple[str, ...]
    names: tuple[str, ...]
    """One name per type segment."""

    @cached_property
    def _text(self) -> str:
        if self.namespace == "":
            return ""
        if self.resource_type == _SUBSCRIPTION:
            return f"/subscriptions/{self.name}"
        if self.resource_type == _RESOURCE_GROUP:
            return f"{self.base}/resourceGroups/{self.name}"
        steps = "".join(f"/{kind}/{name}" for kind, name in zip(self.types, self.names, strict=True))
        return f"{self.base or ''}/providers/{self.namespace}{steps}"

    def __str__(self) -> str:
        return self._text or "/"

    @cached_property
    def key(self) -> str:
        """The id for comparisons: Azure compares ids without case."""
        return str(self).lower()

    @property
    def name(self) -> str:
        """The last name."""
        return self.names[-1] if self.names else ""

    @cached_property
    def resource_type(self) -> str:
        """The full type, such as `Microsoft.Storage/storageAccounts/blobServices`."""
        return "/".join((self.namespace, *self.types)) if self.namespace else _TENANT

    @cached_property
    def subscription_id(self) -> str | None:
        """The subscription's GUID, where the id lies in one."""
        if self.resource_type == _SUBSCRIPTION:
            return self.name
        return self.base.subscription_id if self.base else None

    @cached_property
    def resource_group(self) -> str | None:
        """The resource group's name, where the id lies in one."""
        if self.resource_type == _RESOURCE_GROUP:
            return self.name
        return self.base.resource_group if self.base else None

    @cached_property
    def parent(self) -> "ResourceId | None":
        """The parent resource; for a top-level resource its scope."""
        if len(self.types) > 1:
            return ResourceId(self.base, self.namespace, self.types[:-1], self.names[:-1])
        return self.base

    @property
    def scope(self) -> "ResourceId":
        """Where the resource lives: tenant, management group, subscription, group or extended resource."""
        return self.base or TENANT

    @property
    def is_extension(self) -> bool:
        """Whether it extends another resource, as locks and diagnostic settings may."""
        base = self.base
        return base is not None and base.resource_type not in (_SUBSCRIPTION, _RESOURCE_GROUP, _TENANT)

    def child(self, kind: str, name: str) -> "ResourceId":
        """The id of a child resource. `kind` is the last type segment, or the full type."""
        last = kind.rsplit("/", 1)[-1]
        return ResourceId(self.base, self.namespace, (*self.types, last), (*self.names, name))

    def extension(self, resource_type: str, name: str) -> "ResourceId":
        """The id of a resource on this scope: a lock on a resource, an account in a group."""
        namespace, _, kind = resource_type.partition("/")
        return ResourceId(self if self.namespace else None, namespace, (kind,), (name,))

    def within(self, scope: "ResourceId") -> bool:
        """Whether this id is the scope or lies below it."""
        return self.key == scope.key or scope == TENANT or self.key.startswith(scope.key + "/")


TENANT = ResourceId(None, "", (), ())
"""The tenant: the scope of management groups."""


def subscription(subscription_id: str) -> ResourceId:
    """The id of a subscription."""
    return ResourceId(None, "Microsoft.Resources", ("subscriptions",), (subscription_id,))


def resource_group(subscription_id: str, name: str) -> ResourceId:
    """The id of a resource group."""
    return ResourceId(subscription(subscription_id), "Microsoft.Resources", ("resourceGroups",), (name,))


def management_group(name: str) -> ResourceId:
    """The id of a management group."""
    return ResourceId(None, "Microsoft.Management", ("managementGroups",), (name,))


@lru_cache(maxsize=65536)
def parse(text: str) -> ResourceId:
    """Parse an id. Keywords are read without case; names keep theirs.

    Errors: `InvalidResourceId` with the position at which the text stops being an id.
    """
    if text == "/":
        return TENANT
    if not text.startswith("/") or text.endswith("/"):
        raise _invalid(text, "begins with one slash and ends with none")
    segments = text[1:].split("/")
    if not all(segments):
        raise _invalid(text, "has no empty segment")
    at, index = _container(text, segments)
    while index < len(segments):
        if segments[index].lower() != "providers" or index + 1 >= len(segments):
            raise _invalid(text, f"has `providers/<namespace>` where `{segments[index]}` stands")
        namespace = segments[index + 1]
        if not _NAMESPACE.fullmatch(namespace):
            raise _invalid(text, f"has a namespace like `Microsoft.Storage` where `{namespace}` stands")
        end = index + 2
        while end < len(segments) and not _starts_extension(segments, end):
            end += 2
        steps = segments[index + 2 : end]
        if not steps or len(steps) % 2:
            raise _invalid(text, f"has pairs of type and name after `{namespace}`")
        at = ResourceId(at, namespace, tuple(steps[0::2]), tuple(steps[1::2]))
        index = end
    if at is None:
        raise _invalid(text, "begins with `/subscriptions/` or `/providers/`")
    return at


def _container(text: str, segments: list[str]) -> tuple[ResourceId | None, int]:
    """The subscription or group that the id begins with, and where the rest begins."""
    if segments[0].lower() != "subscriptions":
        return None, 0
    if len(segments) < 2:
        raise _invalid(text, "names a subscription after `/subscriptions/`")
    if len(segments) < 3 or segments[2].lower() != "resourcegroups":
        return subscription(segments[1]), 2
    if len(segments) < 4:
        raise _invalid(text, "names a group after `/resourceGroups/`")
    return resource_group(segments[1], segments[3]), 4


def _starts_extension(segments: list[str], at: int) -> bool:
    return (
        segments[at].lower() == "providers" and at + 1 < len(segments) and bool(_NAMESPACE.fullmatch(segments[at + 1]))
    )


def _invalid(text: str, accepted: str) -> InvalidResourceId:
    return InvalidResourceId(f"`{text}` is not a resource id: an id {accepted}")

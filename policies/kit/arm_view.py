"""Planned resources as Azure Resource Manager sees them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from arm import schema
from arm.translate import resource_id, to_arm
from arm.unknown import UNKNOWN
from policies.kit.planned import Planned

PACKAGE = "azure-native:"
GROUP_IN_ARM = "Microsoft.Resources/resourceGroups"
GROUP_IN_POLICY = "Microsoft.Resources/subscriptions/resourceGroups"
"""Azure Policy speaks of resource groups under this type."""


@dataclass(frozen=True, kw_only=True)
class Viewed:
    """A planned resource and its ARM JSON."""

    planned: Planned
    kind: schema.ResourceType
    resource: dict[str, Any] = field(repr=False)
    """`id`, `name`, `type` and the body; `UNKNOWN` where a value is not known yet."""

    @property
    def id(self) -> str | None:
        """The ARM id, where all of it is known."""
        found = self.resource["id"]
        return found if isinstance(found, str) else None

    @property
    def type(self) -> str:
        """The ARM type, in lower case."""
        return str(self.resource["type"]).lower()

    @property
    def takes_tags_and_location(self) -> bool:
        """Whether rules of mode Indexed look at its type."""
        return {"tags", "location"} <= self.kind.body.wires.keys() and self.type != GROUP_IN_POLICY.lower()

    @property
    def tenant_id(self) -> str | None:
        """The tenant that the provider states, if it does."""
        found = self.planned.provider.get("tenantId")
        return found if isinstance(found, str) else None

    def with_links(self, planned: Planned) -> "Viewed":
        """The same translation for a later look at the resource, which knows what it is made of."""
        return replace(self, planned=planned)


def is_arm(planned: Planned) -> bool:
    """Whether a planned resource is one of Azure Resource Manager's."""
    return planned.token.startswith(PACKAGE)


def arm_id(planned: Planned) -> str | None:
    """The ARM id; nothing where a part is not known yet or the type has no table."""
    subscription = planned.provider.get("subscriptionId")
    try:
        kind = schema.by_token(planned.token)
    except schema.UnknownType:
        return None
    return resource_id(kind, planned.inputs, subscription if isinstance(subscription, str) else None)


def path_names(planned: Planned) -> frozenset[str]:
    """The inputs that an id is made of; empty where the type has no table."""
    try:
        kind = schema.by_token(planned.token)
    except schema.UnknownType:
        return frozenset()
    return frozenset(parameter.client for parameter in kind.path_parameters)


def view(planned: Planned) -> Viewed:
    """Translate; raises `arm.schema.UnknownType` or `arm.translate.UnknownProperty` where a table lacks it."""
    subscription = planned.provider.get("subscriptionId")
    known = subscription if isinstance(subscription, str) else None
    translated = to_arm(planned.token, planned.inputs, subscription_id=known)
    kind = schema.by_token(planned.token)
    resource = {**translated.as_arm(), "apiVersion": translated.api_version}
    if translated.name is None:
        resource["name"] = _own_name(kind, planned)
    if translated.type == GROUP_IN_ARM:
        resource["type"] = GROUP_IN_POLICY
    return Viewed(planned=planned, kind=kind, resource=resource)


def _own_name(kind: schema.ResourceType, planned: Planned) -> Any:
    """The last segment of the id, which may be known while the rest is not."""
    last = kind.id_template.rsplit("/", 1)[-1]
    if not last.startswith("{"):
        return last
    clients = {parameter.template: parameter.client for parameter in kind.path_parameters}
    return planned.inputs.get(clients.get(last.strip("{}"), ""), UNKNOWN)


def scope_parameter(kind: schema.ResourceType) -> str | None:
    """For an extension resource, the input that names what it extends."""
    return next(
        (
            parameter.client
            for parameter in kind.path_parameters
            if kind.id_template.startswith(f"/{{{parameter.template}}}/")
        ),
        None,
    )


def inherited_names(child: schema.ResourceType, parent: schema.ResourceType) -> Sequence[tuple[str, str]]:
    """The inputs with which a child names its parent, beside the parent's own inputs."""
    pairs = zip(child.path_parameters, parent.path_parameters, strict=False)
    return [(one.client, other.client) for one, other in pairs]

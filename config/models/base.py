"""The base model and the value types that every other model is made of."""

import difflib
import ipaddress
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from arm.regions import REGIONS
from arm.schema import UnknownType, by_arm_type


class Model(BaseModel):
    """A frozen, strict section of the estate's data: unknown keys are refused, nothing is converted silently."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, validate_default=True, use_attribute_docstrings=True
    )


def _known_type(name: str) -> str:
    try:
        return by_arm_type(name).arm_type
    except UnknownType as error:
        near = error.near[0] if error.near else "Microsoft.Storage/storageAccounts"
        raise ValueError(f"an Azure resource type, such as `{near}`") from None


def _known_region(value: str) -> str:
    if value not in REGIONS:
        near = difflib.get_close_matches(value, REGIONS, n=1)
        raise ValueError(f"an Azure region by its name, such as `{near[0] if near else 'westeurope'}`")
    return value


def _private_network(value: ipaddress.IPv4Network) -> ipaddress.IPv4Network:
    if not value.is_private:
        raise ValueError("private address space (RFC 1918), such as `10.16.0.0/16`")
    return value


def immutable(**extra: Any) -> Any:
    """A field that must not change once its stack has been deployed (Azure fixes it at creation)."""
    return Field(json_schema_extra={"immutable": True}, **extra)


def immutable_entries() -> Any:
    """A map that may gain and lose entries, none of which may change once its stack has been deployed."""
    return Field(default_factory=dict, json_schema_extra={"immutable_entries": True})


Days = Annotated[int, Field(ge=1, le=36500)]
"""A number of days, 1 to 36500."""

Slug = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", min_length=2, max_length=20),
]
"""Lower-case letters, digits and single hyphens; begins with a letter; 2 to 20 characters."""

STACK_NAME = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
StackName = Annotated[str, StringConstraints(pattern=f"^{STACK_NAME}$", min_length=2, max_length=50)]
"""The name of a stack: the part of `Pulumi.<stack>.yaml` between the dots."""

GUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
Guid = Annotated[str, StringConstraints(pattern=f"^{GUID}$")]
"""A lower-case GUID, as Azure prints it."""

ResourceTypeText = Annotated[str, AfterValidator(_known_type)]
"""An ARM resource type, such as `Microsoft.Storage/storageAccounts`."""
Region = Annotated[str, AfterValidator(_known_region)]
"""An Azure region by its name, such as `westeurope`."""

Network = Annotated[ipaddress.IPv4Network, AfterValidator(_private_network)]
"""A private IPv4 range in CIDR notation without host bits, such as `10.16.0.0/16`."""

Mail = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$", max_length=254)]
"""A mail address or user principal name."""

ResourceIdText = Annotated[str, StringConstraints(pattern=r"^/(subscriptions|providers)/.+$")]
"""An Azure Resource Manager id, beginning with `/subscriptions/` or `/providers/`."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=256)]
"""A line of text for people, 1 to 256 characters."""

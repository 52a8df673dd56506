"""The ids of Azure resources whose creation was cut off: they follow from type and inputs."""

from collections.abc import Mapping
from typing import Any

_PREFIX = "azure-native:"


def resolve(token: str, inputs: Mapping[str, Any], provider: Mapping[str, Any]) -> str | None:
    """The Azure Resource Manager id that a resource gets; None where the service chooses it, or we do not know."""
    if not token.startswith(_PREFIX):
        return None
    from arm.schema import UnknownType, by_token  # noqa: PLC0415 - large tables, needed after a crash only
    from arm.translate import resource_id  # noqa: PLC0415

    try:
        kind = by_token(token)
    except UnknownType:
        return None
    return resource_id(kind, inputs, provider.get("subscriptionId"))

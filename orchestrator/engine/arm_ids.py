"""The ids of Azure resources whose creation was cut off: they follow from type and inputs."""

from collections.abc import Mapping
from typing import Any

_PREFIX = "azure-native:"


def resolve(token: str, inputs: Mapping[str, Any], provider: Mapping[str, Any]) -> str | None:
    """The Azure Resource Manager id that a resource gets; None where the service chooses it."""
    if not token.startswith(_PREFIX):
        return None
    from arm.translate import to_arm  # noqa: PLC0415 - the tables are large and needed after a crash only

    return to_arm(token, inputs, subscription_id=provider.get("subscriptionId")).id

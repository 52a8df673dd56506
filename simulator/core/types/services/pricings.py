"""Plans of Defender for Cloud: they always exist; a deletion puts them back to free."""

from typing import Any

from simulator.core.request import Request
from simulator.core.rules import refusal
from simulator.core.types.base import Handler, handles

TYPE = "Microsoft.Security/pricings"
# Source: Azure REST API of Microsoft.Security pricings, general knowledge (2026-11-23).
PLANS = frozenset(
    {
        "VirtualMachines",
        "SqlServers",
        "AppServices",
        "StorageAccounts",
        "SqlServerVirtualMachines",
        "KubernetesService",
        "ContainerRegistry",
        "KeyVaults",
        "Dns",
        "Arm",
        "OpenSourceRelationalDatabases",
        "CosmosDbs",
        "Containers",
        "CloudPosture",
        "Api",
        "AI",
    }
)
UNKNOWN_PLAN = refusal(
    "InvalidPricingName",
    400,
    "`{name}` is not a Defender plan; accepted: {accepted}.",
    source="Azure REST API of Microsoft.Security pricings, general knowledge (2026-11-23); code name inferred",
)


@handles(TYPE)
class Pricings(Handler):
    """A plan of a subscription."""

    def validate(self, request: Request) -> None:
        """The plan exists."""
        if request.id.name not in PLANS:
            raise UNKNOWN_PLAN(request.id, name=request.id.name, accepted=", ".join(sorted(PLANS)))

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """What Azure computes."""
        properties = body["properties"]
        properties["freeTrialRemainingTime"] = "PT0S"
        if properties.get("pricingTier") == "Standard":
            properties["enablementTime"] = request.before("properties", "enablementTime") or request.cloud.world.now()

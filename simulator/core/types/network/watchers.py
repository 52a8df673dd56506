"""Network watchers, which appear by themselves, and flow logs."""

from typing import TYPE_CHECKING, Any

from arm.ids import resource_group
from simulator.core.request import Request
from simulator.core.rules import behaviour
from simulator.core.types.base import Handler, handles
from simulator.core.types.network.references import NOT_FOUND

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.Network/networkWatchers"
GROUP = "NetworkWatcherRG"
behaviour("The first network in a region brings NetworkWatcherRG and NetworkWatcher_<region>.", TYPE)


def ensure(cloud: "Cloud", subscription_id: str, location: str) -> None:
    """Let the region's watcher appear."""
    group = resource_group(subscription_id, GROUP)
    rows = cloud.store.of_type(TYPE, scope=f"/subscriptions/{subscription_id}".lower())
    if any(row.location == location for row in rows):
        return
    if cloud.store.get(group.key) is None:
        cloud.keep(group, {"location": location, "properties": {"provisioningState": "Succeeded"}})
    watcher = group.extension(TYPE, f"NetworkWatcher_{location}")
    cloud.keep(watcher, {"location": location, "properties": {"provisioningState": "Succeeded"}})


@handles(f"{TYPE}/flowLogs")
class FlowLogs(Handler):
    """A flow log names what it watches and where it writes; both exist."""

    def validate(self, request: Request) -> None:
        """Check the three ids."""
        analytics = request.given(
            "properties",
            "flowAnalyticsConfiguration",
            "networkWatcherFlowAnalyticsConfiguration",
            "workspaceResourceId",
        )
        for text in (
            request.given("properties", "targetResourceId"),
            request.given("properties", "storageId"),
            analytics,
        ):
            if text and request.cloud.find(str(text)) is None:
                raise NOT_FOUND(request.id, reference=text, id=request.id)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """The id of the target."""
        body["properties"]["targetResourceGuid"] = request.cloud.world.guid(
            str(body["properties"].get("targetResourceId"))
        )

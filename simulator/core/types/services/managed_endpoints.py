"""Endpoints out of networks that Azure manages: of data factories, and of clusters of Stream Analytics."""

from typing import TYPE_CHECKING, Any

from arm import private_link
from arm.ids import parse
from simulator.core.request import Request, dig
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.network.link_targets import CONNECTION, shown_connection
from simulator.core.types.network.references import NOT_FOUND

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

FACTORY, CLUSTER = "Microsoft.DataFactory/factories", "Microsoft.StreamAnalytics/clusters"
OF_FACTORY = f"{FACTORY}/managedVirtualNetworks/managedPrivateEndpoints"
OF_CLUSTER = f"{CLUSTER}/privateEndpoints"
GROUP_ID = refusal(
    "InvalidPrivateEndpointGroupId",
    400,
    "`{type}` has no private link group `{given}` for managed endpoints; accepted: {accepted}.",
    source="azure-docs data-factory/managed-virtual-network-private-endpoint (2022); code name inferred",
)
behaviour("A managed private endpoint is Succeeded while its connection is Pending for the target's owner.", OF_FACTORY)
PENDING = {"status": "Pending", "description": "Awaiting approval", "actionsRequired": "None"}


@handles(OF_FACTORY)
class OfFactories(Handler):
    """An endpoint out of the managed network of a factory; the target's owner approves it."""

    def validate(self, request: Request) -> None:
        """Target and group."""
        given = request.properties
        _check(request, FACTORY, given.get("privateLinkResourceId"), given.get("groupId"))

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """It waits."""
        properties = body["properties"]
        properties["provisioningState"] = "Succeeded"
        properties["connectionState"] = request.before("properties", "connectionState") or PENDING
        host = request.id.parent.parent if request.id.parent else None
        target = str(properties["privateLinkResourceId"])
        _connect(request, host.name if host else "", target, str(properties["groupId"]), properties["connectionState"])

    def show(self, cloud: "Cloud", resource: Resource, body: dict[str, Any]) -> None:
        """What the target's owner says."""
        body["properties"]["connectionState"] = _state(
            cloud, resource, str(resource.properties["privateLinkResourceId"])
        )

    def after_delete(self, cloud: "Cloud", resource: Resource) -> None:
        """The connection on the target goes."""
        _disconnect(cloud, resource, str(resource.properties["privateLinkResourceId"]))


@handles(OF_CLUSTER)
class OfClusters(Handler):
    """An endpoint of a cluster; the target's owner approves it."""

    def validate(self, request: Request) -> None:
        """Targets and groups."""
        for link in request.properties.get("manualPrivateLinkServiceConnections") or ():
            properties = link.get("properties") or {}
            for group in properties.get("groupIds") or (None,):
                _check(request, CLUSTER, properties.get("privateLinkServiceId"), group)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """It waits."""
        properties, host = body["properties"], request.id.parent
        properties["createdDate"] = request.before("properties", "createdDate") or request.cloud.world.now()
        for link in properties.get("manualPrivateLinkServiceConnections") or ():
            link["properties"]["requestMessage"] = "Please approve my connection."
            link["properties"]["privateLinkServiceConnectionState"] = PENDING
            target, groups = str(link["properties"]["privateLinkServiceId"]), link["properties"].get("groupIds") or [""]
            _connect(request, host.name if host else "", target, str(groups[0]), PENDING)

    def show(self, cloud: "Cloud", resource: Resource, body: dict[str, Any]) -> None:
        """What the targets' owners say."""
        for link in body["properties"].get("manualPrivateLinkServiceConnections") or ():
            state = _state(cloud, resource, str(link["properties"]["privateLinkServiceId"]))
            link["properties"]["privateLinkServiceConnectionState"] = state

    def after_delete(self, cloud: "Cloud", resource: Resource) -> None:
        """The connections on the targets go."""
        for link in resource.properties.get("manualPrivateLinkServiceConnections") or ():
            _disconnect(cloud, resource, str(link["properties"]["privateLinkServiceId"]))


def _check(request: Request, host: str, target_id: Any, group: Any) -> None:
    target = request.cloud.find(str(target_id))
    if target is None:
        raise NOT_FOUND(request.id, reference=target_id, id=request.id)
    arm_type = parse(target.id).resource_type
    accepted = private_link.managed_groups(host, arm_type)
    if group not in accepted:
        raise GROUP_ID(request.id, type=arm_type, given=group, accepted=", ".join(accepted) or "none")


def _connect(request: Request, host: str, target_id: str, group: str, state: dict[str, Any]) -> None:
    target = parse(target_id)
    name = f"{host}.{request.id.name}-{request.cloud.world.guid(request.id.key)}"
    shown = shown_connection(target.resource_type, str(request.id), [group], state)
    request.cloud.keep(target.child(CONNECTION, name), {"properties": shown})


def _connection(cloud: "Cloud", resource: Resource, target_id: str) -> Resource | None:
    target = parse(target_id)
    rows = cloud.store.children(target.key, f"{target.resource_type}/{CONNECTION}")
    mine = (row for row in rows if str(dig(row.body, "properties", "privateEndpoint", "id")).lower() == resource.key)
    return next(mine, None)


def _state(cloud: "Cloud", resource: Resource, target_id: str) -> dict[str, Any]:
    row = _connection(cloud, resource, target_id)
    state = row.properties["privateLinkServiceConnectionState"] if row else {"status": "Disconnected"}
    # Storage spells one member its own way; the hosts do not.
    return {"actionsRequired" if key == "actionRequired" else key: value for key, value in state.items()}


def _disconnect(cloud: "Cloud", resource: Resource, target_id: str) -> None:
    row = _connection(cloud, resource, target_id)
    if row is not None:
        cloud.store.delete(row.key)

"""Synapse workspaces."""

from typing import TYPE_CHECKING, Any

from arm.ids import resource_group
from simulator.core.request import Request, dig, put_default
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.resources.groups import drop_managed_group, managed_group
from simulator.core.types.taken import elsewhere, outside

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.Synapse/workspaces"
TAKEN = refusal(
    "WorkspaceNameExists",
    409,
    "The workspace name `{name}` is already in use.",
    source="Azure REST API of Synapse workspaces, general knowledge (2026-11-23); code name inferred",
)
behaviour("A managed group and the connectivity endpoints appear with the workspace.", f"{TYPE}#1")
DENY = "System deny assignment created by Azure Synapse"


@handles(TYPE)
class Workspaces(Handler):
    """A workspace."""

    def validate(self, request: Request) -> None:
        """The name is taken once in the world."""
        if elsewhere(request) is not None or outside(request):
            raise TAKEN(request.id, name=request.id.name)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Addresses."""
        name, world, properties = request.id.name.lower(), request.cloud.world, body.setdefault("properties", {})
        before = request.before("properties", "managedResourceGroupName")
        guid = world.guid(request.id.key, world.incarnation(request.id.key))
        put_default(properties, managedResourceGroupName=before or f"synapseworkspace-managedrg-{guid}")
        put_default(properties, publicNetworkAccess="Enabled")
        properties["workspaceUID"] = guid
        properties["connectivityEndpoints"] = {
            "web": f"https://web.azuresynapse.net?workspace={request.id}",
            "dev": f"https://{name}.dev.azuresynapse.net",
            "sql": f"{name}.sql.azuresynapse.net",
            "sqlOnDemand": f"{name}-ondemand.sql.azuresynapse.net",
        }

    def after_put(self, request: Request, resource: Resource) -> None:
        """The managed group."""
        group = _group(resource, str(request.id.subscription_id))
        if request.cloud.find(group) is None:
            managed_group(request.cloud, group, str(resource.location), resource.id, DENY)

    def after_delete(self, cloud: "Cloud", resource: Resource) -> None:
        """It goes with the workspace."""
        drop_managed_group(cloud, _group(resource, resource.id.split("/")[2]))


def _group(resource: Resource, subscription_id: str) -> str:
    name = dig(dict(resource.body), "properties", "managedResourceGroupName")
    return str(resource_group(subscription_id, str(name)))

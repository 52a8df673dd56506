"""Purview accounts."""

from typing import TYPE_CHECKING, Any

from arm.ids import resource_group
from simulator.core.request import Request, put_default
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.resources.groups import drop_managed_group, managed_group
from simulator.core.types.taken import elsewhere, outside

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.Purview/accounts"
QUOTA = refusal(
    "2005",
    400,
    "Tenant `{tenant}` with {count} accounts surpassed its resource quota for {location} location.",
    f"{TYPE}:2005",
)
TAKEN = refusal(
    "AccountNameNotAvailable",
    409,
    "The account name `{name}` is already in use.",
    source="Azure REST API of Purview accounts, general knowledge (2026-11-23); code name inferred",
)
behaviour("The account owns a managed group; endpoints for catalogue, scans and events are computed.", f"{TYPE}#1")
behaviour(
    "The managed group takes the account's tags.",
    source="Azure Purview, create an account, policy exceptions by tag (docs.microsoft.com, edition of 2021)",
)
QUOTA_KEY = "purview-accounts-per-tenant"
USUAL_QUOTA = 10
DENY = "System deny assignment created by Microsoft Purview"


@handles(TYPE)
class Accounts(Handler):
    """An account."""

    def validate(self, request: Request) -> None:
        """Name and quota."""
        if elsewhere(request) is not None or outside(request):
            raise TAKEN(request.id, name=request.id.name)
        most = int((request.cloud.store.setting("limits") or {}).get(QUOTA_KEY, USUAL_QUOTA))
        count = len(request.cloud.store.of_type(TYPE))
        if request.creates and count >= most:
            tenant, location = request.cloud.world.tenant_id, request.body.get("location")
            raise QUOTA(request.id, tenant=tenant, count=count, location=location)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Endpoints and the managed group's names."""
        name, properties = request.id.name.lower(), body.setdefault("properties", {})
        put_default(body, sku={"name": "Standard", "capacity": 1})
        put_default(properties, managedResourceGroupName=f"managed-rg-{name}", publicNetworkAccess="Enabled")
        group = resource_group(str(request.id.subscription_id), properties["managedResourceGroupName"])
        base = f"https://{name}.purview.azure.com"
        properties["endpoints"] = {"catalog": f"{base}/catalog", "scan": f"{base}/scan"}
        properties["managedResources"] = {"resourceGroup": str(group)}
        properties["friendlyName"] = request.id.name
        properties["createdAt"] = request.before("properties", "createdAt") or request.cloud.world.now()
        properties["createdBy"] = request.before("properties", "createdBy") or request.caller

    def after_put(self, request: Request, resource: Resource) -> None:
        """The managed group, with the account's tags."""
        group, tags = str(resource.properties["managedResources"]["resourceGroup"]), resource.body.get("tags")
        managed_group(request.cloud, group, str(resource.location), resource.id, DENY, tags)

    def after_delete(self, cloud: "Cloud", resource: Resource) -> None:
        """It goes with the account."""
        drop_managed_group(cloud, str(resource.properties["managedResources"]["resourceGroup"]))

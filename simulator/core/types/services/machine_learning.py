"""Machine Learning workspaces."""

from typing import TYPE_CHECKING, Any

from arm.ids import parse
from simulator.core import burial
from simulator.core.burial import Grave
from simulator.core.request import Request, dig, put_default
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.network.references import NOT_FOUND

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.MachineLearningServices/workspaces"
INCOMPLETE = refusal(
    "ValidationError",
    400,
    "Missing dependent resources in workspace json: {missing}.",
    f"{TYPE}:-#1",
)
HAS_PROJECTS = refusal(
    "BadRequest",
    400,
    "The hub `{name}` still has associated projects: {projects}.",
    f"{TYPE}:-#2",
)
PREMIUM = refusal(
    "ValidationError",
    400,
    "Storage account `{account}` cannot be used: it is premium or has a hierarchical namespace.",
    source="behaviours.csv Microsoft.MachineLearningServices/workspaces#1; code name inferred",
)
SOFT_DELETED = refusal(
    "Conflict",
    409,
    "A soft-deleted workspace named `{name}` exists: purge it or recover it.",
    source="behaviours.csv Microsoft.MachineLearningServices/workspaces#1; code general",
)
behaviour("It needs storage, a vault and insights; its deletion is soft and keeps the name.", f"{TYPE}#1")
NEEDED = ("storageAccount", "keyVault", "applicationInsights")
KEPT_DAYS = 14


@handles(TYPE)
class Workspaces(Handler):
    """A workspace, a hub, or a project of a hub."""

    def validate(self, request: Request) -> None:
        """What it stands on exists."""
        given = request.properties
        if str(request.body.get("kind", "")).lower() != "project":
            missing = [name for name in NEEDED if not given.get(name)]
            if missing:
                raise INCOMPLETE(request.id, missing=", ".join(missing))
        for name in (*NEEDED, "containerRegistry", "hubResourceId"):
            if given.get(name) and request.cloud.find(str(given[name])) is None:
                raise NOT_FOUND(request.id, reference=given[name], id=request.id)
        account = request.cloud.find(str(given.get("storageAccount")))
        if account is not None:
            premium = str(dig(dict(account.body), "sku", "name")).startswith("Premium")
            if premium or account.properties.get("isHnsEnabled"):
                raise PREMIUM(request.id, account=account.id)
        graves = burial.buried(request.cloud, TYPE.lower(), request.id.name) if request.creates else []
        if any(one["resource"]["key"] == request.id.key for one in graves):
            raise SOFT_DELETED(request.id, name=request.id.name)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Ids and addresses."""
        world, properties = request.cloud.world, body["properties"]
        put_default(body, kind="Default", sku={"name": "Basic", "tier": "Basic"})
        guid = world.guid("workspace", request.id.key, world.incarnation(request.id.key))
        properties["workspaceId"] = request.before("properties", "workspaceId") or guid
        properties["tenantId"] = world.tenant_id
        properties["mlFlowTrackingUri"] = f"azureml://{body['location']}.api.azureml.ms/mlflow/v1.0{request.id}"
        put_default(properties, friendlyName=request.id.name, publicNetworkAccess="Enabled", hbiWorkspace=False)
        put_default(properties, discoveryUrl=f"https://{body['location']}.api.azureml.ms/discovery")

    def before_delete(self, cloud: "Cloud", resource: Resource, caller: str) -> None:
        """A hub waits for its projects."""
        rows = cloud.store.of_type(TYPE)
        projects = [row for row in rows if str(row.properties.get("hubResourceId", "")).lower() == resource.key]
        if projects:
            listed = ", ".join(f"`{row.id}`" for row in projects)
            raise HAS_PROJECTS(resource.id, name=resource.name, projects=listed)

    def grave(self, cloud: "Cloud", resource: Resource) -> Grave:
        """A deleted workspace is kept in its group."""
        found = parse(resource.id)
        return Grave(id=f"{found.base}/providers/{found.namespace}/deletedWorkspaces/{found.name}", days=KEPT_DAYS)

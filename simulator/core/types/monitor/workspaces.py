"""Log Analytics workspaces."""

import base64
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from arm.ids import parse
from simulator.core import burial
from simulator.core.burial import Grave
from simulator.core.request import Request, dig, put_default
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.OperationalInsights/workspaces"
TABLE = f"{TYPE}/tables"
KEPT_DAYS = 14
SOURCE = "hashicorp/terraform-provider-azurerm website/docs/r/log_analytics_workspace (2026-08-21)"
RETENTION = refusal(
    "InvalidParameter",
    400,
    "retentionInDays is {found}; {accepted} is accepted for sku `{sku}`.",
    source=f"{SOURCE}; code as for a value outside the accepted set",
)
NOT_UNIQUE = refusal(
    "Conflict",
    409,
    "The workspace name `{name}` is not unique: a deleted workspace of the name is kept in `{group}`.",
    f"{TYPE}:Conflict",
)
TABLE_RETENTION = refusal(
    "InvalidParameter",
    400,
    "Table `{name}`: retention of {found} days; {accepted} is accepted.",
    source="Azure REST API of workspace tables, general knowledge (2026-11-23)",
)
TABLE_UNKNOWN = refusal(
    "InvalidParameter",
    400,
    "Table `{name}` is neither one of Azure's nor a custom one, whose name ends in _CL.",
    source="Azure REST API of workspace tables, general knowledge (2026-11-23)",
)
behaviour(
    "A deleted workspace is kept for 14 days: the same name in the same group and region recovers it, "
    "elsewhere it conflicts.",
    f"{TYPE}#1",
)
behaviour("customerId and two shared keys are computed; Azure's tables exist at once.", f"{TYPE}#2")
# Accepted days per sku. Free keeps seven; all others 30 to 730.
BOUNDS = {"free": (7, 7)}
USUAL = (30, 730)


@handles(TYPE)
class Workspaces(Handler):
    """A workspace."""

    def validate(self, request: Request) -> None:
        """Retention, and a name that no deleted workspace holds elsewhere."""
        sku = str(request.given("properties", "sku", "name") or "PerGB2018")
        least, most = BOUNDS.get(sku.lower(), USUAL)
        days = request.properties.get("retentionInDays")
        if days is not None and not least <= days <= most:
            raise RETENTION(request.id, found=days, accepted=f"{least} to {most}", sku=sku)
        for grave in burial.buried(request.cloud, TYPE.lower(), request.id.name) if request.creates else ():
            if not _same_place(request, grave):
                group = parse(grave["resource"]["id"]).resource_group
                raise NOT_UNIQUE(request.id, name=request.id.name, group=group)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Recover what lies buried here, or start anew."""
        properties = body.setdefault("properties", {})
        graves = burial.buried(request.cloud, TYPE.lower(), request.id.name) if request.creates else []
        stored = burial.recover(request.cloud, graves[0]).properties if graves else {}
        if request.existing:
            stored = request.existing.properties
        world = request.cloud.world
        made = world.guid("workspace", request.id.key, world.incarnation(request.id.key))
        properties["customerId"] = stored.get("customerId") or made
        properties["createdDate"] = stored.get("createdDate") or world.now()
        properties["modifiedDate"] = world.now()
        put_default(
            properties,
            sku={"name": "PerGB2018"},
            retentionInDays=30,
            publicNetworkAccessForIngestion="Enabled",
            publicNetworkAccessForQuery="Enabled",
        )
        put_default(properties.setdefault("features", {}), enableLogAccessUsingOnlyResourcePermissions=True)

    def grave(self, cloud: "Cloud", resource: Resource) -> Grave:
        """A deleted workspace is kept in its group."""
        found = parse(resource.id)
        place = f"{found.base}/providers/{found.namespace}/deletedWorkspaces"
        return Grave(id=f"{place}/{found.name}", days=KEPT_DAYS)

    def act(self, cloud: "Cloud", resource: Resource, action: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """`sharedKeys`."""
        if action != "sharedKeys":
            return super().act(cloud, resource, action, body)
        made = resource.properties["customerId"]
        return {
            f"{name}SharedKey": base64.b64encode(cloud.world.digest("shared", made, name)).decode()
            for name in ("primary", "secondary")
        }


def _same_place(request: Request, grave: dict[str, Any]) -> bool:
    resource = grave["resource"]
    same_group = resource["key"] == request.id.key
    return bool(same_group and resource["body"].get("location") == request.body.get("location"))


@handles(TABLE)
class Tables(Handler):
    """Azure's tables are there from the start; a PUT changes retention and plan."""

    def validate(self, request: Request) -> None:
        """Retention in bounds; custom names end in _CL."""
        given = request.properties
        for name, least, most in (("retentionInDays", 4, 730), ("totalRetentionInDays", 4, 4383)):
            days = given.get(name)
            if days not in (None, -1) and not least <= days <= most:
                raise TABLE_RETENTION(
                    request.id, name=request.id.name, found=days, accepted=f"{least} to {most}, or -1"
                )
        custom = dig(given, "schema", "columns")
        if custom and not request.id.name.endswith(("_CL", "_SRCH", "_RST")):
            raise TABLE_UNKNOWN(request.id, name=request.id.name)

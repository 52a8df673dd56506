"""Cognitive Services accounts and deployments."""

from typing import TYPE_CHECKING, Any

from arm.ids import parse, subscription
from simulator.core import burial
from simulator.core.burial import Grave
from simulator.core.request import Request, dig, put_default
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.CognitiveServices/accounts"
SOFT_DELETED = refusal(
    "FlagMustBeSetForRestore",
    409,
    "An existing resource with id `{id}` has been soft-deleted: set restore to true, or purge it.",
    f"{TYPE}:FlagMustBeSetForRestore",
)
SUBDOMAIN_TAKEN = refusal(
    "CustomDomainInUse",
    409,
    "The subdomain name `{name}` is already used: pick a different name.",
    f"{TYPE}:CustomDomainInUse",
)
NEEDS_SUBDOMAIN = refusal(
    "BadRequest",
    400,
    "Network rules and private endpoints of `{name}` need customSubDomainName.",
    source="learn private-link/private-endpoint-dns (2026-05-07); code general",
)
QUOTA = refusal(
    "InsufficientQuota",
    400,
    "The capacity {asked} for `{model}` exceeds the {left} left of the quota.",
    f"{TYPE}/deployments:InsufficientQuota",
)
behaviour("A deleted account is kept for 48 hours; the group's deletion does not purge it.", f"{TYPE}#1")
behaviour("The endpoint carries the subdomain, or the region without one.", f"{TYPE}#2")
KEPT_DAYS = 2
USUAL_CAPACITY = 1000


@handles(TYPE)
class Accounts(Handler):
    """An account."""

    def validate(self, request: Request) -> None:
        """Not among the deleted; a subdomain of its own."""
        given = request.properties
        graves = burial.buried(request.cloud, TYPE.lower(), request.id.name) if request.creates else []
        mine = [one for one in graves if one["resource"]["key"] == request.id.key]
        if mine and not given.get("restore"):
            raise SOFT_DELETED(request.id, id=request.id)
        subdomain = str(given.get("customSubDomainName") or "").lower()
        held = [row for row in request.cloud.store.of_type(TYPE) if row.key != request.id.key]
        names = {str(row.properties.get("customSubDomainName") or "").lower() for row in held}
        names |= {
            str(dig(one["resource"]["body"], "properties", "customSubDomainName") or "").lower()
            for one in burial.buried(request.cloud, TYPE.lower())
            if one["resource"]["key"] != request.id.key
        }
        if subdomain and subdomain in names:
            raise SUBDOMAIN_TAKEN(request.id, name=subdomain)
        closed = dig(given, "networkAcls", "defaultAction") == "Deny" or given.get("publicNetworkAccess") == "Disabled"
        if closed and not subdomain and not request.before("properties", "customSubDomainName"):
            raise NEEDS_SUBDOMAIN(request.id, name=request.id.name)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Restore, then endpoint and defaults."""
        properties = body.setdefault("properties", {})
        properties.pop("restore", None)
        if request.given("properties", "restore") and request.creates:
            for grave in burial.buried(request.cloud, TYPE.lower(), request.id.name):
                recovered = burial.recover(request.cloud, grave)
                properties.update({**recovered.properties, **properties})
        put_default(properties, publicNetworkAccess="Enabled")
        subdomain = properties.get("customSubDomainName")
        host = (
            f"{subdomain}.cognitiveservices.azure.com"
            if subdomain
            else f"{body['location']}.api.cognitive.microsoft.com"
        )
        properties["endpoint"] = f"https://{host}/"
        properties["provisioningState"] = "Succeeded"
        properties["dateCreated"] = request.before("properties", "dateCreated") or request.cloud.world.now()

    def grave(self, cloud: "Cloud", resource: Resource) -> Grave:
        """A deleted account is kept in its location and group."""
        found = parse(resource.id)
        place = f"{subscription(str(found.subscription_id))}/providers/{found.namespace}/locations/{resource.location}"
        return Grave(id=f"{place}/resourceGroups/{found.resource_group}/deletedAccounts/{found.name}", days=KEPT_DAYS)


@handles(f"{TYPE}/deployments")
class Deployments(Handler):
    """A model deployment takes of the subscription's capacity."""

    def validate(self, request: Request) -> None:
        """Capacity."""
        model = str(request.given("properties", "model", "name"))
        asked = int(request.given("sku", "capacity") or 1)
        scope = f"/subscriptions/{request.id.subscription_id}".lower()
        rows = request.cloud.store.of_type(f"{TYPE}/deployments", scope=scope)
        used = sum(
            int(dig(dict(row.body), "sku", "capacity") or 1)
            for row in rows
            if row.key != request.id.key and dig(dict(row.body), "properties", "model", "name") == model
        )
        most = int((request.cloud.store.setting("limits") or {}).get(f"capacity:{model}", USUAL_CAPACITY))
        if used + asked > most:
            raise QUOTA(request.id, asked=asked, model=model, left=most - used)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Its state."""
        body["properties"]["provisioningState"] = "Succeeded"

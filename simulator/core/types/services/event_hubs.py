"""Event Hubs namespaces, hubs and consumer groups."""

import base64
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from arm.limits import limit
from simulator.core.burial import STAMP
from simulator.core.request import Request, dig, put_default
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.subnet_rules import missing_endpoints
from simulator.core.types.taken import elsewhere, outside

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.EventHub/namespaces"
HUB, GROUP, RULES = f"{TYPE}/eventhubs", f"{TYPE}/eventhubs/consumergroups", f"{TYPE}/networkRuleSets"
SOURCE = "Azure REST API of Event Hubs, general knowledge (2026-11-23)"
TAKEN = refusal("NamespaceUnavailable", 409, "The namespace name `{name}` is not available.", source=SOURCE)
TOO_MANY = refusal(
    "MessagingGatewayTooManyRequests",
    403,
    "`{parent}` of tier {tier} holds {count} {what}; at most {most} are accepted.",
    source="limits.csv, event hubs per namespace and consumer groups per hub (azure-docs); code name inferred",
)
BAD_HUB = refusal("BadRequest", 400, "The event hub `{name}` is invalid: {problem}.", source=SOURCE)
CAPTURE = refusal("BadRequest", 400, "Capture is not available for tier Basic.", source=SOURCE)
NO_SERVICE_ENDPOINT = refusal(
    "SubnetsHaveNoServiceEndpointsConfigured",
    400,
    "Subnets {subnets} do not have service endpoints for Microsoft.EventHub configured.",
    source=f"{SOURCE}; as for key vaults",
)
behaviour(
    "A root access rule and the default network rules exist; every hub has the consumer group $Default.", f"{TYPE}#1"
)
TOO_YOUNG = refusal(
    "BadRequest",
    400,
    "The cluster `{name}` cannot be deleted until at least 4 hours after its created time.",
    "Microsoft.EventHub/clusters:BadRequest",
)
behaviour("A cluster cannot be deleted in its first four hours.", "Microsoft.EventHub/clusters")
MORATORIUM = timedelta(hours=4)
RETENTION = {"Basic": 1, "Standard": 7}
LONGEST_RETENTION = 90


def _namespace(request: Request) -> Resource | None:
    at = request.id
    while at.parent is not None and at.resource_type.lower() != TYPE.lower():
        at = at.parent
    return request.cloud.store.get(at.key)


def _tier(namespace: Resource | None) -> str:
    return str(dig(dict(namespace.body), "sku", "name") or "Standard") if namespace else "Standard"


@handles(TYPE)
class Namespaces(Handler):
    """A namespace."""

    def validate(self, request: Request) -> None:
        """The name is taken once in the world."""
        if elsewhere(request) is not None or outside(request):
            raise TAKEN(request.id, name=request.id.name)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Address and defaults."""
        put_default(body, sku={"name": "Standard", "tier": "Standard", "capacity": 1})
        properties, name = body.setdefault("properties", {}), request.id.name.lower()
        put_default(properties, disableLocalAuth=False, publicNetworkAccess="Enabled", minimumTlsVersion="1.2")
        now = request.cloud.world.now()
        properties.update(
            serviceBusEndpoint=f"https://{name}.servicebus.windows.net:443/",
            status="Active",
            createdAt=request.before("properties", "createdAt") or now,
            updatedAt=now,
            metricId=f"{request.id.subscription_id}:{name}",
            kafkaEnabled=body["sku"]["name"] != "Basic",
        )

    def after_put(self, request: Request, resource: Resource) -> None:
        """The root rule and the default network rules."""
        if request.creates:
            rights = {"rights": ["Listen", "Manage", "Send"]}
            request.cloud.keep(
                request.id.child("authorizationRules", "RootManageSharedAccessKey"), {"properties": rights}
            )
            open_ = {
                "defaultAction": "Allow",
                "publicNetworkAccess": "Enabled",
                "ipRules": [],
                "virtualNetworkRules": [],
            }
            request.cloud.keep(request.id.child("networkRuleSets", "default"), {"properties": open_})


@handles(f"{TYPE}/authorizationRules")
class Rules(Handler):
    """Access rules; `listKeys` answers keys."""

    def act(self, cloud: "Cloud", resource: Resource, action: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """`listKeys`."""
        if action != "listKeys":
            return super().act(cloud, resource, action, body)
        name, host = resource.id.rsplit("/", 1)[-1], resource.id.split("/")[8].lower()
        answer: dict[str, Any] = {"keyName": name}
        for kind in ("primary", "secondary"):
            key = base64.b64encode(cloud.world.digest(resource.key, kind)).decode()
            answer[f"{kind}Key"] = key
            answer[f"{kind}ConnectionString"] = (
                f"Endpoint=sb://{host}.servicebus.windows.net/;SharedAccessKeyName={name};SharedAccessKey={key}"
            )
        return answer


@handles(RULES)
class NetworkRuleSets(Handler):
    """The network rules, named default."""

    def validate(self, request: Request) -> None:
        """Subnets have the service endpoint."""
        rules = [one.get("subnet") or {} for one in request.properties.get("virtualNetworkRules") or []]
        missing = missing_endpoints(request, {"virtualNetworkRules": rules}, ("Microsoft.EventHub",))
        if missing:
            raise NO_SERVICE_ENDPOINT(request.id, subnets=", ".join(f"`{one}`" for one in missing))


@handles(HUB)
class Hubs(Handler):
    """A hub."""

    def validate(self, request: Request) -> None:
        """Count, partitions and retention per tier."""
        namespace, tier = _namespace(request), _tier(_namespace(request))
        siblings = request.cloud.store.children(namespace.key, HUB) if namespace else []
        most = limit("event-hubs-per-namespace")
        if request.creates and tier in RETENTION and namespace and len(siblings) >= most:
            raise TOO_MANY(request.id, parent=namespace.id, tier=tier, count=len(siblings), what="hubs", most=most)
        given, name = request.properties, request.id.name
        partitions = given.get("partitionCount")
        most = limit("partitions-per-event-hub")
        if partitions is not None and not 1 <= partitions <= most:
            raise BAD_HUB(request.id, name=name, problem=f"{partitions} partitions, 1 to {most} are accepted")
        stored = request.before("properties", "partitionCount")
        if tier in RETENTION and stored is not None and partitions is not None and partitions != stored:
            raise BAD_HUB(request.id, name=name, problem=f"partitions of tier {tier} are fixed at {stored}")
        days, longest = given.get("messageRetentionInDays"), RETENTION.get(tier, LONGEST_RETENTION)
        if days is not None and not 1 <= days <= longest:
            raise BAD_HUB(request.id, name=name, problem=f"retention of {days} days, 1 to {longest} for tier {tier}")
        if tier == "Basic" and dig(given, "captureDescription", "enabled"):
            raise CAPTURE(request.id)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Partition ids and times."""
        properties, now = body.setdefault("properties", {}), request.cloud.world.now()
        put_default(properties, partitionCount=4, messageRetentionInDays=1)
        properties["partitionIds"] = [str(number) for number in range(int(properties["partitionCount"]))]
        properties["status"] = "Active"
        properties["createdAt"] = request.before("properties", "createdAt") or now
        properties["updatedAt"] = now

    def after_put(self, request: Request, resource: Resource) -> None:
        """The consumer group that is always there."""
        if request.creates:
            request.cloud.keep(request.id.child("consumergroups", "$Default"), {"properties": {}})


@handles(GROUP)
class ConsumerGroups(Handler):
    """A consumer group."""

    def validate(self, request: Request) -> None:
        """Basic has `$Default` alone."""
        tier, hub = _tier(_namespace(request)), request.id.parent
        siblings = request.cloud.store.children(hub.key, GROUP) if hub else []
        most = limit("consumer-groups-per-event-hub" + ("-basic" if tier == "Basic" else ""))
        if request.creates and tier in RETENTION and len(siblings) >= most:
            raise TOO_MANY(request.id, parent=hub, tier=tier, count=len(siblings), what="consumer groups", most=most)


@handles("Microsoft.EventHub/clusters")
class Clusters(Handler):
    """A dedicated cluster stays for its first four hours."""

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """When it was made."""
        made = request.before("properties", "createdAt") or request.cloud.world.now()
        body.setdefault("properties", {}).update(createdAt=made, status="Active")

    def before_delete(self, cloud: "Cloud", resource: Resource, caller: str) -> None:
        """Too early."""
        made = datetime.strptime(resource.properties["createdAt"], STAMP).replace(tzinfo=UTC)
        if cloud.world.time() - made < MORATORIUM:
            raise TOO_YOUNG(resource.id, name=resource.name)

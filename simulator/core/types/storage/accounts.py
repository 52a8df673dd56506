"""Storage accounts: one name in the world, kinds and skus that go together, endpoints, keys."""

import base64
import copy
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from arm.ids import parse
from arm.limits import limit
from arm.regions import region
from simulator.core.request import Request, put_default
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.network.link_targets import web_zone_label
from simulator.core.types.storage.kinds import SKUS, endpoint_services, secondary_readable
from simulator.core.types.subnet_rules import missing_endpoints
from simulator.core.types.taken import elsewhere, outside

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.Storage/storageAccounts"
STORAGE = "Azure REST API error codes of Microsoft.Storage, general knowledge (2026-11-23)"
TAKEN = refusal(
    "StorageAccountAlreadyTaken",
    409,
    "The storage account named `{name}` is already taken.",
    f"{TYPE}:StorageAccountAlreadyTaken",
)
OTHER_GROUP = refusal(
    "StorageAccountInAnotherResourceGroup",
    409,
    "The account `{name}` is already in another resource group of this subscription: `{group}`.",
    f"{TYPE}:StorageAccountInAnotherResourceGroup",
    f"{TYPE}:StorageAccountAlreadyExists",
)
CANNOT_SET = refusal(
    "AccountPropertyCannotBeSet",
    400,
    "The property `{property}` cannot be set: {problem}.",
    f"{TYPE}:AccountPropertyCannotBeSet",
)
INVALID_VALUES = refusal(
    "InvalidValuesForRequestParameters",
    400,
    "Values for request parameters are invalid: {parameter}. {problem}.",
    source=STORAGE,
)
NO_ZONES = refusal(
    "SkuNotAvailable",
    409,
    "The sku `{sku}` is not available in `{location}`, which has no availability zones.",
    "*:SkuNotAvailable",
)
NETWORK_RULES = refusal(
    "NetworkAclsValidationFailure",
    400,
    "Validation of network acls failed: SubnetsHaveNoServiceEndpointsConfigured: {subnets} lack Microsoft.Storage.",
    f"{TYPE}:NetworkAclsValidationFailure",
)
TOO_MANY_RULES = refusal(
    "NetworkAclsTooManyRules",
    400,
    "The account has {count} {kind}; at most {most} are accepted.",
    source="limits.csv, network rules per storage account (azure-docs, 2026); code name inferred",
)
PROTECTED = refusal(
    "AccountProtectedFromDeletion",
    409,
    "The storage account `{name}` is protected from deletion: container `{container}` holds data that may not go.",
    f"{TYPE}:AccountProtectedFromDeletion",
)
behaviour(
    "Endpoints appear per service, as far as kind and sku have it; secondaries with readable geo redundancy.",
    f"{TYPE}#1",
)
behaviour("The services named default exist from the start; creating them is an update.", f"{TYPE}#2")
behaviour("Two keys exist from creation; reading them is an action.", f"{TYPE}#3")


@handles(TYPE)
class Accounts(Handler):
    """An account; a PUT keeps what it leaves out."""

    merges = True

    def validate(self, request: Request) -> None:
        """Name, kind, sku, features and network rules."""
        other = elsewhere(request)
        if other is not None:
            found = parse(other.id)
            if found.subscription_id == request.id.subscription_id:
                raise OTHER_GROUP(request.id, name=request.id.name, group=found.resource_group)
            raise TAKEN(request.id, name=request.id.name)
        if outside(request):
            raise TAKEN(request.id, name=request.id.name)
        self._check_sku(request)
        self._check_features(request)
        self._check_network(request)

    def _check_sku(self, request: Request) -> None:
        kind, sku = str(request.body.get("kind")), str(request.given("sku", "name"))
        if sku not in SKUS.get(kind, ()):
            problem = f"Accounts of kind `{kind}` have one of {', '.join(SKUS.get(kind, ()))}"
            raise INVALID_VALUES(request.id, parameter=f"sku `{sku}`", problem=problem)
        place = region(str(request.body["location"]))
        if "ZRS" in sku and place is not None and not place.zones:
            raise NO_ZONES(request.id, sku=sku, location=place.name)

    def _check_features(self, request: Request) -> None:
        kind, given = str(request.body.get("kind")), request.properties
        hierarchical = given.get("isHnsEnabled", request.before("properties", "isHnsEnabled"))
        checks = (
            ("isHnsEnabled", kind not in ("StorageV2", "BlockBlobStorage"), f"it is not for accounts of kind `{kind}`"),
            ("isNfsV3Enabled", not hierarchical, "it needs the hierarchical namespace (isHnsEnabled)"),
            ("isSftpEnabled", not hierarchical, "it needs the hierarchical namespace (isHnsEnabled)"),
            ("accessTier", kind not in ("StorageV2", "BlobStorage", "BlockBlobStorage"), f"not for kind `{kind}`"),
        )
        for name, broken, problem in checks:
            if given.get(name) and broken:
                raise CANNOT_SET(request.id, property=name, problem=problem)
        if given.get("accessTier") == "Premium" and kind != "BlockBlobStorage":
            raise CANNOT_SET(request.id, property="accessTier", problem=f"Premium is not for kind `{kind}`")

    def _check_network(self, request: Request) -> None:
        rules = request.given("properties", "networkAcls") or {}
        for name, kind, key in (
            ("virtualNetworkRules", "virtual network rules", "network-rules-per-storage-account"),
            ("ipRules", "IP rules", "ip-rules-per-storage-account"),
        ):
            if len(rules.get(name) or []) > limit(key):
                raise TOO_MANY_RULES(request.id, count=len(rules[name]), kind=kind, most=limit(key))
        missing = missing_endpoints(request, rules, ("Microsoft.Storage", "Microsoft.Storage.Global"))
        if missing:
            raise NETWORK_RULES(request.id, subnets=", ".join(f"`{one}`" for one in missing))

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Defaults, endpoints, places and times."""
        properties = body.setdefault("properties", {})
        sku, now = body["sku"]["name"], request.cloud.world.now()
        body["sku"]["tier"] = sku.partition("_")[0]
        put_default(
            properties,
            supportsHttpsTrafficOnly=True,
            minimumTlsVersion="TLS1_0",
            allowBlobPublicAccess=False,
            creationTime=now,
            keyCreationTime={"key1": now, "key2": now},
            networkAcls={},
            encryption={},
        )
        put_default(
            properties["networkAcls"], bypass="AzureServices", defaultAction="Allow", ipRules=[], virtualNetworkRules=[]
        )
        if body["kind"] in ("StorageV2", "BlobStorage", "BlockBlobStorage"):
            put_default(properties, accessTier="Premium" if body["kind"] == "BlockBlobStorage" else "Hot")
        _encrypt(properties["encryption"], now)
        _locate(body, properties, request.id.name.lower())

    def after_put(self, request: Request, resource: Resource) -> None:
        """The default services."""
        for service in ("blob", "file", "queue", "table"):
            child = request.id.child(f"{service}Services", "default")
            if service in endpoint_services(resource.body) and request.cloud.store.get(child.key) is None:
                request.cloud.keep(child, {"properties": dict(SERVICE_DEFAULTS.get(service, {}))})

    def before_delete(self, cloud: "Cloud", resource: Resource, caller: str) -> None:
        """Refuse while a container is under legal hold or a locked policy."""
        for row in cloud.store.of_type(f"{TYPE}/blobServices/containers", scope=resource.key):
            policies = cloud.store.children(row.key, f"{row.type}/immutabilitypolicies")
            locked = any(one.properties.get("state") == "Locked" for one in policies)
            if row.properties.get("hasLegalHold") or locked:
                raise PROTECTED(resource.id, name=resource.name, container=row.name)

    def act(self, cloud: "Cloud", resource: Resource, action: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """`listKeys` and `regenerateKey` (with `keyName`)."""
        if action == "regenerateKey":
            times = copy.deepcopy(dict(resource.body))
            times["properties"]["keyCreationTime"][str(body.get("keyName"))] = cloud.world.now()
            cloud.amend(resource, times)
            resource = cloud.store.get(resource.key) or resource
        elif action != "listKeys":
            return super().act(cloud, resource, action, body)
        made = resource.properties["keyCreationTime"]
        return {
            "keys": [
                {"keyName": name, "value": _key(cloud, resource.key, name, made[name]), "permissions": "FULL"}
                for name in ("key1", "key2")
            ]
        }


SERVICE_DEFAULTS: dict[str, dict[str, Any]] = {
    "blob": {"deleteRetentionPolicy": {"enabled": False}, "cors": {"corsRules": []}},
    "file": {"shareDeleteRetentionPolicy": {"enabled": True, "days": 7}, "cors": {"corsRules": []}},
    "queue": {"cors": {"corsRules": []}},
    "table": {"cors": {"corsRules": []}},
}


def _key(cloud: "Cloud", account: str, name: str, made: str) -> str:
    halves = cloud.world.digest(account, name, made, 0) + cloud.world.digest(account, name, made, 1)
    return base64.b64encode(halves).decode()


def _encrypt(encryption: dict[str, Any], now: str) -> None:
    put_default(encryption, keySource="Microsoft.Storage", services={})
    for name in ("blob", "file"):
        service = encryption["services"].setdefault(name, {})
        put_default(service, enabled=True, keyType="Account", lastEnabledTime=now)


def _locate(body: dict[str, Any], properties: dict[str, Any], name: str) -> None:
    location, sku = str(body["location"]), str(body["sku"]["name"])
    place = region(location)
    paired = place.paired_region if place else None
    properties.update(primaryLocation=location, statusOfPrimary="available")
    properties["primaryEndpoints"] = _endpoints(body, name, location)
    for stale in ("secondaryLocation", "statusOfSecondary", "secondaryEndpoints"):
        properties.pop(stale, None)
    if "GRS" in sku or "GZRS" in sku:
        properties.update(secondaryLocation=paired, statusOfSecondary="available")
        if secondary_readable(sku) and paired:
            properties["secondaryEndpoints"] = _endpoints(body, f"{name}-secondary", paired)


def _endpoints(body: Mapping[str, Any], name: str, location: str) -> dict[str, str]:
    found = {}
    for service in endpoint_services(body):
        host = f"{name}.{web_zone_label(location)}" if service == "web" else name
        found[service] = f"https://{host}.{service}.core.windows.net/"
    return found

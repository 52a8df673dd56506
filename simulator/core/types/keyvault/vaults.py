"""Key vaults: one name in the world, kept after deletion, protections that only go one way."""

from typing import TYPE_CHECKING, Any

from arm.ids import parse, subscription
from arm.limits import limit
from simulator.core import burial
from simulator.core.burial import Grave
from simulator.core.request import Request, put_default
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.subnet_rules import missing_endpoints
from simulator.core.types.taken import elsewhere, outside

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.KeyVault/vaults"
EXISTS = refusal(
    "VaultAlreadyExists",
    409,
    "The vault name `{name}` is already in use; it is globally unique and may be held by a deleted vault.",
    f"{TYPE}:VaultAlreadyExists",
)
DELETED = refusal(
    "ConflictError",
    409,
    "A vault named `{name}` exists in deleted state: recover it or purge it.",
    f"{TYPE}:ConflictError",
)
NOTHING_DELETED = refusal(
    "DeletedVaultNotFound",
    404,
    "No deleted vault named `{name}` can be recovered.",
    source="Azure REST API of key vaults, general knowledge (2026-11-23); code name inferred",
)
PURGE_PROTECTION = refusal(
    "BadRequest",
    400,
    "The property enablePurgeProtection of `{name}` cannot be set to false: enabling it is irreversible.",
    f"{TYPE}:BadRequest#1",
)
RETENTION_SET = refusal(
    "BadRequest",
    400,
    "The property softDeleteRetentionInDays of `{name}` has been set already and cannot be modified.",
    f"{TYPE}:BadRequest#2",
)
SOFT_DELETE = refusal(
    "BadRequest",
    400,
    "Soft delete of `{name}` cannot be disabled.",
    f"{TYPE}:BadRequest#3",
)
RETENTION_RANGE = refusal(
    "BadRequest",
    400,
    "softDeleteRetentionInDays is {found}; {least} to {most} is accepted.",
    source="limits.csv, key vault soft delete retention (azure-docs)",
)
NO_SERVICE_ENDPOINT = refusal(
    "SubnetsHaveNoServiceEndpointsConfigured",
    400,
    "Subnets {subnets} do not have service endpoints for Microsoft.KeyVault configured.",
    f"{TYPE}:SubnetsHaveNoServiceEndpointsConfigured",
)
behaviour("A deleted vault stays for its retention; its name stays taken.", f"{TYPE}#1")
behaviour("Role assignments on a vault go when it is deleted and do not come back with it.", f"{TYPE}#2")
behaviour("createMode recover brings a deleted vault back.", f"{TYPE}#3")
behaviour("Only a caller who asks for it recovers a vault.", f"{TYPE}#4")
behaviour("vaultUri is computed; accessPolicies is the whole list.", f"{TYPE}#5")


def _own_grave(request: Request, grave: dict[str, Any]) -> bool:
    found = parse(grave["resource"]["id"])
    same_place = grave["resource"]["body"].get("location") == request.body.get("location")
    return found.subscription_id == request.id.subscription_id and same_place


@handles(TYPE)
class Vaults(Handler):
    """A vault."""

    own_immutables = frozenset(
        {
            "properties.enablePurgeProtection",
            "properties.enableSoftDelete",
            "properties.softDeleteRetentionInDays",
        }
    )

    def validate(self, request: Request) -> None:
        """Name, protections, network rules."""
        if request.creates:
            self._check_name(request)
        given, name = request.properties, request.id.name
        if given.get("enableSoftDelete") is False:
            raise SOFT_DELETE(request.id, name=name)
        protected = request.before("properties", "enablePurgeProtection")
        if protected and given.get("enablePurgeProtection") is False:
            raise PURGE_PROTECTION(request.id, name=name)
        days, stored = given.get("softDeleteRetentionInDays"), request.before("properties", "softDeleteRetentionInDays")
        least, most = limit("key-vault-soft-delete-days-min"), limit("key-vault-soft-delete-days-max")
        if days is not None and not least <= days <= most:
            raise RETENTION_RANGE(request.id, found=days, least=least, most=most)
        if days is not None and stored is not None and days != stored:
            raise RETENTION_SET(request.id, name=name)
        missing = missing_endpoints(request, given.get("networkAcls") or {}, ("Microsoft.KeyVault",))
        if missing:
            raise NO_SERVICE_ENDPOINT(request.id, subnets=", ".join(f"`{one}`" for one in missing))

    def _check_name(self, request: Request) -> None:
        name, recovers = request.id.name, request.properties.get("createMode") == "recover"
        graves = burial.buried(request.cloud, TYPE.lower(), name)
        own = [one for one in graves if _own_grave(request, one)]
        if recovers:
            if not own:
                raise NOTHING_DELETED(request.id, name=name)
            return
        if own:
            raise DELETED(request.id, name=name)
        if graves or elsewhere(request) is not None or outside(request):
            raise EXISTS(request.id, name=name)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Recover, or fill the defaults."""
        properties = body["properties"]
        properties.pop("createMode", None)
        if request.given("properties", "createMode") == "recover" and request.creates:
            grave = burial.buried(request.cloud, TYPE.lower(), request.id.name)[0]
            recovered = burial.recover(request.cloud, grave)
            properties.update({**recovered.properties, **{k: v for k, v in properties.items() if v}})
        stored = request.existing.properties if request.existing else {}
        put_default(
            properties,
            enableSoftDelete=True,
            softDeleteRetentionInDays=stored.get("softDeleteRetentionInDays")
            or limit("key-vault-soft-delete-days-max"),
            enablePurgeProtection=stored.get("enablePurgeProtection"),
            accessPolicies=[],
            enableRbacAuthorization=False,
            enabledForDeployment=False,
            publicNetworkAccess="Enabled",
        )
        if properties["enablePurgeProtection"] is None:
            del properties["enablePurgeProtection"]
        properties["vaultUri"] = f"https://{request.id.name.lower()}.vault.azure.net/"
        properties["provisioningState"] = "Succeeded"

    def grave(self, cloud: "Cloud", resource: Resource) -> Grave:
        """A deleted vault is kept in its location."""
        found = parse(resource.id)
        place = subscription(str(found.subscription_id))
        return Grave(
            id=f"{place}/providers/Microsoft.KeyVault/locations/{resource.location}/deletedVaults/{found.name}",
            days=float(resource.properties["softDeleteRetentionInDays"]),
            purge_protected=bool(resource.properties.get("enablePurgeProtection")),
        )

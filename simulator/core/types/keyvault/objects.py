"""Keys and secrets: names kept after deletion, versions, values that are never shown."""

from typing import TYPE_CHECKING, Any

from arm.ids import parse
from simulator.core import burial
from simulator.core.burial import Grave
from simulator.core.request import Request, put_default
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.keyvault.vaults import TYPE as VAULT

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

SECRET, KEY = f"{VAULT}/secrets", f"{VAULT}/keys"
DELETED = refusal(
    "ObjectIsDeletedButRecoverable",
    409,
    "`{name}` is currently in a deleted but recoverable state, and its name cannot be reused.",
    f"{SECRET}:ObjectIsDeletedButRecoverable",
)
CURVE = refusal(
    "BadParameter",
    400,
    "Key `{name}` of type {kty}: {problem}.",
    source="Azure REST API of key vault keys, general knowledge (2026-11-23)",
)
behaviour("A deleted secret keeps its name until it is purged.", SECRET)


class VaultObject(Handler):
    """What keys and secrets share."""

    folder = ""

    def validate(self, request: Request) -> None:
        """The name must not lie among the deleted."""
        graves = burial.buried(request.cloud, request.type.lower(), request.id.name)
        vault = str(request.id.parent).lower()
        if request.creates and any(one["resource"]["parent"] == vault for one in graves):
            raise DELETED(request.id, name=request.id.name)

    def version(self, request: Request, *parts: object) -> str:
        """A version's name: 32 hexadecimal digits."""
        count = request.cloud.world.incarnation(request.id.key)
        return request.cloud.world.guid(request.id.key, count, *parts).replace("-", "")

    def place(self, request: Request) -> str:
        """The object's address without version."""
        vault = request.id.parent.name.lower() if request.id.parent else ""
        return f"https://{vault}.vault.azure.net/{self.folder}/{request.id.name}"

    def grave(self, cloud: "Cloud", resource: Resource) -> Grave:
        """A deleted object is kept in its vault."""
        found, vault = parse(resource.id), cloud.store.get(resource.parent)
        properties = vault.properties if vault else {}
        return Grave(
            id=f"{found.parent}/deleted{self.folder.capitalize()}/{found.name}",
            days=float(properties.get("softDeleteRetentionInDays", 90)),
            purge_protected=bool(properties.get("enablePurgeProtection")),
        )


@handles(SECRET)
class Secrets(VaultObject):
    """A secret; Azure Resource Manager takes its value and never answers it."""

    folder = "secrets"

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Address and version; a new value is a new version."""
        properties = body["properties"]
        put_default(properties.setdefault("attributes", {}), enabled=True)
        version = self.version(request, request.given("properties", "value"))
        properties["secretUri"] = self.place(request)
        properties["secretUriWithVersion"] = f"{self.place(request)}/{version}"


@handles(KEY)
class Keys(VaultObject):
    """A key; what it is does not change."""

    folder = "keys"

    def validate(self, request: Request) -> None:
        """Sizes belong to RSA, curves to elliptic keys, HSM keys to premium vaults."""
        super().validate(request)
        given = request.properties
        kty, size, curve = str(given.get("kty") or "RSA"), given.get("keySize"), given.get("curveName")
        vault = request.cloud.find(str(request.id.parent))
        sku = ((vault.properties.get("sku") or {}).get("name") or "standard").lower() if vault else "standard"
        problem = None
        if kty.startswith("RSA") and curve:
            problem = "curveName is for elliptic keys"
        elif kty.startswith("RSA") and size not in (None, 2048, 3072, 4096):
            problem = f"keySize {size}; 2048, 3072 or 4096 is accepted"
        elif kty.startswith("EC") and size:
            problem = "keySize is for RSA keys"
        elif kty.endswith("-HSM") and sku != "premium":
            problem = "HSM keys need a premium vault"
        if problem:
            raise CURVE(request.id, name=request.id.name, kty=kty, problem=problem)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Address and version."""
        properties = body["properties"]
        put_default(properties, kty="RSA")
        if properties["kty"].startswith("RSA"):
            put_default(properties, keySize=2048)
        put_default(properties.setdefault("attributes", {}), enabled=True)
        properties["keyUri"] = self.place(request)
        properties["keyUriWithVersion"] = f"{self.place(request)}/{self.version(request)}"

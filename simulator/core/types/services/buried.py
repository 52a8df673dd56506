"""Services whose deletion keeps the name: API Management, App Configuration, managed HSMs."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from arm.ids import parse, subscription
from simulator.core import burial
from simulator.core.burial import Grave
from simulator.core.request import Request, put_default
from simulator.core.rules import Refusal, behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import HANDLERS, Handler
from simulator.core.types.taken import elsewhere, outside

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

MANAGEMENT = "Microsoft.ApiManagement/service"
CONFIGURATION = "Microsoft.AppConfiguration/configurationStores"
HSM = "Microsoft.KeyVault/managedHSMs"
behaviour("A deleted service keeps its name for 48 hours.", f"{MANAGEMENT}#1")
behaviour("A deleted store of the Standard tier keeps its name for one to seven days.", f"{CONFIGURATION}#1")


@dataclass(frozen=True)
class Terms:
    """How long a type is kept, where, and what a name that is held is answered with."""

    folder: str
    """Name of the collection of the deleted."""
    days: float
    answer: Refusal
    address: tuple[str, str]
    """The property that carries the address, and the address with `{name}`."""


TERMS = {
    MANAGEMENT: Terms(
        "deletedservices",
        2,
        refusal(
            "ServiceAlreadyExistsInSoftDeletedState",
            409,
            "API Management service `{name}` was soft-deleted: restore it or purge it.",
            f"{MANAGEMENT}:ServiceAlreadyExistsInSoftDeletedState",
        ),
        ("gatewayUrl", "https://{name}.azure-api.net"),
    ),
    CONFIGURATION: Terms(
        "deletedConfigurationStores",
        7,
        refusal(
            "NameUnavailable",
            409,
            "The specified name `{name}` is already in use.",
            f"{CONFIGURATION}:NameUnavailable",
        ),
        ("endpoint", "https://{name}.azconfig.io"),
    ),
    HSM: Terms(
        "deletedManagedHSMs",
        90,
        refusal(
            "NameNotAvailable",
            409,
            "The managed HSM name `{name}` is not available.",
            source="Azure REST API of managed HSMs, general knowledge (2026-11-23); code name inferred",
        ),
        ("hsmUri", "https://{name}.managedhsm.azure.net/"),
    ),
}


class Buried(Handler):
    """A service that is kept after its deletion and can be restored."""

    def __init__(self, arm_type: str, terms: Terms) -> None:
        self.arm_type, self._terms = arm_type, terms

    def _recovers(self, request: Request) -> bool:
        given = request.properties
        return bool(given.get("restore")) or str(given.get("createMode")).lower() == "recover"

    def validate(self, request: Request) -> None:
        """The name is free, or held by what is being restored."""
        graves = burial.buried(request.cloud, self.arm_type.lower(), request.id.name) if request.creates else []
        held = bool(graves) and not self._recovers(request)
        if held or elsewhere(request) is not None or outside(request):
            raise self._terms.answer(request.id, name=request.id.name)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Restore, then the address."""
        properties = body.setdefault("properties", {})
        for name in ("restore", "createMode"):
            properties.pop(name, None)
        if request.creates and self._recovers(request):
            for grave in burial.buried(request.cloud, self.arm_type.lower(), request.id.name):
                put_default(properties, **burial.recover(request.cloud, grave).properties)
        name, address = self._terms.address
        properties[name] = address.format(name=request.id.name.lower())

    def grave(self, cloud: "Cloud", resource: Resource) -> Grave:
        """A deleted service is kept in its location."""
        found = parse(resource.id)
        place = f"{subscription(str(found.subscription_id))}/providers/{found.namespace}/locations/{resource.location}"
        days = resource.properties.get("softDeleteRetentionInDays") or self._terms.days
        protected = bool(resource.properties.get("enablePurgeProtection"))
        return Grave(f"{place}/{self._terms.folder}/{found.name}", float(days), protected)


for _type, _terms in TERMS.items():
    HANDLERS[_type.lower()] = Buried(_type, _terms)

"""Private DNS zones, their links to networks, and record sets."""

from typing import TYPE_CHECKING, Any

from arm.ids import parse
from arm.limits import limit
from simulator.core.request import Request, put_default
from simulator.core.rules import behaviour, refusal
from simulator.core.schemas import RECORD_TYPES
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.network.references import NOT_FOUND, referenced

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

ZONE = "Microsoft.Network/privateDnsZones"
LINK = f"{ZONE}/virtualNetworkLinks"
HAS_LINKS = refusal(
    "CannotDeleteResource",
    409,
    "Cannot delete `{id}` while nested resources exist. Some of them: {nested}.",
    f"{ZONE}:CannotDeleteResource#1",
    "*:CannotDeleteResource",
)
SAME_NAMESPACE = refusal(
    "BadRequest",
    400,
    "Virtual network `{network}` cannot be linked to several zones with overlapping namespaces; `{zone}` is linked.",
    f"{LINK}:BadRequest#1",
)
SECOND_LINK = refusal(
    "Conflict",
    409,
    "Virtual network `{network}` is already linked to the zone by `{link}`.",
    f"{LINK}:Conflict#1",
)
SECOND_REGISTRATION = refusal(
    "BadRequest",
    400,
    "Virtual network `{network}` registers in zone `{zone}` already; a network may register in one zone only.",
    f"{LINK}:BadRequest#2",
)
TOO_MANY_REGISTRATIONS = refusal(
    "BadRequest",
    400,
    "Zone `{zone}` has {count} links with registration; at most {most} are accepted.",
    source="limits.csv, private DNS zone links with registration (azure-docs, 2026)",
)
SOA_FIXED = refusal(
    "BadRequest",
    400,
    "The SOA record set exists with the zone and cannot be deleted.",
    source="behaviours.csv privateDnsZones#1; code as for the provider's other refusals",
)
CNAME_ALONE = refusal(
    "Conflict",
    409,
    "A CNAME record set cannot stand beside other record sets of the name `{name}`.",
    source="RFC 1034 section 3.6.2; Azure REST API of private DNS, general knowledge (2026-11-23)",
)
TOO_MANY_RECORDS = refusal(
    "BadRequest",
    400,
    "Record set `{name}` has {count} records; at most {most} are accepted.",
    source="limits.csv, records per set of a private DNS zone (azure-docs, 2026)",
)
WRONG_RECORDS = refusal(
    "BadRequest",
    400,
    "Record set `{name}` of type {kind} must hold {needed}.",
    source="Azure REST API of private DNS, general knowledge (2026-11-23)",
)
behaviour("A zone has an SOA record set from the start and its location is always global.", f"{ZONE}#1")
behaviour("A zone cannot be deleted while links exist.", f"{ZONE}#2")
FIELDS = {
    "A": "aRecords",
    "AAAA": "aaaaRecords",
    "CNAME": "cnameRecord",
    "MX": "mxRecords",
    "PTR": "ptrRecords",
    "SOA": "soaRecord",
    "SRV": "srvRecords",
    "TXT": "txtRecords",
}


@handles(ZONE)
class Zones(Handler):
    """A zone: global, with counters that a read computes."""

    global_location = "global"

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Ceilings, and an internal id."""
        properties = body.setdefault("properties", {})
        properties.update(
            maxNumberOfRecordSets=limit("record-sets-per-private-dns-zone"),
            maxNumberOfVirtualNetworkLinks=limit("links-per-private-dns-zone"),
            maxNumberOfVirtualNetworkLinksWithRegistration=limit("registration-links-per-private-dns-zone"),
            internalId=request.cloud.world.guid("zone", request.id.key),
            provisioningState="Succeeded",
        )

    def after_put(self, request: Request, resource: Resource) -> None:
        """The SOA record set."""
        if not request.creates:
            return
        soa = {
            "host": "azureprivatedns.net",
            "email": "azureprivatedns-host.microsoft.com",
            "serialNumber": 1,
            "refreshTime": 3600,
            "retryTime": 300,
            "expireTime": 2419200,
            "minimumTtl": 10,
        }
        properties = {"ttl": 3600, "fqdn": f"{request.id.name}.", "isAutoRegistered": False, "soaRecord": soa}
        request.cloud.keep(request.id.child("SOA", "@"), {"properties": properties})

    def before_delete(self, cloud: "Cloud", resource: Resource, caller: str) -> None:
        """Refuse while a link is left."""
        links = cloud.store.children(resource.key, LINK)
        if links:
            raise HAS_LINKS(resource.id, id=resource.id, nested=", ".join(f"`{row.id}`" for row in links[:3]))

    def show(self, cloud: "Cloud", resource: Resource, body: dict[str, Any]) -> None:
        """Count what is in it."""
        below = cloud.store.children(resource.key)
        links = [row for row in below if row.type == LINK.lower()]
        registering = [row for row in links if row.properties.get("registrationEnabled")]
        body["properties"].update(
            numberOfRecordSets=len(below) - len(links),
            numberOfVirtualNetworkLinks=len(links),
            numberOfVirtualNetworkLinksWithRegistration=len(registering),
        )


@handles(LINK)
class Links(Handler):
    """A zone is visible in the networks it is linked to."""

    global_location = "global"

    def validate(self, request: Request) -> None:
        """The network exists, sees the name once and registers once."""
        network = referenced(request, request.properties.get("virtualNetwork"), "properties.virtualNetwork.id")
        zone = request.id.parent
        if network is None or zone is None:
            raise NOT_FOUND(request.id, reference="(no virtualNetwork)", id=request.id)
        registers = bool(request.properties.get("registrationEnabled"))
        for row in request.cloud.store.naming(network.key, LINK):
            if row.key == request.id.key:
                continue
            other = parse(row.id).parent
            if other is None:
                continue
            if other.key == zone.key:
                raise SECOND_LINK(request.id, network=network.id, link=row.name)
            if other.name.lower() == zone.name.lower():
                raise SAME_NAMESPACE(request.id, network=network.id, zone=other)
            if registers and row.properties.get("registrationEnabled"):
                raise SECOND_REGISTRATION(request.id, network=network.id, zone=other)
        self._check_registrations(request, zone.key, registers)

    def _check_registrations(self, request: Request, zone: str, registers: bool) -> None:
        rows = [row for row in request.cloud.store.children(zone, LINK) if row.key != request.id.key]
        count = sum(bool(row.properties.get("registrationEnabled")) for row in rows)
        most = limit("registration-links-per-private-dns-zone")
        if registers and count >= most:
            raise TOO_MANY_REGISTRATIONS(request.id, zone=zone, count=count, most=most)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Links are complete at once."""
        put_default(body["properties"], registrationEnabled=False, resolutionPolicy="Default")
        body["properties"]["virtualNetworkLinkState"] = "Completed"


@handles(*(f"{ZONE}/{kind}" for kind in RECORD_TYPES))
class RecordSets(Handler):
    """Record sets of every type."""

    def validate(self, request: Request) -> None:
        """The records are of the set's type, not too many, and a CNAME stands alone."""
        kind = request.id.types[-1].upper()
        present = [name for name in FIELDS.values() if request.properties.get(name) is not None]
        needed = FIELDS[kind]
        if present not in ([needed], []) or (not present and kind != "SOA" and request.creates):
            raise WRONG_RECORDS(request.id, name=request.id.name, kind=kind, needed=needed)
        held = request.properties.get(needed)
        most = limit("records-per-record-set")
        if isinstance(held, list) and len(held) > most:
            raise TOO_MANY_RECORDS(request.id, name=request.id.name, count=len(held), most=most)
        zone = request.id.parent
        siblings = request.cloud.store.children(zone.key) if zone else []
        same = {row.type.rsplit("/", 1)[-1] for row in siblings if row.name == request.id.name.lower()}
        others = same - {kind.lower()} - {"virtualnetworklinks"}
        if others and (kind == "CNAME" or "cname" in others):
            raise CNAME_ALONE(request.id, name=request.id.name)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """The full name."""
        zone, label = request.id.parent, request.id.name
        name = zone.name if zone else ""
        properties = body["properties"]
        properties["fqdn"] = f"{name}." if label == "@" else f"{label}.{name}."
        properties["isAutoRegistered"] = False

    def before_delete(self, cloud: "Cloud", resource: Resource, caller: str) -> None:
        """The SOA goes with the zone only."""
        zone = cloud.store.get(resource.parent)
        if resource.type.endswith("/soa") and zone is not None and resource.parent not in cloud.falling:
            raise SOA_FIXED(resource.id)

"""Zone groups: the A records of an endpoint in private DNS zones."""

import copy
from typing import TYPE_CHECKING, Any

from arm.ids import parse
from arm.limits import limit
from simulator.core.request import Request, dig
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.network import endpoints
from simulator.core.types.network.link_targets import connections, records
from simulator.core.types.network.references import NOT_FOUND, reference

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups"
ZONE = "Microsoft.Network/privateDnsZones"
TOO_MANY = refusal(
    "PrivateDnsZoneGroupTooManyZones",
    400,
    "Zone group `{name}` names {count} zones; at most {most} are accepted.",
    source="azure-docs includes private link limits (2020-04-21), limits.csv `DNS zones per zone group`; code inferred",
)
TWICE = refusal(
    "PrivateDnsZoneGroupDuplicateZone",
    400,
    "Zone group `{name}` names zone `{zone}` twice.",
    source="Azure REST API of private DNS zone groups, general knowledge (2026-11-23); code name inferred",
)
behaviour(
    "Without a zone group no record is made; with one, an A record per member appears and goes with the endpoint.",
    "Microsoft.Network/privateEndpoints#3",
)
behaviour("An endpoint has one zone group with at most five zones.", "Microsoft.Network/privateEndpoints#6")


def _configs(properties: Any) -> list[dict[str, Any]]:
    return list(properties.get("privateDnsZoneConfigs") or [])


@handles(TYPE)
class ZoneGroups(Handler):
    """Records follow the group's zones and the endpoint's state."""

    def validate(self, request: Request) -> None:
        """Every zone must exist, once, and there may be five."""
        configs, most = _configs(request.properties), limit("zones-per-zone-group")
        if len(configs) > most:
            raise TOO_MANY(request.id, name=request.id.name, count=len(configs), most=most)
        seen = set()
        for index, config in enumerate(configs):
            path = f"properties.privateDnsZoneConfigs[{index}].properties.privateDnsZoneId"
            named = reference(request, {"id": dig(config, "properties", "privateDnsZoneId")}, path)
            found = request.cloud.store.get(named.key) if named else None
            if named is None or found is None or found.type != ZONE.lower():
                raise NOT_FOUND(request.id, reference=named or "(no privateDnsZoneId)", id=request.id)
            if named.key in seen:
                raise TWICE(request.id, name=request.id.name, zone=named)
            seen.add(named.key)

    def after_put(self, request: Request, resource: Resource) -> None:
        """Write the records."""
        if request.existing is not None:
            _withdraw(request.cloud, request.existing)
        _publish(request.cloud, resource)

    def after_delete(self, cloud: "Cloud", resource: Resource) -> None:
        """Remove the records."""
        _withdraw(cloud, resource)


def refresh(cloud: "Cloud", endpoint_id: str) -> None:
    """Publish or withdraw after the state of an endpoint's connection changed."""
    endpoint = cloud.find(endpoint_id)
    for row in cloud.store.children(endpoint.key, TYPE) if endpoint else []:
        _withdraw(cloud, row)
        _publish(cloud, row)


def _publish(cloud: "Cloud", group: Resource) -> None:
    endpoint = cloud.store.get(group.parent)
    target = endpoints.target_of(cloud, endpoint) if endpoint else None
    body = copy.deepcopy(dict(group.body))
    for config in _configs(body["properties"]):
        config["properties"]["recordSets"] = []
    state = [
        dig(one, "properties", "privateLinkServiceConnectionState", "status")
        for one in (connections(endpoint.properties) if endpoint else [])
    ]
    if endpoint is not None and target is not None and state == ["Approved"]:
        wanted = records(cloud, target, endpoints.group_of(endpoint))
        labels = sorted({record.label for record in wanted})
        address = dict(zip(labels, endpoints.addresses_of(cloud, endpoint), strict=False))
        for config in _configs(body["properties"]):
            zone = parse(str(config["properties"]["privateDnsZoneId"]))
            for record in wanted:
                if record.zone == zone.name.lower() and record.label in address:
                    made = _write(cloud, str(zone), record.label, address[record.label], endpoint.id)
                    config["properties"]["recordSets"].append(made)
    cloud.amend(group, body)


def _write(cloud: "Cloud", zone_id: str, label: str, address: str, endpoint_id: str) -> dict[str, Any]:
    zone = parse(zone_id)
    fqdn = zone.name if label == "@" else f"{label}.{zone.name}"
    cloud.keep(
        zone.child("A", label),
        {
            "properties": {
                "ttl": 10,
                "fqdn": f"{fqdn}.",
                "aRecords": [{"ipv4Address": address}],
                "isAutoRegistered": False,
                "metadata": {"creator": f"created by private endpoint {endpoint_id}"},
            }
        },
    )
    return {
        "recordType": "A",
        "recordSetName": label,
        "fqdn": fqdn,
        "provisioningState": "Succeeded",
        "ttl": 10,
        "ipAddresses": [address],
    }


def _withdraw(cloud: "Cloud", group: Resource) -> None:
    endpoint_id = str(parse(group.id).parent).lower()
    for config in _configs(group.properties):
        zone = cloud.find(str(dig(config, "properties", "privateDnsZoneId")))
        for row in cloud.store.children(zone.key, f"{ZONE}/A") if zone else []:
            creator = str(dig(row.body, "properties", "metadata", "creator") or "")
            if creator.lower().endswith(endpoint_id):
                cloud.store.delete(row.key)

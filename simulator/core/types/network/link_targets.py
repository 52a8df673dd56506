"""What a private endpoint leads to: its connection there, and the names under which it is found."""

import copy
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from arm import private_link
from arm.ids import parse
from simulator.core.request import dig
from simulator.core.store import Resource

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

CONNECTION = "privateEndpointConnections"


def label_values(cloud: "Cloud", target: Resource) -> dict[str, str]:
    """Values for the labels of the target's DNS records, as far as the target has them."""
    name, properties = parse(target.id).name, target.properties
    guid = properties.get("workspaceId") or properties.get("customerId") or cloud.world.guid("dns", target.key)
    values = {
        "name": name.lower(),
        "customSubDomain": properties.get("customSubDomainName"),
        "workspaceGuid": guid,
        "name truncated": name.lower()[:24],
        "workspaceId": properties.get("workspaceId"),
        "accountGuid": cloud.world.guid("account", target.key),
        "vaultId": cloud.world.guid("vault", target.key),
        "webZoneLabel": web_zone_label(target.location or ""),
    }
    url = str(properties.get("workspaceUrl") or "")
    if url.startswith("adb-"):
        values["workspaceId"], values["shard"] = url[len("adb-") :].split(".")[:2]
    return {key: str(value) for key, value in values.items() if value}


def web_zone_label(location: str) -> str:
    """The label of the static website zone of a region: stable, one of the nineteen in use."""
    return f"z{sum(map(ord, location)) % 19 + 1}"


def records(cloud: "Cloud", target: Resource, group_id: str) -> tuple[private_link.Record, ...]:
    """The A records that an endpoint for a group of the target needs."""
    arm_type = parse(target.id).resource_type
    return private_link.records(arm_type, group_id, target.location or "", label_values(cloud, target))


def member_count(cloud: "Cloud", target: Resource, group_id: str) -> int:
    """How many addresses an endpoint takes: one for each host name, however many zones a name is in."""
    return len({record.label for record in records(cloud, target, group_id)}) or 1


SHOWS_GROUPS = frozenset(
    [
        "app/managedenvironments",
        "automation/automationaccounts",
        "batch/batchaccounts",
        "botservice/botservices",
        "cache/redis",
        "cognitiveservices/accounts",
        "dbformysql/flexibleservers",
        "dbforpostgresql/flexibleservers",
        "dashboard/grafana",
        "databricks/workspaces",
        "eventgrid/domains",
        "eventgrid/namespaces",
        "eventgrid/partnernamespaces",
        "eventgrid/topics",
        "insights/privatelinkscopes",
        "recoveryservices/vaults",
        "signalrservice/signalr",
        "signalrservice/webpubsub",
        "sql/servers",
    ]
)
"""Types whose connections say for which group they are. Source: Azure's published resource types, 2026-08-20."""


SHORT_STATES = frozenset(["eventhub/namespaces", "servicebus/namespaces"])
"""Types whose connections say nothing of what the owner must do. Source: as above."""


def shown_connection(target_type: str, endpoint: str, groups: list[str], state: Mapping[str, Any]) -> dict[str, Any]:
    """A connection as its target shows it: not every type names the group, and storage spells one member its way."""
    name = target_type.lower().removeprefix("microsoft.")
    told = dict(state)
    if name == "storage/storageaccounts" and "actionsRequired" in told:
        told["actionRequired"] = told.pop("actionsRequired")
    if name in SHORT_STATES:
        told.pop("actionsRequired", None)
    return {
        "privateEndpoint": {"id": endpoint},
        **({"groupIds": groups} if name in SHOWS_GROUPS else {}),
        "privateLinkServiceConnectionState": told,
        "provisioningState": "Succeeded",
    }


def connection_states(cloud: "Cloud", target_key: str, target_type: str) -> list[Resource]:
    """The connections that a target shows."""
    return cloud.store.children(target_key, f"{target_type}/{CONNECTION}")


def set_state(cloud: "Cloud", connection: Resource, status: str, description: str) -> None:
    """Change a connection on both ends."""
    state = {"status": status, "description": description, "actionsRequired": "None"}
    if cloud.store.get(connection.key) is not None:
        body = copy.deepcopy(dict(connection.body))
        spelt = shown_connection(connection.type.rpartition("/")[0], "", [], state)
        body["properties"]["privateLinkServiceConnectionState"] = spelt["privateLinkServiceConnectionState"]
        cloud.amend(connection, body)
    endpoint = cloud.find(str(dig(connection.body, "properties", "privateEndpoint", "id")))
    if endpoint is not None:
        changed = copy.deepcopy(dict(endpoint.body))
        for one in connections(changed["properties"]):
            one["properties"]["privateLinkServiceConnectionState"] = state
        cloud.amend(endpoint, changed)


def connections(properties: Any) -> list[dict[str, Any]]:
    """The one connection of an endpoint, automatic or manual."""
    return [
        *(properties.get("privateLinkServiceConnections") or []),
        *(properties.get("manualPrivateLinkServiceConnections") or []),
    ]

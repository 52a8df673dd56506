"""Entries as the data plane of Purview writes them, and back. Pure.

Source: azure-purview-administration 1.0.0b1 and azure-purview-scanning 1.0.0b2, templates of bodies.
"""

from collections.abc import Mapping
from typing import Any

from arm.ids import parse
from catalogue.entries import Collection, Scan, Source, Trigger

Body = Mapping[str, Any]
_SINCE = "2026-01-01T00:00:00Z"
"""When recurrences begin: fixed, so that a second run finds nothing to change."""
_IRREGULAR = -1


def collection_body(collection: Collection) -> dict[str, Any]:
    """A collection to write."""
    return {
        "friendlyName": collection.friendly_name,
        "description": collection.description,
        "parentCollection": _reference(collection.parent),
    }


def collection_from(body: Body) -> Collection:
    """A collection as it was read."""
    return Collection(
        name=str(body["name"]),
        friendly_name=str(body.get("friendlyName") or ""),
        description=str(body.get("description") or ""),
        parent=_referenced(body.get("parentCollection")),
    )


def source_body(source: Source) -> dict[str, Any]:
    """A data source to write."""
    account = parse(source.resource_id)
    return {
        "kind": source.kind,
        "properties": {
            "endpoint": source.endpoint,
            "resourceId": source.resource_id,
            "subscriptionId": account.subscription_id,
            "resourceGroup": account.resource_group,
            "resourceName": account.name,
            "location": source.location,
            "collection": _reference(source.collection),
        },
    }


def source_from(body: Body) -> Source:
    """A data source as it was read; of kinds that the estate does not have, what they share."""
    properties = body.get("properties") or {}
    return Source(
        name=str(body["name"]),
        collection=_referenced(properties.get("collection")),
        endpoint=str(properties.get("endpoint") or ""),
        resource_id=str(properties.get("resourceId") or ""),
        location=str(properties.get("location") or ""),
        kind=str(body.get("kind") or ""),
    )


def scan_body(scan: Scan) -> dict[str, Any]:
    """A scan to write, without filter and trigger."""
    return {
        "kind": scan.kind,
        "properties": {
            "scanRulesetName": scan.ruleset,
            "scanRulesetType": "System",
            "collection": _reference(scan.collection),
            **({"connectedVia": {"referenceName": scan.runtime}} if scan.runtime else {}),
        },
    }


def filter_body(scan: Scan) -> dict[str, Any]:
    """What a scan is narrowed to."""
    return {"properties": {"includeUriPrefixes": list(scan.prefixes), "excludeUriPrefixes": []}}


def trigger_body(trigger: Trigger) -> dict[str, Any]:
    """When a scan runs."""
    days = {"weekDays": [trigger.day]} if trigger.frequency == "Week" else {"monthDays": [trigger.day]}
    return {
        "properties": {
            "scanLevel": trigger.level,
            "recurrence": {
                "frequency": trigger.frequency,
                "interval": 1,
                "startTime": _SINCE,
                "timeZone": "UTC",
                "schedule": {"hours": [trigger.hour], "minutes": [0], **days},
            },
        }
    }


def scan_from(source: str, body: Body, narrowed: Body | None, trigger: Body | None) -> Scan:
    """A scan as it was read, with its filter and its trigger."""
    properties, prefixes = body.get("properties") or {}, (narrowed or {}).get("properties") or {}
    ruleset = str(properties.get("scanRulesetName") or "")
    system = properties.get("scanRulesetType") == "System"
    return Scan(
        source=source,
        name=str(body["name"]),
        collection=_referenced(properties.get("collection")),
        prefixes=(
            *(str(one) for one in prefixes.get("includeUriPrefixes") or ()),
            *(f"not {one}" for one in prefixes.get("excludeUriPrefixes") or ()),
        ),
        trigger=_trigger_from(trigger) if trigger else None,
        runtime=_referenced(properties.get("connectedVia")) or None,
        kind=str(body.get("kind") or ""),
        ruleset=ruleset if system else f"{ruleset} (custom)",
    )


def _trigger_from(body: Body) -> Trigger:
    properties = body.get("properties") or {}
    recurrence = properties.get("recurrence") or {}
    schedule = recurrence.get("schedule") or {}
    days: list[Any] = schedule.get("weekDays") or schedule.get("monthDays") or []
    hours: list[int] = schedule.get("hours") or []
    regular = len(hours) == 1 and schedule.get("minutes") == [0] and recurrence.get("interval") == 1
    return Trigger(
        frequency=str(recurrence.get("frequency") or ""),
        day=days[0] if len(days) == 1 else ", ".join(str(day) for day in days),
        hour=int(hours[0]) if regular else _IRREGULAR,
        level=str(properties.get("scanLevel") or ""),
    )


def _reference(collection: str) -> dict[str, str]:
    return {"referenceName": collection, "type": "CollectionReference"}


def _referenced(reference: Body | None) -> str:
    return str((reference or {}).get("referenceName") or "")

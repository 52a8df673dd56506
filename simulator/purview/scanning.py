"""Data sources of an account and their scans, with filters and triggers."""

import re
from typing import Any

from simulator.purview.collections import Collections, collection_of
from simulator.purview.policies import SOURCES
from simulator.purview.records import SCAN, SOURCE, Records
from simulator.purview.refusals import refused

_NAME = re.compile(r"[A-Za-z0-9_-]{3,63}")
_SCANS = {"AdlsGen2": "AdlsGen2Msi"}
"""Kinds of data sources and of their scans by managed identity, as far as they are simulated."""
_ENDPOINT = re.compile(r"https://[a-z0-9]{3,24}\.dfs\.core\.[a-z.]+/")
_DAYS = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
_PARTS = ("filter", "trigger")
_LEVELS = {"Full", "Incremental"}


class Scanning:
    """The data sources of one account."""

    def __init__(self, records: Records, tree: Collections, now: str) -> None:
        self._records, self._tree, self._now = records, tree, now

    def source(self, name: str) -> dict[str, Any]:
        """One data source."""
        found = self._records.find(SOURCE, name)
        if found is None:
            raise refused("no-source", name=name)
        return found

    def sources(self) -> list[dict[str, Any]]:
        """Every data source."""
        return self._records.all(SOURCE)

    def put_source(self, name: str, *, body: dict[str, Any], caller: str) -> dict[str, Any]:
        """Register one, or change it."""
        if not _NAME.fullmatch(name):
            raise refused("source-name", name=name)
        kind, properties = body.get("kind"), body.get("properties") or {}
        if kind not in _SCANS:
            raise refused("source-kind", kind=kind, known=", ".join(_SCANS))
        known = self._records.find(SOURCE, name)
        endpoint = str(properties.get("endpoint"))
        if not _ENDPOINT.fullmatch(endpoint):
            raise refused("endpoint", endpoint=endpoint)
        for other in self.sources():
            if other["name"] != name and other["properties"]["endpoint"] == endpoint:
                raise refused("registered-twice", endpoint=endpoint, name=other["name"])
        self._may(body, caller)
        return self._keep(SOURCE, known, kind, properties, f"datasources/{name}", name)

    def delete_source(self, name: str, *, caller: str) -> None:
        """Take one out, once nothing scans it."""
        self._may(self.source(name), caller)
        if scans := [one["name"] for one in self._records.all(SCAN, name)]:
            raise refused("has-scans", name=name, scans=", ".join(scans))
        self._records.delete(SOURCE, name)

    def scan(self, source: str, name: str) -> dict[str, Any]:
        """One scan."""
        self.source(source)
        found = self._records.find(SCAN, source, name)
        if found is None:
            raise refused("no-scan", name=name, source=source)
        return found

    def scans(self, source: str) -> list[dict[str, Any]]:
        """Every scan of a data source."""
        self.source(source)
        return self._records.all(SCAN, source)

    def put_scan(self, source: str, name: str, *, body: dict[str, Any], caller: str) -> dict[str, Any]:
        """Set one up, or change it; filter and trigger stay."""
        above = self.source(source)
        if not _NAME.fullmatch(name):
            raise refused("scan-name", name=name)
        kind, properties = body.get("kind"), body.get("properties") or {}
        if kind != _SCANS[above["kind"]]:
            raise refused("scan-kind", source=source, kind=kind, known=_SCANS[above["kind"]])
        ruleset = properties.get("scanRulesetName"), properties.get("scanRulesetType")
        if ruleset != (above["kind"], "System"):
            raise refused("ruleset", name=ruleset[0], kind=ruleset[1])
        wanted = self._may(body, caller)
        top = str(collection_of(above))
        if not self._tree.within(wanted, top):
            raise refused("scan-collection", collection=top, found=wanted)
        known = self._records.find(SCAN, source, name)
        return self._keep(SCAN, known, kind, properties, f"datasources/{source}/scans/{name}", source, name)

    def delete_scan(self, source: str, name: str, *, caller: str) -> None:
        """Delete one, with its filter and its trigger; what it found stays."""
        self._may(self.scan(source, name), caller)
        self._records.delete(SCAN, source, name)

    def filter(self, source: str, name: str) -> dict[str, Any]:
        """The custom filter of a scan."""
        found = self.scan(source, name).get("filter")
        if found is None:
            raise refused("no-filter", name=name)
        return dict(found)

    def put_filter(self, source: str, name: str, *, body: dict[str, Any], caller: str) -> dict[str, Any]:
        """Narrow a scan to prefixes of its source."""
        scan = self.scan(source, name)
        self._may(scan, caller)
        properties, endpoint = body.get("properties") or {}, self.source(source)["properties"]["endpoint"]
        for key in ("includeUriPrefixes", "excludeUriPrefixes"):
            for prefix in properties.get(key) or ():
                if not str(prefix).startswith(endpoint):
                    raise refused("filter", prefix=prefix, endpoint=endpoint)
        made = {"name": "custom", "id": f"datasources/{source}/scans/{name}/filters/custom", "properties": properties}
        self._records.put(SCAN, {**scan, "filter": made}, source, name)
        return made

    def trigger(self, source: str, name: str) -> dict[str, Any]:
        """When a scan runs."""
        found = self.scan(source, name).get("trigger")
        if found is None:
            raise refused("no-trigger", name=name)
        return dict(found)

    def put_trigger(self, source: str, name: str, *, body: dict[str, Any], caller: str) -> dict[str, Any]:
        """Let a scan run every few weeks or months."""
        scan = self.scan(source, name)
        self._may(scan, caller)
        properties = body.get("properties") or {}
        if wrong := _wrong(properties):
            raise refused("trigger", what=wrong)
        made = {
            "name": "default",
            "id": f"datasources/{source}/scans/{name}/triggers/default",
            "properties": {**properties, "createdAt": self._now, "lastModifiedAt": self._now},
        }
        self._records.put(SCAN, {**scan, "trigger": made}, source, name)
        return made

    def delete_trigger(self, source: str, name: str, *, caller: str) -> None:
        """Let a scan run by hand only."""
        self._may(self.scan(source, name), caller)
        self.trigger(source, name)
        scan = self.scan(source, name)
        self._records.put(SCAN, {key: value for key, value in scan.items() if key != "trigger"}, source, name)

    def _may(self, body: dict[str, Any], caller: str) -> str:
        """The collection of a source or scan, in which the caller must administer sources."""
        collection = collection_of(body)
        if collection is None:
            raise refused("body", what="`properties.collection.referenceName` is missing")
        self._tree.get(collection)
        self._tree.require(caller, SOURCES, collection)
        return collection

    def _keep(
        self, kind: str, known: dict[str, Any] | None, of: str, properties: dict[str, Any], path: str, *names: str
    ) -> dict[str, Any]:
        created = (known or {}).get("properties", {}).get("createdAt", self._now)
        kept = {**properties, "createdAt": created, "lastModifiedAt": self._now}
        made = {"kind": of, "id": path, "name": names[-1], "properties": kept}
        parts = {key: value for key, value in (known or {}).items() if key in _PARTS}
        return self._records.put(kind, {**made, **parts}, *names)


def shown(body: dict[str, Any]) -> dict[str, Any]:
    """A scan as it is told: filter and trigger are asked for by themselves."""
    return {key: value for key, value in body.items() if key not in _PARTS}


def _wrong(trigger: dict[str, Any]) -> str | None:
    recurrence = trigger.get("recurrence") or {}
    schedule = recurrence.get("schedule") or {}
    if trigger.get("scanLevel") not in _LEVELS:
        return "`scanLevel` is `Full` or `Incremental`"
    if recurrence.get("frequency") not in ("Week", "Month"):
        return "`recurrence.frequency` is `Week` or `Month`"
    if int(recurrence.get("interval") or 0) < 1 or not recurrence.get("startTime"):
        return "`recurrence` has an `interval` of 1 or more, and a `startTime`"
    if recurrence["frequency"] == "Week" and not (
        set(schedule.get("weekDays") or ()) and set(schedule["weekDays"]) <= _DAYS
    ):
        return "`recurrence.schedule.weekDays` names days of the week"
    if recurrence["frequency"] == "Month" and not all(1 <= day <= 31 for day in schedule.get("monthDays") or (0,)):
        return "`recurrence.schedule.monthDays` names days of the month"
    return None

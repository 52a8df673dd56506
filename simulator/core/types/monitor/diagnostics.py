"""Diagnostic settings."""

from typing import Any

from arm.diagnostics import Categories, accepts_settings, categories
from arm.limits import limit
from arm.regions import normalised
from simulator.core.request import Request
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles

TYPE = "Microsoft.Insights/diagnosticSettings"
NOT_SUPPORTED = refusal(
    "ResourceTypeNotSupported",
    400,
    "The resource type `{type}` does not support diagnostic settings.",
    source="Azure REST API of diagnostic settings, general knowledge (2026-11-23)",
)
CATEGORY = refusal(
    "BadRequest",
    400,
    "Category `{category}` is not supported by `{type}`; supported: {accepted}.",
    f"{TYPE}:BadRequest#1",
)
METRIC = refusal(
    "BadRequest",
    400,
    "Metric category `{category}` is not supported by `{type}`; supported: {accepted}.",
    f"{TYPE}:BadRequest#2",
)
BOTH = refusal(
    "BadRequest",
    400,
    "A log names either a category or a category group, and one setting does not mix enabled ones.",
    source="Azure REST API of diagnostic settings, general knowledge (2026-11-23)",
)
NO_SINK = refusal(
    "BadRequest",
    400,
    "The setting names no sink: a workspace, a storage account, an event hub rule or a partner.",
    source="Azure REST API of diagnostic settings, general knowledge (2026-11-23)",
)
TOO_MANY = refusal(
    "BadRequest",
    400,
    "The resource already has {most} diagnostic settings, the most there can be.",
    f"{TYPE}:BadRequest#3",
)
USED = refusal(
    "Conflict",
    409,
    "Data sink `{sink}` is already used in diagnostic setting `{other}` for category `{category}`.",
    f"{TYPE}:Conflict",
)
SINK_MISSING = refusal(
    "ResourceNotFound",
    404,
    "The sink `{sink}` was not found.",
    "*:ResourceNotFound",
)
NOT_REGISTERED = refusal(
    "MissingSubscriptionRegistration",
    409,
    "The subscription of the sink `{sink}` is not registered for `{namespace}`.",
    f"{TYPE}:-",
)
OTHER_REGION = refusal(
    "BadRequest",
    400,
    "The sink `{sink}` is in `{there}`; the resource in `{here}` sends to storage and event hubs of its region only.",
    source="Azure REST API of diagnostic settings, general knowledge (2026-11-23)",
)
behaviour("A setting outlives its target, and stands again on a new one of the same id.", f"{TYPE}#1")
behaviour("Categories that were not sent come back as not enabled, with retention blocks.", f"{TYPE}#2")
SINKS = ("workspaceId", "storageAccountId", "eventHubAuthorizationRuleId", "marketplacePartnerId", "serviceBusRuleId")
BOUND_TO_REGION = ("storageAccountId", "eventHubAuthorizationRuleId")
NO_RETENTION = {"enabled": False, "days": 0}


def _enabled(entries: Any) -> set[str]:
    """Categories and groups that entries switch on, lower-cased; groups marked."""
    found = set()
    for one in entries or []:
        if one.get("enabled"):
            group = one.get("categoryGroup")
            found.add(f"group:{group}".lower() if group else str(one.get("category")).lower())
    return found


@handles(TYPE)
class DiagnosticSettings(Handler):
    """What a resource tells, and to whom."""

    survives_parent = True

    def validate(self, request: Request) -> None:
        """Sinks that exist, categories that the type has, nothing twice."""
        target = request.id.scope
        if not accepts_settings(target.resource_type):
            raise NOT_SUPPORTED(request.id, type=target.resource_type)
        self._check_categories(request, categories(target.resource_type), target.resource_type)
        sinks = {name: str(request.properties[name]) for name in SINKS if request.properties.get(name)}
        if not sinks:
            raise NO_SINK(request.id)
        for name, sink in sinks.items():
            self._check_sink(request, name, sink)
        self._check_others(request, set(sinks.values()))

    def _check_categories(self, request: Request, offered: Categories, arm_type: str) -> None:
        logs, metrics = request.properties.get("logs") or [], request.properties.get("metrics") or []
        for one in logs:
            category, group = one.get("category"), one.get("categoryGroup")
            if bool(category) == bool(group):
                raise BOTH(request.id)
            known = offered.groups if group else offered.logs
            if (group or category) not in known:
                listed = ", ".join(known) or "none"
                raise CATEGORY(request.id, category=group or category, type=arm_type, accepted=listed)
        on = _enabled(logs)
        if any(one.startswith("group:") for one in on) and any(not one.startswith("group:") for one in on):
            raise BOTH(request.id)
        for one in metrics:
            if one.get("category") not in offered.metrics:
                listed = ", ".join(offered.metrics) or "none"
                raise METRIC(request.id, category=one.get("category"), type=arm_type, accepted=listed)

    def _check_sink(self, request: Request, name: str, sink: str) -> None:
        if name == "marketplacePartnerId":
            return
        found = self._sink(request, sink)
        if found is None:
            raise SINK_MISSING(request.id, sink=sink)
        row = request.cloud.world.subscription(sink.split("/")[2])
        registered, namespace = row.properties.get("registeredNamespaces") if row else None, found.type.split("/")[0]
        if registered is not None and namespace not in registered:
            raise NOT_REGISTERED(request.id, sink=sink, namespace=namespace)
        target = request.cloud.store.get(request.id.scope.key)
        here, there = (target.location if target else None), found.location
        if name in BOUND_TO_REGION and here and there and here != "global" and normalised(here) != normalised(there):
            raise OTHER_REGION(request.id, sink=sink, here=here, there=there)

    def _sink(self, request: Request, sink: str) -> Resource | None:
        rule = "/authorizationrules/"
        at = sink.lower().find(rule)
        return request.cloud.find(sink if at < 0 else sink[:at])

    def _check_others(self, request: Request, sinks: set[str]) -> None:
        rows = [row for row in request.cloud.store.children(request.id.scope.key, TYPE) if row.key != request.id.key]
        most = limit("diagnostic-settings-per-resource")
        if len(rows) >= most:
            raise TOO_MANY(request.id, most=most)
        own = _enabled(request.properties.get("logs")) | _enabled(request.properties.get("metrics"))
        for row in rows:
            shared = {str(row.properties.get(name)).lower() for name in SINKS} & {one.lower() for one in sinks}
            theirs = _enabled(row.properties.get("logs")) | _enabled(row.properties.get("metrics"))
            clash = own & theirs
            if shared and clash:
                raise USED(request.id, sink=min(shared), other=row.name, category=min(clash))

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Add the categories that were left out."""
        offered, properties = categories(request.id.scope.resource_type), body["properties"]
        logs = properties.setdefault("logs", [])
        metrics = properties.setdefault("metrics", [])
        grouped = any(one.get("categoryGroup") for one in logs)
        for listed, known in ((logs, () if grouped else offered.logs), (metrics, offered.metrics)):
            sent = {str(one.get("category")) for one in listed}
            listed.extend({"category": name, "enabled": False} for name in known if name not in sent)
            for one in listed:
                one.setdefault("retentionPolicy", dict(NO_RETENTION))

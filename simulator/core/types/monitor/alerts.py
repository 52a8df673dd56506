"""Action groups and alert rules."""

import re
from typing import Any

from simulator.core.request import Request, dig, put_default
from simulator.core.rules import refusal
from simulator.core.types.base import Handler, handles

INSIGHTS = "Microsoft.Insights"
ACTION_GROUP = f"{INSIGHTS}/actionGroups"
SOURCE = "Azure REST API of Azure Monitor, general knowledge (2026-11-23)"
INVALID = refusal("BadRequest", 400, "The request is invalid: {problem}.", source=SOURCE)
NO_TARGET = refusal(
    "ResourceNotFound", 404, "The resource `{target}` that the rule names was not found.", "*:ResourceNotFound"
)
SHORT_NAME = 12
DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")


def minutes(text: Any) -> int:
    """Minutes of a duration such as PT5M; zero for text that is none."""
    found = DURATION.fullmatch(str(text))
    days, hours, rest = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return days * 1440 + hours * 60 + rest


def check_targets(request: Request, targets: list[Any]) -> None:
    """Refuse what names nothing."""
    for target in targets:
        if request.cloud.find(str(target)) is None:
            raise NO_TARGET(request.id, target=target)


@handles(ACTION_GROUP)
class ActionGroups(Handler):
    """Whom an alert tells."""

    global_location, regional_accepted = "global", True

    def validate(self, request: Request) -> None:
        """A short name, and receivers with names of their own."""
        short = str(request.properties.get("groupShortName", ""))
        if not 1 <= len(short) <= SHORT_NAME:
            problem = f"groupShortName `{short}` has {len(short)} characters, 1 to {SHORT_NAME} are accepted"
            raise INVALID(request.id, problem=problem)
        names = [
            str(one.get("name")).lower()
            for key, listed in request.properties.items()
            if key.endswith("Receivers")
            for one in listed or []
        ]
        if len(set(names)) != len(names):
            raise INVALID(request.id, problem="two receivers have the same name")

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Defaults."""
        put_default(body["properties"], enabled=True)


@handles(f"{INSIGHTS}/metricAlerts")
class MetricAlerts(Handler):
    """A rule over metrics."""

    global_location = "global"

    def validate(self, request: Request) -> None:
        """Scopes and groups exist; severity, window and frequency fit."""
        given = request.properties
        check_targets(request, given.get("scopes") or [])
        check_targets(request, [one.get("actionGroupId") for one in given.get("actions") or []])
        if not 0 <= given["severity"] <= 4:
            raise INVALID(request.id, problem=f"severity is {given['severity']}, 0 to 4 is accepted")
        if minutes(given["evaluationFrequency"]) > minutes(given["windowSize"]):
            raise INVALID(request.id, problem="evaluationFrequency is longer than windowSize")
        if len(given.get("scopes") or []) > 1 and not given.get("targetResourceType"):
            raise INVALID(request.id, problem="several scopes need targetResourceType and targetResourceRegion")

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Defaults."""
        put_default(body["properties"], autoMitigate=True)


@handles(f"{INSIGHTS}/scheduledQueryRules")
class ScheduledQueryRules(Handler):
    """A rule over logs."""

    def validate(self, request: Request) -> None:
        """Scopes and groups exist; there is a condition with a query."""
        given = request.properties
        check_targets(request, given.get("scopes") or [])
        check_targets(request, dig(given, "actions", "actionGroups") or [])
        conditions = dig(given, "criteria", "allOf") or []
        if not conditions or any(not one.get("query") for one in conditions):
            raise INVALID(request.id, problem="criteria need a condition with a query")
        severity = given.get("severity")
        if severity is not None and not 0 <= severity <= 4:
            raise INVALID(request.id, problem=f"severity is {severity}, 0 to 4 is accepted")
        frequency, window = given.get("evaluationFrequency"), given.get("windowSize")
        if frequency and window and minutes(frequency) > minutes(window):
            raise INVALID(request.id, problem="evaluationFrequency is longer than windowSize")

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Defaults."""
        put_default(body, kind="LogAlert")
        put_default(body["properties"], enabled=True, createdWithApiVersion=request.api_version)


@handles(f"{INSIGHTS}/activityLogAlerts")
class ActivityLogAlerts(Handler):
    """A rule over the activity log."""

    global_location, regional_accepted = "global", True

    def validate(self, request: Request) -> None:
        """Scopes in one subscription; a condition on the category."""
        given = request.properties
        check_targets(request, given.get("scopes") or [])
        check_targets(request, [one.get("actionGroupId") for one in dig(given, "actions", "actionGroups") or []])
        fields = [str(one.get("field", "")).lower() for one in dig(given, "condition", "allOf") or []]
        if "category" not in fields:
            raise INVALID(request.id, problem="the condition needs an equality on `category`")

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Defaults."""
        put_default(body["properties"], enabled=True)

"""Budgets: a start that is the first of a month, not too early nor too late, and fixed."""

from datetime import UTC, datetime
from typing import Any

from simulator.core.request import Request
from simulator.core.rules import behaviour, refusal
from simulator.core.types.base import Handler, handles

TYPE = "Microsoft.Consumption/budgets"
START_FIXED = refusal(
    "BadRequest",
    400,
    "The start date of a budget cannot be updated, `{before}` to `{after}`: delete the budget and create it.",
    f"{TYPE}:BadRequest#1",
)
START_WRONG = refusal(
    "BadRequest",
    400,
    "The start date `{start}` is not accepted: {problem}.",
    f"{TYPE}:BadRequest#2",
)
WRONG = refusal(
    "BadRequest",
    400,
    "The budget is invalid: {problem}.",
    source="Azure REST API of budgets, general knowledge (2026-11-23)",
)
behaviour("The start date is frozen; spending appears by itself.", f"{TYPE}#1")
FIRST_OF_MONTH = ("Monthly", "Quarterly", "Annually")
NOTIFICATIONS = 5


def _date(value: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(value).replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


@handles(TYPE)
class Budgets(Handler):
    """A budget at a scope."""

    own_immutables = frozenset({"properties.timePeriod.startDate"})

    def validate(self, request: Request) -> None:
        """Start, amount and notifications."""
        given = request.properties
        text = (given.get("timePeriod") or {}).get("startDate")
        start, before = _date(text), _date(request.before("properties", "timePeriod", "startDate"))
        if start is None:
            raise START_WRONG(request.id, start=text, problem="it is no date")
        if before is not None:
            if before != start:
                raise START_FIXED(request.id, before=before.date(), after=start.date())
        else:
            self._check_start(request, start, str(given.get("timeGrain")))
        end = _date((given.get("timePeriod") or {}).get("endDate"))
        notifications = given.get("notifications") or {}
        problem = None
        if given.get("amount") is None or given["amount"] <= 0:
            problem = "the amount is not above zero"
        elif end is not None and end <= start:
            problem = "it ends before it starts"
        elif len(notifications) > NOTIFICATIONS:
            problem = f"{len(notifications)} notifications, at most {NOTIFICATIONS} are accepted"
        elif any(not 0 < float(one.get("threshold") or 0) <= 1000 for one in notifications.values()):
            problem = "a threshold is not above 0 and at most 1000 percent"
        if problem:
            raise WRONG(request.id, problem=problem)

    def _check_start(self, request: Request, start: datetime, grain: str) -> None:
        now = request.cloud.world.time()
        problem = None
        if grain in FIRST_OF_MONTH and start.day != 1:
            problem = "it is not the first of a month"
        elif (now.year, now.month) > (start.year, start.month) and not _within_period(start, now, grain):
            problem = "it lies before the current period"
        elif (start.year - now.year) * 12 + start.month - now.month > 12:
            problem = "it lies more than a year ahead"
        if problem:
            raise START_WRONG(request.id, start=start.date(), problem=problem)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Spending starts at zero."""
        spent = request.before("properties", "currentSpend") or {"amount": 0, "unit": "EUR"}
        body["properties"]["currentSpend"] = spent


def _within_period(start: datetime, now: datetime, grain: str) -> bool:
    """Whether a start in the past still lies in the period that is running."""
    if grain == "Annually":
        return start.year == now.year
    if grain == "Quarterly":
        return (start.year, (start.month - 1) // 3) == (now.year, (now.month - 1) // 3)
    return False

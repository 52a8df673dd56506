"""Dates."""

from datetime import timedelta
from typing import Any

from arm.policy.errors import EvaluationError
from arm.policy.expressions.functions.registry import function, need_integer, need_text
from arm.policy.ordering import format_date, parse_date


@function("addDays", 2, 2)
def add_days(value: Any, days: Any) -> str:
    """The instant so many days later, or earlier when the number is negative."""
    text, number = need_text("addDays", value), need_integer("addDays", days)
    instant = parse_date(text)
    if instant is None:
        raise EvaluationError(f"`addDays` takes a date in ISO 8601, not {text!r}")
    try:
        return format_date(instant + timedelta(days=number))
    except OverflowError:
        raise EvaluationError(f"`addDays` leaves the calendar: {text} and {number} days") from None

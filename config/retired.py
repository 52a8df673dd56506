"""What to take instead of a service that Azure has retired."""

from datetime import UTC, date, datetime

from arm.retired import Retirement, retirements
from config.service_names import kinds_by_resource


def successor(kind: str, today: date | None = None) -> str | None:
    """Advice for the name of a retired service, such as `time-series-insights`; None for any other name.

    `today` decides whether its end has come. Absent: the current day.
    """
    found = retirements().get(kind)
    if found is None:
        return None
    told = f"{found.service} {_end(found, today or datetime.now(UTC).date())}"
    if found.successor is None:
        return f"{told}, and nothing takes its place"
    own = kinds_by_resource().get(found.successor.lower())
    return f"{told}: " + (f"write `{own}`" if own else f"take {found.successor}")


def _end(found: Retirement, today: date) -> str:
    if found.gone(today):
        return f"ended on {found.ends}" if found.ends else "is gone"
    return f"ends on {found.ends}" if found.ends else "has a better successor"

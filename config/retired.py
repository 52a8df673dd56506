"""What to take instead of a service that Azure has retired."""

from arm.retired import retirements
from config.service_names import kinds_by_resource


def successor(kind: str) -> str | None:
    """Advice for the name of a retired service, such as `time-series-insights`; None for any other name."""
    found = retirements().get(kind)
    if found is None:
        return None
    ended = f"{found.service} ended on {found.ends}" if found.ends else f"{found.service} is gone"
    if found.successor is None:
        return f"{ended}, and nothing takes its place"
    own = kinds_by_resource().get(found.successor.lower())
    return f"{ended}: " + (f"write `{own}`" if own else f"its successor is {found.successor}")

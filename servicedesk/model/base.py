"""What every request says, whatever its kind."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from config.models.base import Model

Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=1000)]
"""Why, in words for people, 3 to 1000 characters."""

Priority = Literal["low", "normal", "high", "critical"]
"""How urgent it is, the least urgent first."""

Ticket = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]
"""The number of a ticket in another system, such as `CHG-2201`."""


class RequestBody(Model):
    """The fields that all requests share."""

    reason: Reason
    """What it is needed for; approvers read this first."""

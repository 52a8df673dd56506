"""The type's own refusals."""

from simulator.core.request import Request
from simulator.core.types import handler_for


def check_specific(request: Request) -> None:
    """Ask the type's handler."""
    handler_for(request.type).validate(request)

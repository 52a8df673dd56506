"""Names that must be unique beyond the estate, and what in the world outside has taken them."""

from typing import TYPE_CHECKING

from simulator.core.store import Resource

if TYPE_CHECKING:
    from simulator.core.request import Request


def elsewhere(request: "Request") -> Resource | None:
    """A resource of the same type and name under another id, anywhere in the tenant."""
    found = request.cloud.store.of_type(request.type, request.id.name)
    return next((row for row in found if row.key != request.id.key), None)


def outside(request: "Request") -> bool:
    """Whether the seed says that someone outside the tenant has the name."""
    taken = request.cloud.store.setting("taken") or {}
    return request.creates and request.id.name.lower() in {str(one).lower() for one in taken.get(request.type, ())}

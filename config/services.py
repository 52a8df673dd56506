"""The services of a team: its template's and its own."""

from collections.abc import Mapping

from config.models.services import Service
from config.models.stacks import TeamStack
from config.templates import templates


def services_of(stack: TeamStack) -> Mapping[str, Service]:
    """Services by key, sorted: the template's without those that are not wanted, the stack's own over them."""
    template = templates()[stack.template].services
    kept = {key: service for key, service in template.items() if key not in stack.without}
    return dict(sorted({**kept, **stack.services}.items()))

"""The services of a team: its template's and its own."""

from collections.abc import Mapping

from config.models.services import Service
from config.models.stacks import TeamStack
from config.service_names import grants_on
from config.templates import templates


def services_of(stack: TeamStack) -> Mapping[str, Service]:
    """Services by key, sorted: the template's without those that are not wanted, the stack's own over them."""
    template = templates()[stack.template].services
    kept = {key: service for key, service in template.items() if key not in stack.without}
    return dict(sorted({**kept, **stack.services}.items()))


def granting(stack: TeamStack, place: str) -> tuple[str, ...]:
    """Keys of a team's services that give their own identity roles in the team's `group`, or in their own `subnet`."""
    return tuple(key for key, service in services_of(stack).items() if grants_on(service.type, place))

"""A service more in a stack that stands."""

from config.load import stack_file
from config.models.landing_zone import LandingZoneStack
from config.models.management_zone import ManagementZoneStack
from config.models.services import Service as TeamService
from config.models.stacks import Stack, TeamStack
from config.service_names import kinds_by_resource, needs_subnet
from config.services import services_of
from config.subnets import free_slots
from servicedesk.effects.change import Change, Context
from servicedesk.model.operations import ServiceRequest
from servicedesk.problems import Refusal, refusal
from servicedesk.yaml_text import edited_stack

_SWITCHES: dict[type, tuple[str, ...]] = {
    LandingZoneStack: ("bastion",),
    ManagementZoneStack: ("bastion", "firewall"),
}
"""Kind of zone → the services that its model has a switch for."""


def service(context: Context, body: ServiceRequest) -> Change | Refusal:
    """Turn the service's switch in a zone's file, or name it among a team's services."""
    stack = context.estate.stacks[body.stack]
    takes = sorted(kinds_by_resource().values()) if isinstance(stack, TeamStack) else _SWITCHES.get(type(stack), ())
    if body.service not in takes:
        return refusal(
            "D-EFF-006",
            "service",
            found=f"`{body.service}` for `{body.stack}`, which is a {stack.kind}",
            accepted=", ".join(f"`{known}`" for known in takes) or f"no service can be added to a {stack.kind} yet",
            remedy="ask for one of these, or offer a template improvement",
        )
    key = body.key or str(body.service)
    if _present(stack, body, key):
        return refusal(
            "D-EFF-008",
            "service",
            found=f"`{body.stack}` has `{key}`",
            accepted="a service that it has not, or another `key` for one more of its type",
            remedy="nothing is to be done, or choose another key",
        )
    slots: tuple[int, ...] | None = ()
    if isinstance(stack, TeamStack) and needs_subnet(str(body.service)):
        slots = free_slots(context.estate, stack.landing_zone, 1)
    if slots is None:
        return refusal(
            "D-EFF-002",
            "stack",
            found="no slot is free in its zone for the subnet of the service",
            accepted="a zone with room",
            remedy="ask for the service in another zone",
        )
    name = stack_file(body.stack)

    def edit(value: dict[str, object]) -> None:
        if isinstance(stack, TeamStack):
            services = value.setdefault("services", {})
            assert isinstance(services, dict)  # noqa: S101 - the model says so
            services[key] = {"type": str(body.service)}
            if slots:
                taken = value.setdefault("service_slots", {})
                assert isinstance(taken, dict)  # noqa: S101 - the model says so
                taken[key] = slots[0]
        else:
            value[str(body.service)] = True

    return Change(
        files={name: edited_stack(context.texts[name], edit)}, summary=(f"`{body.service}` in `{body.stack}`",)
    )


def _present(stack: Stack, body: ServiceRequest, key: str) -> bool:
    if isinstance(stack, TeamStack):
        present: dict[str, TeamService] = dict(services_of(stack))
        return key in present
    return bool(getattr(stack, body.service))

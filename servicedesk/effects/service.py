"""A service more in a stack that stands."""

from config.load import stack_file
from config.models.landing_zone import LandingZoneStack
from config.models.management_zone import ManagementZoneStack
from servicedesk.effects.change import Change, Context
from servicedesk.model.operations import Service, ServiceRequest
from servicedesk.problems import Refusal, refusal
from servicedesk.yaml_text import edited_stack

_TAKES: dict[type, tuple[Service, ...]] = {
    LandingZoneStack: (Service.BASTION,),
    ManagementZoneStack: (Service.BASTION, Service.FIREWALL),
}
"""Kind of stack → the services that its model has a switch for."""


def service(context: Context, body: ServiceRequest) -> Change | Refusal:
    """Turn the service's switch in the stack's file."""
    stack = context.estate.stacks[body.stack]
    takes = _TAKES.get(type(stack), ())
    if body.service not in takes:
        return refusal(
            "D-EFF-006",
            "service",
            found=f"`{body.service}` for `{body.stack}`, which is a {stack.kind}",
            accepted=", ".join(f"`{known}`" for known in takes) or f"no service can be added to a {stack.kind} yet",
            remedy="ask for it on a zone, or offer a template improvement",
        )
    if getattr(stack, body.service):
        return refusal(
            "D-EFF-008",
            "service",
            found=f"`{body.stack}` has `{body.service}`",
            accepted="a service that it has not",
            remedy="nothing is to be done",
        )
    name = stack_file(body.stack)
    text = edited_stack(context.texts[name], lambda value: value.update({str(body.service): True}))
    return Change(files={name: text}, summary=(f"`{body.service}` in `{body.stack}`",))

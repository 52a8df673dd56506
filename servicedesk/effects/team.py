"""A new integration or product: its stack, with a slot of the zone's team addresses."""

from collections.abc import Mapping
from typing import Any

from config.load import stack_file
from config.service_names import needs_subnet
from config.subnets import free_slots, used_slots
from config.templates import templates
from servicedesk.effects.change import Change, Context, stack_name
from servicedesk.known import unknown
from servicedesk.model.teams import IntegrationRequest, ProductRequest
from servicedesk.problems import Problem, Refusal
from servicedesk.yaml_text import stack_text


def team(context: Context, body: IntegrationRequest | ProductRequest) -> Change | Refusal:
    """The team's file."""
    estate = context.estate
    problems = unknown("landing_zone", body.landing_zone, estate.landing_zones, "landing zone")
    if problems:
        return Refusal(problems)
    zone = estate.landing_zones[body.landing_zone]
    stack = stack_name(context, body.name, zone.environment)
    found: list[Problem] = []
    if stack in estate.stacks:
        found.append(
            Problem(
                code="D-EFF-003",
                where="name",
                found=f"the stack `{stack}` exists",
                accepted="a name that no stack of the environment has",
                remedy="choose another name",
            )
        )
    if body.classification.rank > zone.classification.rank:
        found.append(
            Problem(
                code="D-EFF-004",
                where="classification",
                found=f"`{body.classification}` in zone `{body.landing_zone}`",
                accepted=f"at most `{zone.classification}` there",
                remedy="choose a zone for that class, or ask for one",
            )
        )
    own, used = _services_with_subnets(body), used_slots(estate, body.landing_zone)
    slots = free_slots(estate, body.landing_zone, 1 + len(own))
    if slots is None:
        found.append(
            Problem(
                code="D-EFF-002",
                where="landing_zone",
                found=f"zone `{body.landing_zone}` has not {1 + len(own)} free slots: {len(used)} are used",
                accepted="a zone with room",
                remedy="choose another zone, or ask for one",
            )
        )
    if found or slots is None:
        return Refusal(tuple(found))
    return Change(
        files={stack_file(stack): stack_text(_value(body, slots[0], dict(zip(own, slots[1:], strict=True))))},
        summary=(f"{body.kind} `{stack}` in zone `{body.landing_zone}`, slot {slots[0]}",),
    )


def _services_with_subnets(body: IntegrationRequest | ProductRequest) -> tuple[str, ...]:
    template = str(body.template) if isinstance(body, ProductRequest) else "integration"
    return tuple(key for key, service in templates()[template].services.items() if needs_subnet(service.type))


def _value(body: IntegrationRequest | ProductRequest, slot: int, service_slots: Mapping[str, int]) -> dict[str, Any]:
    value: dict[str, Any] = {
        "kind": body.kind,
        "name": body.name,
        "landing_zone": body.landing_zone,
        "subnet_slot": slot,
    }
    if service_slots:
        value["service_slots"] = dict(service_slots)
    if isinstance(body, IntegrationRequest):
        value |= {"source": body.source, "data_manager": body.data_manager}
    else:
        value |= {"template": str(body.template), "owner": body.owner}
    value["team"] = body.team.model_dump(mode="json")
    for key in ("cost_center", "monthly_budget"):
        if (given := getattr(body, key)) is not None:
            value[key] = given
    return value

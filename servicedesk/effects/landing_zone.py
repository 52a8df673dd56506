"""A new landing zone: its stack, with a block of addresses, and its place in a peering."""

from typing import Any

from config.checks.addresses import free_block
from config.load import stack_file
from servicedesk.effects.change import Change, Context
from servicedesk.known import unknown
from servicedesk.model.zones import LandingZoneRequest
from servicedesk.problems import Problem, Refusal, refusal
from servicedesk.yaml_text import stack_text


def landing_zone(context: Context, body: LandingZoneRequest) -> Change | Refusal:
    """The zone's file, and a peering stack where none names its environment yet."""
    estate = context.estate
    settings = estate.settings
    problems = [
        *unknown("management_zone", body.management_zone, estate.management_zones, "management zone"),
        *unknown("environment", body.environment, settings.environments, "environment"),
        *unknown("region", body.region, settings.regions, "region in use"),
        *_taken(context, body),
    ]
    if problems:
        return Refusal(tuple(problems))
    block = free_block(estate, body.region, body.address_prefix_length)
    if block is None:
        return refusal(
            "D-EFF-001",
            "address_prefix_length",
            found=f"no free /{body.address_prefix_length} in the address pools of `{body.region}`",
            accepted="a size for which a block is free",
            remedy=f"ask for a smaller zone (up to /22), or have `address_pools` of `{body.region}` extended",
        )
    stack = f"{body.name}-{body.environment}"
    files = {stack_file(stack): stack_text(_value(body, str(block)))}
    summary = [f"landing zone `{stack}` in `{body.region}` with {block}"]
    if not any(body.environment in peering.environments for peering in estate.peerings.values()):
        name = f"peering-{body.environment}"
        owner = estate.management_zones[body.management_zone].subscription_id
        peering = {"kind": "peering", "subscription_id": owner, "environments": [body.environment]}
        files[stack_file(name)] = stack_text(peering)
        summary.append(f"peering `{name}`, because no stack peers `{body.environment}` yet")
    return Change(files=files, summary=tuple(summary))


def _taken(context: Context, body: LandingZoneRequest) -> list[Problem]:
    estate = context.estate
    stack = f"{body.name}-{body.environment}"
    problems = []
    if stack in estate.stacks:
        problems.append(
            Problem(
                code="D-EFF-003",
                where="name",
                found=f"the stack `{stack}` exists",
                accepted="a name that no stack of the environment has",
                remedy="choose another name",
            )
        )
    for name, zone in estate.zones.items():
        if zone.subscription_id == body.subscription_id:
            problems.append(
                Problem(
                    code="D-EFF-009",
                    where="subscription_id",
                    found=f"the subscription of zone `{name}`",
                    accepted="a subscription of its own",
                    remedy="ask the cloud platform for another one",
                )
            )
    return problems


def _value(body: LandingZoneRequest, block: str) -> dict[str, Any]:
    plain = body.model_dump(mode="json", exclude_none=True)
    value = {
        "kind": "landing-zone",
        "name": body.name,
        "environment": body.environment,
        "region": body.region,
        "subscription_id": body.subscription_id,
        "address_prefix": block,
        "management_zone": body.management_zone,
        "business_unit": body.business_unit,
        "cost_center": body.cost_center,
        "service_owner": plain["service_owner"],
        "ops": plain["ops"],
        "classification": str(body.classification),
    }
    if body.monthly_budget is not None:
        value["monthly_budget"] = body.monthly_budget
    return value

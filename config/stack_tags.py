"""The tags of everything in one stack: layers from the estate's files, then what the estate computes."""

from config.estate import Estate
from config.models.landing_zone import LandingZoneStack
from config.models.stacks import Stack, TeamStack
from config.tags import computed_tags, merge_tags


def tags_of(estate: Estate, name: str) -> dict[str, str]:
    """The merged tags of a stack; a team's inherit its landing zone's."""
    settings = estate.settings
    stack = estate.stacks[name]
    zone = estate.landing_zones[stack.landing_zone] if isinstance(stack, TeamStack) else None
    return merge_tags(
        settings.tags.defaults,
        zone.tags if zone else {},
        getattr(stack, "tags", {}),
        computed_tags(
            project=settings.organization.name,
            environment=estate.environment_name(stack) or "platform",
            owner=_owner(estate, stack),
            cost_center=getattr(stack, "cost_center", None) or (zone.cost_center if zone else "platform"),
            stack=name,
            classification=_classification(stack, zone),
        ),
    )


def _owner(estate: Estate, stack: Stack) -> str:
    if isinstance(stack, LandingZoneStack):
        return stack.ops.mail
    if isinstance(stack, TeamStack):
        return stack.team.mail
    teams = estate.settings.teams
    return teams.data_platform_ops.mail if stack.kind == "management-zone" else teams.cloud_platform_ops.mail


def _classification(stack: Stack, zone: LandingZoneStack | None) -> str | None:
    holder = stack if isinstance(stack, LandingZoneStack) else zone
    return str(holder.classification) if holder else None

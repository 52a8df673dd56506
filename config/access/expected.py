"""What the matrix gives, as roles on the scopes of Azure."""

from collections.abc import Iterator
from dataclasses import dataclass

from arm.ids import management_group, parse, resource_group, subscription
from config.administrators import service_grants
from config.deploy_rights import deploy_grants
from config.estate import Estate
from config.groups import team_groups
from config.hierarchy import management_groups
from config.models.stacks import TeamStack
from config.names import names_of
from config.rights import Reach, grants
from config.subnets import team_subnet_ids
from config.uploads import ROLE, upload_grants


@dataclass(frozen=True, order=True)
class Expected:
    """One role that a team or a pipeline ought to have at a scope."""

    principal: str
    """The display name of the group or of the deploy identity."""
    role: str
    scope: str
    because: str
    """The cell of the matrix; of a pipeline, that it is one."""


def expected(estate: Estate) -> tuple[Expected, ...]:
    """Every right that the matrix gives in an estate, to teams and to pipelines, sorted."""
    return tuple(sorted((*_of_teams(estate), *_of_pipelines(estate), *_of_uploads(estate), *_of_services(estate))))


def _of_teams(estate: Estate) -> Iterator[Expected]:
    names = {group.key: group.display_name for group in team_groups(estate)}
    for stack in estate.stacks:
        for grant in grants(estate, stack):
            for scope in scopes(estate, stack, grant.reach):
                yield Expected(names[grant.group], grant.role, scope, grant.because)


def _of_pipelines(estate: Estate) -> Iterator[Expected]:
    for grant in deploy_grants(estate):
        yield Expected(grant.identity, grant.role, grant.scope, "deploy identity")


def _of_uploads(estate: Estate) -> Iterator[Expected]:
    for zone, value in estate.landing_zones.items():
        for key, grant in upload_grants(estate, zone).items():
            yield Expected(grant.principal, ROLE, grant.scope, f"upload storage of {value.uploads[key].integration}")


def _of_services(estate: Estate) -> Iterator[Expected]:
    for stack in estate.teams:
        for grant in service_grants(estate, stack):
            yield Expected(grant.holder.name, grant.role, grant.scope, "administrator of the team's services")


def members(estate: Estate) -> dict[str, frozenset[str] | None]:
    """User principal names of each group's members by display name; None where they are kept outside the estate."""
    kept_here = next(iter(estate.platform.values())).manage_group_members
    return {
        group.display_name: frozenset(mail.lower() for mail in group.members) if group.members and kept_here else None
        for group in team_groups(estate)
    }


def scopes(estate: Estate, stack: str, reach: Reach) -> tuple[str, ...]:
    """The ids of the scopes that a reach of a stack stands for."""
    value = estate.stacks[stack]
    within = estate.subscription_id(value)
    names = names_of(estate, stack)
    if reach is Reach.WORKLOADS:
        keys = (key for key in names if key.startswith("group-") and key != "group-network")
        return tuple(str(resource_group(within, names[key])) for key in keys)
    if stack in estate.platform:
        return (str(management_group(management_groups(estate)[0].name)),)
    if not isinstance(value, TeamStack):
        return (str(subscription(within)),)
    if reach is Reach.WHOLE:
        return (str(resource_group(within, names["group"])),)
    return tuple(str(found) for found in team_subnet_ids(estate, stack))


def place_of(estate: Estate, scope: str) -> str | None:
    """The stack in which a scope stands; None outside the estate."""
    at = parse(scope)
    if at.resource_type == "Microsoft.Management/managementGroups":
        ours = {group.name.lower() for group in management_groups(estate)}
        return next(iter(estate.platform)) if at.name.lower() in ours else None
    teams = {name: scopes(estate, name, Reach.WHOLE) + scopes(estate, name, Reach.SUBNET) for name in estate.teams}
    for name, own in teams.items():
        if any(at.within(parse(one)) for one in own):
            return name
    zones = (name for name, zone in estate.zones.items() if zone.subscription_id == at.subscription_id)
    return next(zones, None)

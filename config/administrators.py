"""Who administers what belongs to a team: its people where people may write, its deploy identity elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass

from arm.ids import resource_group
from config.delivery import repositories
from config.estate import Estate
from config.groups import team_groups
from config.names import names_of
from config.service_names import PREFIX, administrator_roles, part_resource
from config.services import services_of


@dataclass(frozen=True, order=True)
class Administrator:
    """The administrator of one team's services."""

    name: str
    """The display name of the team's group, or of its deploy identity."""
    group: str | None
    """The key of the team's group; none for a deploy identity."""


@dataclass(frozen=True, order=True)
class ServiceGrant:
    """The role by which an administrator reaches inside one service."""

    holder: Administrator
    role: str
    scope: str


def administrator(estate: Estate, stack: str) -> Administrator:
    """A team's administrator; its group also where delivery is kept outside the estate."""
    environment = estate.environment(estate.teams[stack])
    repository = repositories(estate).get(stack)
    if repository is not None and not (environment and environment.people_write):
        return Administrator(repository.identity_name, None)
    (group,) = [one for one in team_groups(estate) if one.key == f"{stack}/team"]
    return Administrator(group.display_name, group.key)


def service_grants(estate: Estate, stack: str) -> Iterator[ServiceGrant]:
    """The roles of a team's administrator in its services; databases take theirs as a property instead."""
    team, names = estate.teams[stack], names_of(estate, stack)
    group, holder = resource_group(estate.subscription_id(team), names["group"]), administrator(estate, stack)
    for key, service in services_of(team).items():
        for part, role in administrator_roles(service.type).items():
            name = names[f"{PREFIX}{key}/{part}" if part else f"{PREFIX}{key}"]
            yield ServiceGrant(holder, role, str(group.extension(part_resource(service.type, part), name)))

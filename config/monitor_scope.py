"""The private link scope of Azure Monitor: through it people and services reach workspaces and Application Insights.

Networks that share private DNS zones can use one scope only: an existing one takes the place of a zone's own.
"""

from arm.ids import ResourceId, parse, resource_group
from config.estate import Estate
from config.models.stacks import TeamStack
from config.names import names_of
from config.service_names import scoped_part
from config.services import services_of


def keeps_scope(estate: Estate, management_zone: str) -> bool:
    """Whether a management zone makes a scope of its own."""
    existing = estate.settings.connectivity.monitor_private_link_scope_resource_id
    return estate.management_zones[management_zone].monitor_private_link and not existing


def scope_of_zone(estate: Estate, management_zone: str) -> ResourceId | None:
    """The scope that the networks of a management zone and of those that it governs use; None where there is none."""
    existing = estate.settings.connectivity.monitor_private_link_scope_resource_id
    if existing:
        return parse(existing)
    if not keeps_scope(estate, management_zone):
        return None
    names = names_of(estate, management_zone)
    group = resource_group(estate.management_zones[management_zone].subscription_id, names["group-monitoring"])
    return group.extension("Microsoft.Insights/privateLinkScopes", names["monitor-scope"])


def monitor_scope(estate: Estate, team: TeamStack) -> ResourceId | None:
    """The scope into which what a team's services log through is put; None where there is none of either."""
    if not any(scoped_part(service.type) for service in services_of(team).values()):
        return None
    return scope_of_zone(estate, estate.landing_zones[team.landing_zone].management_zone)

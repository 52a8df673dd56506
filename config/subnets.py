"""The ids of the teams' subnets, which stand in their zone's network."""

from arm.ids import ResourceId, resource_group
from config.estate import Estate
from config.names import names_of


def team_subnet_id(estate: Estate, stack: str) -> ResourceId:
    """The id of an integration's or product's own subnet."""
    team = estate.teams[stack]
    zone = names_of(estate, team.landing_zone)
    group = resource_group(estate.subscription_id(team), zone["group-network"])
    network = group.extension("Microsoft.Network/virtualNetworks", zone["virtual-network"])
    return network.child("subnets", names_of(estate, stack)["subnet"])

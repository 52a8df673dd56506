"""Which private DNS zones the estate keeps, and which networks are linked to them."""

from arm.private_link import all_zones
from config.estate import Estate
from config.models.stacks import TeamStack


def zone_names(estate: Estate, management_zone: str) -> tuple[str, ...]:
    """The private DNS zones that a management zone keeps: all that the estate's regions need."""
    zone = estate.management_zones[management_zone]
    return all_zones(sorted({*estate.settings.regions, *zone.dns_regions}), estate.settings.cloud)


def zones_for(estate: Estate, stack: str) -> tuple[str, ...]:
    """The zones in which the endpoints of a zone's or a team's stack register; none for other stacks."""
    value = estate.stacks[stack]
    zone = value.landing_zone if isinstance(value, TeamStack) else stack
    if zone in estate.landing_zones:
        return zone_names(estate, estate.landing_zones[zone].management_zone)
    return zone_names(estate, zone) if zone in estate.management_zones else ()


def is_linked(estate: Estate, stack: str) -> bool:
    """Whether a zone's own network is linked to the zones; where the hub's DNS answers, or others keep them, not."""
    zone = estate.landing_zones.get(stack)
    if zone is None:
        return stack in estate.management_zones and not estate.settings.connectivity.private_dns_zones_resource_group_id
    hub = estate.settings.connectivity.hubs.get(zone.region)
    return not (hub and hub.dns_servers)

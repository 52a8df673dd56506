"""The Purview account of the estate: its own, or one that exists."""

from arm.ids import ResourceId, parse, resource_group
from arm.private_link import groups, zones
from config.estate import Estate
from config.names import names_of

ACCOUNT_TYPE = "Microsoft.Purview/accounts"


def account_zone(estate: Estate) -> str | None:
    """The management zone that has the estate's own account; None where there is none of its own."""
    return next((name for name, zone in sorted(estate.management_zones.items()) if zone.catalogue), None)


def account_region(estate: Estate, zone: str) -> str:
    """Where the account of a management zone stands."""
    stack = estate.management_zones[zone]
    return (stack.catalogue.region if stack.catalogue else None) or stack.region


def account_id(estate: Estate) -> ResourceId | None:
    """The id of the account, its own or the existing one; None where the estate has none."""
    zone = account_zone(estate)
    if zone is None:
        existing = estate.settings.connectivity.purview_account_resource_id
        return parse(existing) if existing else None
    names = names_of(estate, zone)
    group = resource_group(estate.management_zones[zone].subscription_id, names["group-governance"])
    return group.extension(ACCOUNT_TYPE, names["catalogue"])


def endpoint_groups(region: str, cloud: str) -> tuple[str, ...]:
    """The groups of an account that get a private endpoint: those that the cloud has a private DNS zone for."""
    return tuple(group for group in groups(ACCOUNT_TYPE) if zones(ACCOUNT_TYPE, group, region, cloud))

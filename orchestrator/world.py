"""The world before the estate, as the simulator is told it: tenant, people, subscriptions, existing hubs.

Azure has these before anyone deploys; a simulation must be given them. Nothing that the estate itself builds is here.
"""

from typing import Any

from arm.ids import parse
from config.estate import Estate
from config.groups import team_groups


def world_before(estate: Estate) -> dict[str, Any]:
    """The simulator's seed."""
    settings = estate.settings
    hubs = [
        {
            "id": hub.virtual_network_resource_id,
            "location": region,
            "address_prefixes": [str(prefix) for prefix in hub.address_prefixes],
        }
        for region, hub in sorted(settings.connectivity.hubs.items())
    ]
    owned = {stack.subscription_id for stack in (*estate.zones.values(), *estate.platform.values())}
    owned |= {stack.subscription_id for stack in estate.peerings.values()}
    owned |= {str(parse(str(hub["id"])).subscription_id) for hub in hubs}
    names = {zone.subscription_id: f"sub-{zone.name}-{zone.environment}" for zone in estate.zones.values()}
    people = {mail for group in team_groups(estate) for mail in (*group.owners, *group.members)}
    return {
        "tenant_id": settings.organization.tenant_id,
        "subscriptions": [
            {"id": identifier, "name": names.get(identifier, f"sub-{identifier[:8]}")} for identifier in sorted(owned)
        ],
        "hubs": hubs,
        "users": sorted(people),
    }

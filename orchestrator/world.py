"""The world before the estate, as the simulator is told it: tenant, people, subscriptions, what others own.

Azure has these before anyone deploys; a simulation must be given them. Nothing that the estate itself builds is here.
"""

from typing import Any

from arm.ids import parse
from config.estate import Estate
from config.groups import team_groups
from config.models.organization import Hub
from config.workloads import service_identity

_SCOPE = {"accessModeSettings": {"ingestionAccessMode": "Open", "queryAccessMode": "Open"}}


def world_before(estate: Estate) -> dict[str, Any]:
    """The simulator's seed."""
    settings = estate.settings
    hubs, scope = settings.connectivity.hubs, settings.connectivity.monitor_private_link_scope_resource_id
    names = {zone.subscription_id: f"sub-{zone.name}-{zone.environment}" for zone in estate.zones.values()}
    owned = {estate.subscription_id(stack) for stack in estate.stacks.values()}
    owned |= {str(parse(hub.virtual_network_resource_id).subscription_id) for hub in hubs.values()}
    catalogue = settings.connectivity.purview_account_resource_id
    owned |= {str(parse(one).subscription_id) for one in (scope, catalogue) if one}
    people = {mail for group in team_groups(estate) for mail in (*group.owners, *group.members)}
    people |= {
        access.principal.lower()
        for team in estate.teams.values()
        for dataset in team.datasets.values()
        for access in dataset.access
    }
    account = settings.databricks
    metastores = {identifier: region for region, identifier in account.metastores.items()} if account else {}
    return {
        "tenant_id": settings.organization.tenant_id,
        "subscriptions": [
            {"id": identifier, "name": names.get(identifier, f"sub-{identifier[:8]}")} for identifier in sorted(owned)
        ],
        "resources": [
            *(_hub_network(region, hub) for region, hub in sorted(hubs.items())),
            *([{"id": scope, "location": "global", "properties": _SCOPE}] if scope else ()),
            *([{"id": catalogue, "location": settings.regions[0], "properties": {}}] if catalogue else ()),
        ],
        "gateways": [hub.virtual_network_resource_id for hub in hubs.values() if hub.use_remote_gateways],
        "users": [{"mail": mail} for mail in sorted(people)],
        "identities": sorted(
            workload
            for stack, team in estate.teams.items()
            for dataset in team.datasets.values()
            for workload in dataset.workloads
            if service_identity(stack, workload) is None
        ),
        **({"metastores": metastores} if metastores else {}),
    }


def _hub_network(region: str, hub: Hub) -> dict[str, Any]:
    return {
        "id": hub.virtual_network_resource_id,
        "location": region,
        "properties": {"addressSpace": {"addressPrefixes": [str(prefix) for prefix in hub.address_prefixes]}},
    }

"""What the rules in Python must know of the estate, beside the plan of the stack that they judge."""

from collections.abc import Iterator
from typing import Any

from arm.ids import parse
from arm.roles import role
from config.address_plan import core_subnets, team_subnet
from config.administrators import service_grants
from config.delivery import projects, repositories
from config.estate import Estate
from config.groups import team_groups
from config.models.platform import PlatformStack
from config.models.stacks import TeamStack
from config.private_dns import is_linked, zones_for
from config.rights import grants
from config.subnets import slots_of
from config.uploads import ROLE, upload_grants


def rule_context(estate: Estate, stack: str) -> dict[str, Any]:
    """Plain data for the `context` of the settings; a key that a stack has no use for is left out."""
    value = estate.stacks[stack]
    environment = estate.environment(value)
    found: dict[str, Any] = {
        "environment": estate.environment_name(value) or "platform",
        "dnsRegistration": str(estate.settings.dns_registration),
        "peopleWrite": bool(environment and environment.people_write),
        "rights": list(_rights(estate, stack)),
    }
    if estate.settings.longest_exemption_days:
        found["longestExemptionDays"] = estate.settings.longest_exemption_days
    if zones := zones_for(estate, stack):
        found["privateDnsZones"] = list(zones)
        found["privateDnsLinked"] = is_linked(estate, stack)
    if stack in estate.zones or isinstance(value, TeamStack):
        found["addresses"] = {"networks": _networks(estate, stack), "subnets": _subnets(estate, stack)}
    if stack in estate.landing_zones or isinstance(value, TeamStack):
        found["budget"] = "resource-group" if isinstance(value, TeamStack) else "subscription"
    if environment and environment.allowed_skus:
        found["allowedSkus"] = {name.lower(): list(skus) for name, skus in environment.allowed_skus.items()}
    if isinstance(value, PlatformStack):
        found["approvals"] = _approvals(estate)
    return found


def _rights(estate: Estate, stack: str) -> Iterator[dict[str, str]]:
    found = [(grant.group, grant.role, str(grant.reach)) for grant in grants(estate, stack)]
    if stack in estate.landing_zones:
        found += [(one.group, ROLE, "upload") for one in upload_grants(estate, stack).values() if one.group]
    if stack in estate.teams:
        found += [(one.holder.group, one.role, "service") for one in service_grants(estate, stack) if one.holder.group]
    for group, name, reach in found:
        yield {"group": group, "role": name, "roleId": role(name).guid, "reach": reach}


def _networks(estate: Estate, stack: str) -> dict[str, list[str]]:
    """The address space of every network but the stack's own: other zones, and the hubs by their own names."""
    found = {name: [str(zone.address_prefix)] for name, zone in estate.zones.items() if name != stack}
    for hub in estate.settings.connectivity.hubs.values():
        name = parse(hub.virtual_network_resource_id).name
        found[name] = [str(prefix) for prefix in hub.address_prefixes]
    return found


def _subnets(estate: Estate, stack: str) -> dict[str, str]:
    """In the network of a zone or a team: the ranges that are other stacks' to use."""
    value = estate.stacks[stack]
    name = value.landing_zone if isinstance(value, TeamStack) else stack
    zone = estate.zones[name]
    found = {
        ": ".join((team, *place[1:])): str(team_subnet(zone.address_prefix, slot))
        for team, other in estate.in_zone(name).items()
        if team != stack
        for place, slot in slots_of(other).items()
    }
    if isinstance(value, TeamStack):
        found |= {f"{name}: {each.name}": str(each.prefix) for each in core_subnets(zone.address_prefix).values()}
    return found


def _approvals(estate: Estate) -> dict[str, dict[str, Any]]:
    """Per repository and environment in Azure DevOps, its project, and the display names of the groups that the matrix
    names."""
    names = {group.key: group.display_name for group in team_groups(estate)}
    return {
        stack: {
            "project": projects(estate)[repository.project],
            "approvers": [names[key] for key in repository.approvers],
            "reviewers": [names[key] for key in (*repository.reviewers, *repository.consulted)],
        }
        for stack, repository in repositories(estate).items()
    }

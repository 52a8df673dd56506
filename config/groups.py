"""The Entra groups of the estate: one per team and scope, computed from the data."""

from collections.abc import Iterator
from dataclasses import dataclass

from config.estate import Estate
from config.models.integration import IntegrationStack
from config.models.team import Team
from config.responsibilities import Role, Scope

ANALYSTS = "analysts"
"""The key of a zone's group of analysts, after the zone's name."""
_TEAM_SCOPES = {Role.INTEGRATION_OPS: Scope.INTEGRATION, Role.DATA_PRODUCT_TEAM: Scope.PRODUCT}
"""The roles of teams, and the scope that each of them runs."""


@dataclass(frozen=True, kw_only=True)
class TeamGroup:
    """One security group."""

    key: str
    """Stable key, such as `data-platform-ops` or `sales-dev/ops`."""
    display_name: str
    """The group's name in Entra, such as `grp-cts-sales-dev-ops`."""
    description: str
    mail: str
    """Where notifications for the group go."""
    owners: tuple[str, ...]
    members: tuple[str, ...]
    role: Role | None
    """The matrix role that the group embodies; none for offices that only take part in decisions, and for analysts."""


def team_groups(estate: Estate) -> tuple[TeamGroup, ...]:
    """Every group of the estate, sorted by key."""
    return tuple(sorted(_groups(estate), key=lambda group: group.key))


def _groups(estate: Estate) -> Iterator[TeamGroup]:
    teams = estate.settings.teams

    def group(key: str, team: Team, description: str, role: Role | None) -> TeamGroup:
        return TeamGroup(
            key=key,
            display_name=f"grp-{estate.settings.organization.prefix}-{key.replace('/', '-')}",
            description=description,
            mail=team.mail,
            owners=team.owners,
            members=team.members,
            role=role,
        )

    yield group("service-owner", teams.service_owner, "Service owner of the data estate", Role.SERVICE_OWNER)
    yield group("cloud-platform-ops", teams.cloud_platform_ops, "Cloud Platform Ops", Role.CLOUD_PLATFORM_OPS)
    yield group("data-platform-ops", teams.data_platform_ops, "Data Platform Ops", Role.DATA_PLATFORM_OPS)
    yield group("digital-security", teams.digital_security, "Digital security office", None)
    yield group("data-office", teams.data_office, "Data office", None)
    for name, zone in estate.landing_zones.items():
        yield group(
            f"{name}/service-owner",
            zone.service_owner,
            f"Service owner of landing zone {name}",
            Role.LANDING_ZONE_SERVICE_OWNER,
        )
        if zone.databricks and zone.databricks.analysts:
            analysts = zone.databricks.analysts
            yield group(f"{name}/{ANALYSTS}", analysts, f"Analysts of landing zone {name}", None)
        yield group(f"{name}/ops", zone.ops, f"Data Landing Zone Ops of {name}", Role.LANDING_ZONE_OPS)
    for name, stack in estate.teams.items():
        if isinstance(stack, IntegrationStack):
            yield group(f"{name}/team", stack.team, f"Integration Ops of {name}", Role.INTEGRATION_OPS)
        else:
            yield group(f"{name}/team", stack.team, f"Data product team of {name}", Role.DATA_PRODUCT_TEAM)


def group_of(estate: Estate, role: Role, stack: str) -> str | None:
    """The key of the group that embodies a role for a stack; None where the role has no part in it.

    A landing zone's own roles reach its zone and what stands in it; a team's reaches its own stack only.
    """
    if role in (Role.SERVICE_OWNER, Role.CLOUD_PLATFORM_OPS, Role.DATA_PLATFORM_OPS):
        return str(role)
    team = estate.teams.get(stack)
    zone = team.landing_zone if team else (stack if stack in estate.landing_zones else None)
    if role is Role.LANDING_ZONE_SERVICE_OWNER:
        return f"{zone}/service-owner" if zone else None
    if role is Role.LANDING_ZONE_OPS:
        return f"{zone}/ops" if zone else None
    if team is None:
        return None
    own = Role.INTEGRATION_OPS if isinstance(team, IntegrationStack) else Role.DATA_PRODUCT_TEAM
    return f"{stack}/team" if role is own else None


def groups_of(estate: Estate, role: Role, stack: str) -> tuple[str, ...]:
    """The keys of every group of a role that a stack concerns, sorted: its own, or those that live with it.

    A management zone concerns the roles of the landing zones it governs, the cloud environment those of all; a zone
    concerns the teams in it; a team concerns the zone's teams of the other kind, and no other team of its own kind.
    """
    own = group_of(estate, role, stack)
    if own is not None:
        return (own,)
    zones = _zones_around(estate, stack)
    if role in (Role.LANDING_ZONE_SERVICE_OWNER, Role.LANDING_ZONE_OPS):
        part = "service-owner" if role is Role.LANDING_ZONE_SERVICE_OWNER else "ops"
        return tuple(f"{zone}/{part}" for zone in zones)
    kind = _TEAM_SCOPES[role]
    if scope_of(estate, stack) is kind:
        return ()
    teams = (name for zone in zones for name in estate.in_zone(zone) if scope_of(estate, name) is kind)
    return tuple(sorted(f"{name}/team" for name in teams))


def _zones_around(estate: Estate, stack: str) -> tuple[str, ...]:
    if stack in estate.teams:
        return (estate.teams[stack].landing_zone,)
    if stack in estate.landing_zones:
        return (stack,)
    governed = stack in estate.management_zones
    zones = estate.landing_zones.items()
    return tuple(sorted(name for name, zone in zones if not governed or zone.management_zone == stack))


def scope_of(estate: Estate, stack: str) -> Scope:
    """The matrix scope of a stack."""
    kind = estate.stacks[stack].kind
    return {
        "platform": Scope.CLOUD_ENVIRONMENT,
        "peering": Scope.CLOUD_ENVIRONMENT,
        "management-zone": Scope.MANAGEMENT_ZONE,
        "landing-zone": Scope.LANDING_ZONE,
        "integration": Scope.INTEGRATION,
        "product": Scope.PRODUCT,
    }[kind]

"""What deploy identities need from Microsoft Graph, beside their roles in Azure: for what their stacks build in Entra.

Source: documentation of terraform-provider-azuread 3 (`azuread_group`, `azuread_access_package`: API permissions);
Microsoft Graph permissions reference.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from config.delivery import repositories
from config.estate import Estate
from config.models.landing_zone import LandingZoneStack
from config.models.stacks import TeamStack

_OWN_GROUPS = ("Group.Create", "GroupMember.Read.All", "User.Read.All")
"""To make groups, and to change those that it owns; to see whether a name is taken; to find people by their names."""
_PACKAGES = ("EntitlementManagement.ReadWrite.All",)
"""Graph has nothing narrower for an identity without a person: it reaches every catalogue of the tenant."""


@dataclass(frozen=True, order=True)
class GraphPermission:
    """One application permission of one deploy identity."""

    stack: str
    identity: str
    """Its display name."""
    permission: str
    """Such as `Group.Create`."""
    because: str
    """What it is for."""


def graph_permissions(estate: Estate) -> tuple[GraphPermission, ...]:
    """Every permission that the estate's deploy identities need, sorted; none where delivery is kept outside."""
    return tuple(
        sorted(
            GraphPermission(stack, repository.identity_name, permission, because)
            for stack, repository in repositories(estate).items()
            for permission, because in _needed(estate, stack)
        )
    )


def _needed(estate: Estate, stack: str) -> Iterator[tuple[str, str]]:
    value, packages = estate.stacks[stack], estate.settings.access_packages
    if isinstance(value, LandingZoneStack) and packages:
        yield from ((name, "the zone's catalogue of access packages") for name in _PACKAGES)
    if isinstance(value, TeamStack) and value.datasets:
        yield from ((name, "groups of its datasets") for name in _OWN_GROUPS)
        if packages:
            yield from ((name, "access packages of its datasets") for name in _PACKAGES)

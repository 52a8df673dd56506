"""The resource groups of a zone: which there are, and what stands in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from components._errors import ArgumentError
from components._interfaces import RoleAssignment
from components.resource_group import ResourceGroup


@dataclass(frozen=True, kw_only=True)
class GroupRole:
    """What one resource group of a zone is for."""

    contents: str
    """What stands in it."""
    holds_data: bool = False
    """Whether data stands in it."""
    required: bool = True
    """Whether every zone of the kind has it, even where it is still empty."""


MANAGEMENT_ZONE: Mapping[str, GroupRole] = MappingProxyType(
    {
        "network": GroupRole(contents="virtual network, security groups, routes, firewall, Bastion"),
        "global-dns": GroupRole(contents="private DNS zones and their links", required=False),
        "governance": GroupRole(contents="data catalogue, key vault", holds_data=True),
        "container": GroupRole(contents="container registry", holds_data=True),
        "consumption": GroupRole(contents="private link hub of Synapse Studio, Power BI"),
        "automation": GroupRole(contents="service desk, workflows, their identities"),
        "automation-database": GroupRole(contents="the service desk's database", holds_data=True, required=False),
        "monitoring": GroupRole(contents="central logs, alerts, private link scope", holds_data=True),
        "agents": GroupRole(contents="pipeline agents", required=False),
    }
)
"""Groups of a management zone, by role."""

LANDING_ZONE: Mapping[str, GroupRole] = MappingProxyType(
    {
        "network": GroupRole(contents="virtual network, security groups, routes, Bastion"),
        "monitoring": GroupRole(contents="the zone's logs and alerts, the vault of their keys", holds_data=True),
        "agents": GroupRole(contents="pipeline agents"),
        "storage": GroupRole(contents="the three lakes", holds_data=True),
        "external-storage": GroupRole(contents="storage for uploads, on demand", holds_data=True),
        "metadata": GroupRole(contents="metastores, vault of the engines' credentials", holds_data=True),
        "ingest": GroupRole(contents="shared ingestion: engineering workspace, factory, event hubs"),
        "runtimes": GroupRole(contents="self-hosted integration runtimes and the factory that shares them"),
        "analytics": GroupRole(contents="shared products: analytics workspaces"),
        "visualization": GroupRole(contents="gateways of reporting tools"),
    }
)
"""Groups of a landing zone, by role."""


def plan_groups(
    roles: Mapping[str, GroupRole],
    names: Mapping[str, str],
    role_assignments: Mapping[str, Mapping[str, RoleAssignment]],
) -> Mapping[str, ResourceGroup]:
    """The groups that a zone has, from their names and rights by role.

    Errors: `ArgumentError` for a required group without a name, or a name for an unknown one.
    """
    for role in [*names, *(role for role, group in roles.items() if group.required)]:
        if role not in roles or role not in names:
            raise ArgumentError(
                "A-ZON-001", f"names.{role}", found="no name" if role in roles else "an unknown group",
                accepted=", ".join(f"`{known}`" for known in roles),
                remedy="name every required group and no other",
            )  # fmt: skip
    return {
        role: ResourceGroup(
            name=names[role],
            holds_data=group.holds_data,
            role_assignments=role_assignments.get(role, {}),
            tags={"Purpose": group.contents},
        )
        for role, group in roles.items()
        if role in names
    }

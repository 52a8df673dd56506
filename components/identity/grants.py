"""Roles that an identity gets where it works."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from arm.ids import parse, resource_group
from components._base import Owner
from components._interfaces import RoleAssignment
from components.security.role_assignments import create_role_assignments


@dataclass(frozen=True, kw_only=True)
class Grant:
    """One role on one scope."""

    scope: pulumi.Input[str]
    """Required. The id of what the role holds for."""
    role_definition_id_or_name: str
    """Required. A built-in role by name, or the id of a role definition."""
    description: str | None = None
    """Optional. Why."""


def group_of(resource_id: pulumi.Input[str]) -> pulumi.Output[str]:
    """The id of a resource's group: the scope of a role that comes and goes while a lock on the resource stays.

    Azure lets no role assignment be deleted on or below what is locked.
    """

    def group(known: str) -> str:
        found = parse(known)
        if found.subscription_id is None or found.resource_group is None:
            raise ValueError(f"`{known}` is in no resource group")
        return str(resource_group(found.subscription_id, found.resource_group))

    return pulumi.Output.from_input(resource_id).apply(group)


def create_grants(owner: Owner, *, principal_id: pulumi.Input[str], grants: Mapping[str, Grant]) -> None:
    """Grant roles to a service principal or managed identity."""
    for key, grant in sorted(grants.items()):
        assignment = RoleAssignment(
            role_definition_id_or_name=grant.role_definition_id_or_name,
            principal_id=principal_id,
            principal_type="ServicePrincipal",
            description=grant.description,
        )
        # The name of an assignment must not depend on what other identities are called `key` for.
        create_role_assignments(owner, "grant", scope=grant.scope, assignments={f"{owner.instance}-{key}": assignment})

"""Role assignments: one function for components, one component for stacks."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

import pulumi
from pulumi_azure_native import authorization

from arm.roles import role, role_definition_id
from components._base import EstateComponent, Owner, ids_of
from components._interfaces import RoleAssignment
from components._tokens import Token

_NAMESPACE = UUID("5d1f9a57-52c0-4ac4-9e0c-6f7a1f0f4b63")
"""Fixed for good: it goes into the name of every role assignment."""


def assignment_name(scope: str, principal: str, role_guid: str) -> str:
    """The GUID that names an assignment: the same for the same scope, logical principal and role."""
    return str(uuid5(_NAMESPACE, f"{scope.lower().rstrip('/')}|{principal}|{role_guid.lower()}"))


def role_guid(id_or_name: str) -> str:
    """The GUID of a role that is given by name or by definition id."""
    return id_or_name.rsplit("/", 1)[-1] if "/" in id_or_name else role(id_or_name).guid


def definition_id(id_or_name: str, scope: str) -> str:
    """The definition id as Azure prints it for a scope: with the scope's subscription where it has one."""
    if "/" in id_or_name:
        return id_or_name
    segments = scope.strip("/").split("/")
    subscription = segments[1] if segments[0].lower() == "subscriptions" and len(segments) > 1 else None
    return role_definition_id(role_guid(id_or_name), subscription)


def create_role_assignments(
    owner: Owner,
    target: str,
    *,
    scope: pulumi.Input[str],
    assignments: Mapping[str, RoleAssignment],
) -> dict[str, authorization.RoleAssignment]:
    """Grant roles on one scope. `target` is its logical name, unique in the component."""
    return {
        key: _create(owner, owner.child_name(f"{target}-{key}"), scope, key, wanted)
        for key, wanted in sorted(assignments.items())
    }


def _create(
    owner: Owner, name: str, scope: pulumi.Input[str], key: str, wanted: RoleAssignment
) -> authorization.RoleAssignment:
    guid = role_guid(wanted.role_definition_id_or_name)
    at = pulumi.Output.from_input(scope)
    return authorization.RoleAssignment(
        name,
        scope=scope,
        role_assignment_name=at.apply(lambda known: assignment_name(known, key, guid)),
        role_definition_id=at.apply(lambda known: definition_id(wanted.role_definition_id_or_name, known)),
        principal_id=wanted.principal_id,
        principal_type=wanted.principal_type,
        description=wanted.description,
        condition=wanted.condition,
        condition_version="2.0" if wanted.condition else None,
        # Azure refuses another principal or role under the same name (RoleAssignmentUpdateNotPermitted).
        opts=owner.stateless(replace_on_changes=["principalId", "principalType", "roleDefinitionId"]),
    )


@dataclass(frozen=True, kw_only=True)
class RoleAssignmentsArgs:
    """Roles on one scope."""

    scope: pulumi.Input[str]
    """Required. The id of the management group, subscription, resource group or resource."""
    role_assignments: Mapping[str, RoleAssignment]
    """Required. The assignments by a stable key that names the principal, such as `sales-dev-ops-reader`."""


@dataclass(frozen=True, kw_only=True)
class RoleAssignmentsOutputs:
    """What was granted."""

    resource_ids: pulumi.Output[Mapping[str, str]]
    """Ids of the assignments by key."""


class RoleAssignments(EstateComponent[RoleAssignmentsOutputs]):
    """Roles on one scope that no other component of the stack owns, such as a subscription."""

    def __init__(self, name: str, args: RoleAssignmentsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.ROLE_ASSIGNMENTS, name, opts=opts)
        self.assignments = create_role_assignments(self, "role", scope=args.scope, assignments=args.role_assignments)
        self.publish(RoleAssignmentsOutputs(resource_ids=ids_of(self.assignments)))

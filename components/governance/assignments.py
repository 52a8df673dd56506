"""Initiatives assigned to a management group, with identities where an effect writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pulumi
from pulumi_azure_native import authorization

from components._base import EstateComponent
from components._tokens import Token
from components.governance.plan import check_assignments
from components.identity.grants import Grant, create_grants
from components.security.role_assignments import role_guid


@dataclass(frozen=True, kw_only=True)
class GuardrailAssignment:
    """One initiative, assigned. The key under which it stands is the assignment's name."""

    display_name: str
    """Required. What the portal calls it."""
    policy_definition_id: pulumi.Input[str]
    """Required. The id of the initiative, or of a single definition."""
    description: str | None = None
    """Optional. What it is for."""
    enforced: bool = True
    """Optional. Whether its effects act. Where they do not, compliance is still judged."""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    """Optional. Values by parameter. Absent: the initiative's defaults."""
    messages: Mapping[str, str] = field(default_factory=dict)
    """Optional. What people are told who break a member, by its reference id."""
    not_scopes: Sequence[str] = ()
    """Optional. Ids that it is not about, with everything below them; they need not stand yet."""
    role_definition_ids: Sequence[str] = ()
    """Conditional. Roles that its effects need to write. None: it gets no identity."""
    grants: Mapping[str, Grant] = field(default_factory=dict)
    """Optional. Further roles of its identity, by a stable key: on what it writes to outside of the scope."""


@dataclass(frozen=True, kw_only=True)
class GuardrailAssignmentsArgs:
    """What is assigned at one management group or subscription."""

    scope: pulumi.Input[str]
    """Required. The id of the management group or subscription."""
    location: str
    """Required. The region of the identities."""
    assignments: Mapping[str, GuardrailAssignment]
    """Required. The assignments by name: at most 24 characters."""


@dataclass(frozen=True, kw_only=True)
class GuardrailAssignmentsOutputs:
    """The assignments for exemptions."""

    resource_ids: Mapping[str, pulumi.Output[str]]
    """Ids by name."""
    principal_ids: Mapping[str, pulumi.Output[str]]
    """Object ids of the identities, by the names of the assignments that have one."""


class GuardrailAssignments(EstateComponent[GuardrailAssignmentsOutputs]):
    """Initiatives assigned to a management group. An identity holds the roles that its effects name and no other."""

    assignments: Mapping[str, authorization.PolicyAssignment]
    """The assignments themselves, by name."""

    def __init__(self, name: str, args: GuardrailAssignmentsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        check_assignments({key: wanted.not_scopes for key, wanted in args.assignments.items()})
        super().__init__(Token.GUARDRAIL_ASSIGNMENTS, name, opts=opts)
        self.assignments = {
            key: self._assignment(args, key, wanted) for key, wanted in sorted(args.assignments.items())
        }
        principals = {
            key: self._principal(key) for key, wanted in args.assignments.items() if wanted.role_definition_ids
        }
        for key, principal in sorted(principals.items()):
            self._grant(args, key, principal)
        self.publish(
            GuardrailAssignmentsOutputs(
                resource_ids={key: made.id for key, made in self.assignments.items()}, principal_ids=principals
            )
        )

    def _assignment(
        self, args: GuardrailAssignmentsArgs, key: str, wanted: GuardrailAssignment
    ) -> authorization.PolicyAssignment:
        writes = bool(wanted.role_definition_ids)
        return authorization.PolicyAssignment(
            self.child_name(key),
            scope=args.scope,
            policy_assignment_name=key,
            policy_definition_id=wanted.policy_definition_id,
            display_name=wanted.display_name,
            description=wanted.description,
            enforcement_mode="Default" if wanted.enforced else "DoNotEnforce",
            parameters={name: {"value": value} for name, value in sorted(wanted.parameters.items())},
            non_compliance_messages=[
                {"message": message, "policyDefinitionReferenceId": reference}
                for reference, message in sorted(wanted.messages.items())
            ],
            not_scopes=list(wanted.not_scopes) or None,
            identity=authorization.IdentityArgs(type=authorization.ResourceIdentityType.SYSTEM_ASSIGNED)
            if writes
            else None,
            location=args.location if writes else None,
            opts=self.stateless(),
        )

    def _principal(self, key: str) -> pulumi.Output[str]:
        principal: pulumi.Output[str] = self.assignments[key].identity.apply(
            lambda identity: identity.principal_id if identity else ""
        )
        return principal

    def _grant(self, args: GuardrailAssignmentsArgs, key: str, principal: pulumi.Output[str]) -> None:
        wanted = args.assignments[key]
        because = f"Writes for the guardrails of `{key}`"
        grants = {
            f"{key}-{role_guid(role)[:8]}": Grant(
                scope=args.scope, role_definition_id_or_name=role, description=because
            )
            for role in wanted.role_definition_ids
        }
        more = {f"{key}-{name}": grant for name, grant in wanted.grants.items()}
        create_grants(self, principal_id=principal, grants={**grants, **more})

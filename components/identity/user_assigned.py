"""A user-assigned managed identity with its roles."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi
from pulumi_azure_native import managedidentity

from components._base import EstateComponent
from components._interfaces import Tags
from components._tokens import Token
from components.identity.grants import Grant, create_grants


@dataclass(frozen=True, kw_only=True)
class UserAssignedIdentityArgs:
    """One managed identity."""

    resource_group_name: pulumi.Input[str]
    """Required. Where it stands."""
    location: str
    """Required. The region."""
    identity_name: str
    """Required. Its name."""
    grants: Mapping[str, Grant] = field(default_factory=dict)
    """Optional. Its roles, by a stable key."""
    tags: Tags = field(default_factory=dict)
    """Optional. Its tags."""


@dataclass(frozen=True, kw_only=True)
class UserAssignedIdentityOutputs:
    """The identity for those who use it."""

    name: pulumi.Output[str]
    resource_id: pulumi.Output[str]
    principal_id: pulumi.Output[str]
    """The object id, for role assignments."""
    client_id: pulumi.Output[str]
    """The application id, for signing in."""


class UserAssignedIdentity(EstateComponent[UserAssignedIdentityOutputs]):
    """A user-assigned managed identity."""

    identity: managedidentity.UserAssignedIdentity
    """The identity itself."""

    def __init__(self, name: str, args: UserAssignedIdentityArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.USER_ASSIGNED_IDENTITY, name, tags=args.tags, opts=opts)
        self.identity = managedidentity.UserAssignedIdentity(
            self.child_name("identity"),
            resource_group_name=args.resource_group_name,
            resource_name_=args.identity_name,
            location=args.location,
            tags=self.tags(),
            opts=self.stateless(),
        )
        create_grants(self, principal_id=self.identity.principal_id, grants=args.grants)
        self.publish(
            UserAssignedIdentityOutputs(
                name=self.identity.name,
                resource_id=self.identity.id,
                principal_id=self.identity.principal_id,
                client_id=self.identity.client_id,
            )
        )

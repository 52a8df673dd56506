"""The identity with which a pipeline deploys: a managed identity, or an application of Entra."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi
import pulumi_azuread as azuread
from pulumi_azure_native import managedidentity

from components._base import EstateComponent
from components._errors import ArgumentError
from components._interfaces import Tags
from components._tokens import Token
from components.identity.federation import FederatedCredential
from components.identity.grants import Grant, create_grants

_MOST_CREDENTIALS = 20
"""Azure and Entra take so many federated credentials on one identity."""


@dataclass(frozen=True, kw_only=True)
class DeployIdentityArgs:
    """One deploy identity."""

    identity_name: str
    """Required. The name of the managed identity, or the display name of the application."""
    federated_credentials: Mapping[str, FederatedCredential] = field(default_factory=dict)
    """Optional. The pipelines that may sign in, by key. Others follow with `DeployIdentity.trust`."""
    application: bool = False
    """Optional. An application of Entra, which stands in no subscription, instead of a managed identity."""
    resource_group_name: pulumi.Input[str] | None = None
    """Conditional. Where a managed identity stands; required for one."""
    location: str | None = None
    """Conditional. The region of a managed identity; required for one."""
    description: str | None = None
    """Optional. What an application is for."""
    owners: tuple[pulumi.Input[str], ...] = ()
    """Optional. Object ids of an application's owners. Absent: whoever deploys."""
    grants: Mapping[str, Grant] = field(default_factory=dict)
    """Optional. Its roles, by a stable key."""
    tags: Tags = field(default_factory=dict)
    """Optional. Tags of a managed identity."""


@dataclass(frozen=True, kw_only=True)
class DeployIdentityOutputs:
    """The identity for pipelines and role assignments."""

    client_id: pulumi.Output[str]
    """The application id with which a pipeline signs in."""
    principal_id: pulumi.Output[str]
    """The object id of the service principal, for role assignments."""


def check(args: DeployIdentityArgs) -> None:
    """Refuse what Azure would refuse. Errors: `ArgumentError`."""
    if not args.application and (args.resource_group_name is None or args.location is None):
        raise ArgumentError(
            "A-IDN-001", "resource_group_name", found="none", accepted="a resource group and a location",
            remedy="give both, or set `application`",
        )  # fmt: skip
    count = len(args.federated_credentials)
    if count > _MOST_CREDENTIALS:
        raise ArgumentError(
            "A-IDN-002", "federated_credentials", found=f"{count} credentials",
            accepted=f"at most {_MOST_CREDENTIALS}", remedy="split the pipelines over two identities",
        )  # fmt: skip


class DeployIdentity(EstateComponent[DeployIdentityOutputs]):
    """The identity of a pipeline, without any secret."""

    def __init__(self, name: str, args: DeployIdentityArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.DEPLOY_IDENTITY, name, tags=args.tags, opts=opts)
        check(args)
        self._previous: list[pulumi.Resource] = []
        client_id, principal_id = self._application(args) if args.application else self._managed(args)
        for key, credential in sorted(args.federated_credentials.items()):
            self.trust(key, credential)
        create_grants(self, principal_id=principal_id, grants=args.grants)
        self.publish(DeployIdentityOutputs(client_id=client_id, principal_id=principal_id))

    def trust(self, key: str, credential: FederatedCredential) -> None:
        """Let one more pipeline sign in; for a service connection, which is known only after the identity."""
        # Azure and Entra write the credentials of one identity one after another.
        options = self.stateless(depends_on=self._previous)
        made: pulumi.Resource
        if isinstance(self._signing, azuread.Application):
            made = azuread.ApplicationFederatedIdentityCredential(
                self.child_name(f"credential-{key}"),
                application_id=self._signing.id,
                display_name=credential.name,
                issuer=credential.issuer,
                subject=credential.subject,
                audiences=[credential.audience],
                opts=options,
            )
        else:
            made = managedidentity.FederatedIdentityCredential(
                self.child_name(f"credential-{key}"),
                resource_group_name=self._group,
                resource_name_=self._signing.name,
                federated_identity_credential_resource_name=credential.name,
                issuer=credential.issuer,
                subject=credential.subject,
                audiences=[credential.audience],
                opts=options,
            )
        self._previous = [made]

    def _managed(self, args: DeployIdentityArgs) -> tuple[pulumi.Output[str], pulumi.Output[str]]:
        identity = managedidentity.UserAssignedIdentity(
            self.child_name("identity"),
            resource_group_name=args.resource_group_name,
            resource_name_=args.identity_name,
            location=args.location,
            tags=self.tags(),
            opts=self.stateless(),
        )
        self._signing, self._group = identity, args.resource_group_name
        return identity.client_id, identity.principal_id

    def _application(self, args: DeployIdentityArgs) -> tuple[pulumi.Output[str], pulumi.Output[str]]:
        owners = list(args.owners) or None
        application = azuread.Application(
            self.child_name("application"),
            display_name=args.identity_name,
            description=args.description,
            owners=owners,
            prevent_duplicate_names=True,
            sign_in_audience="AzureADMyOrg",
            opts=self.stateless(),
        )
        principal = azuread.ServicePrincipal(
            self.child_name("principal"),
            client_id=application.client_id,
            owners=owners,
            app_role_assignment_required=False,
            opts=self.stateless(),
        )
        self._signing = application
        return application.client_id, principal.object_id

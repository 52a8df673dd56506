"""What every service has in common: endpoints, logs, rights, a lock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

import pulumi
from pulumi_azure_native import managedidentity

from components._base import EstateComponent, Owner
from components._errors import ArgumentError
from components._interfaces import CustomerManagedKey, DiagnosticSettings, Lock, PrivateEndpoint, RoleAssignment, Tags
from components.monitoring.diagnostics import create_diagnostic_settings
from components.network.private_endpoint import Target, create_private_endpoints
from components.security.lock import create_lock
from components.security.role_assignments import create_role_assignments


@dataclass(frozen=True, kw_only=True)
class ServiceArgs:
    """Where a service stands, and how it is reached and watched."""

    resource_group_name: pulumi.Input[str]
    """Required. Where it stands."""
    location: str
    """Required. The region."""
    private_endpoints: Mapping[str, PrivateEndpoint] = field(default_factory=dict)
    """Optional. Endpoints by group id. Without them nobody reaches it: it is closed to public networks."""
    diagnostic_settings: DiagnosticSettings | None = None
    """Optional. Where its logs go."""
    role_assignments: Mapping[str, RoleAssignment] = field(default_factory=dict)
    """Optional. Roles on it."""
    customer_managed_key: CustomerManagedKey | None = None
    """Optional. A key of the customer's own that encrypts what it stores, where the service takes one. At creation."""
    lock: Lock | None = field(default_factory=Lock)
    """Optional. A lock on a service that holds data; None leaves it open."""
    cloud: str = "public"
    """Optional. The Azure cloud."""
    allow_data_removal: bool = False
    """Optional. Both keys turned: what holds data may be deleted or replaced."""
    tags: Tags = field(default_factory=dict)
    """Optional. Tags of everything in it."""


@dataclass(frozen=True, kw_only=True)
class ServiceOutputs:
    """A service for those who use it."""

    name: pulumi.Output[str]
    resource_id: pulumi.Output[str]
    principal_id: pulumi.Output[str] | None = None
    """The object id of the identity with which it reads and writes data; none where it has no identity."""
    scoped_resource_id: pulumi.Output[str] | None = None
    """What of it is put into the private link scope of Azure Monitor: its Application Insights, or its data collection
    endpoint; None where it has neither."""
    watched: Mapping[str, pulumi.Output[str]] = field(default_factory=dict)
    """Ids of the parts that people watch, by ARM type."""


class ServiceComponent(EstateComponent[ServiceOutputs]):
    """Base of the services."""

    takes_key: ClassVar[bool] = False
    """Whether what it stores, or a storage account or registry of its own, is encrypted with a customer's key."""

    def surround(
        self,
        args: ServiceArgs,
        resource: Any,
        arm_type: str,
        *,
        holds_data: bool,
        after: Sequence[pulumi.Resource] = (),
        logs: bool = True,
    ) -> None:
        """Give a service its rights, logs and endpoints, and a lock after everything else where it holds data.

        Errors: `ArgumentError` where it is given a key that it does not take.
        """
        if args.customer_managed_key is not None and not self.takes_key:
            raise ArgumentError(
                "A-KEY-001", "customer_managed_key", found=f"a key for {type(self).__name__}",
                accepted="no key: Azure encrypts it with its own", remedy="leave it out",
            )  # fmt: skip
        roles = create_role_assignments(self, "service", scope=resource.id, assignments=args.role_assignments)
        watched = args if logs else replace(args, diagnostic_settings=None)
        connected = connect(self, "service", watched, resource, arm_type, endpoints=args.private_endpoints, after=after)
        if args.lock and holds_data:
            below = [*after, *roles.values(), *connected]
            create_lock(self, "service", scope=resource.id, lock=args.lock, after=below)

    def keep(self, args: ServiceArgs, *, depends_on: Sequence[pulumi.Resource] = ()) -> pulumi.ResourceOptions:
        """Options of what holds data."""
        return self.data_bearing(allow_removal=args.allow_data_removal, depends_on=depends_on)


def connect(
    owner: Owner,
    key: str,
    args: ServiceArgs,
    resource: Any,
    arm_type: str,
    *,
    endpoints: Mapping[str, PrivateEndpoint],
    after: Sequence[pulumi.Resource] = (),
) -> list[pulumi.Resource]:
    """Give a resource its logs and endpoints."""
    logs = create_diagnostic_settings(
        owner, key, resource_id=resource.id, arm_type=arm_type, settings=args.diagnostic_settings
    )
    made = create_private_endpoints(
        owner,
        key,
        target=Target(
            resource_id=resource.id,
            arm_type=arm_type,
            location=args.location,
            resource_group_name=args.resource_group_name,
            cloud=args.cloud,
        ),
        endpoints=endpoints,
        after=after,
    )
    return [*logs, *made.values()]


def create_identity(
    owner: Owner, args: ServiceArgs, *, name: pulumi.Input[str]
) -> managedidentity.UserAssignedIdentity:
    """Make a service's own identity, before everything that it finds open to it when it starts."""
    return managedidentity.UserAssignedIdentity(
        owner.child_name("identity"),
        resource_group_name=args.resource_group_name,
        resource_name_=name,
        location=args.location,
        tags=owner.tags(),
        opts=owner.stateless(),
    )


def principal_of(resource: Any) -> pulumi.Output[str]:
    """The object id of a resource's own identity."""
    found: pulumi.Output[str] = resource.identity.apply(lambda identity: identity.principal_id if identity else "")
    return found


def outputs_of(resource: Any, arm_type: str) -> ServiceOutputs:
    """The outputs of a service that is one resource with an identity of its own, and watched as a whole."""
    return ServiceOutputs(
        name=resource.name,
        resource_id=resource.id,
        principal_id=principal_of(resource),
        watched={arm_type: resource.id},
    )

"""The storage account that some services need for themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pulumi_azure_native import storage

from components._base import Owner
from components._interfaces import PrivateEndpoint, RoleAssignment
from components.lake.account import AccountArgs, create_account
from components.lake.lifecycle import Lifecycle
from components.services._service import ServiceArgs


@dataclass(frozen=True, kw_only=True)
class OwnStorage:
    """One account."""

    account_name: str
    """Required. Its name, unique in the world."""
    private_endpoints: Mapping[str, PrivateEndpoint] = field(default_factory=dict)
    """Optional. Endpoints by group id."""
    role_assignments: Mapping[str, RoleAssignment] = field(default_factory=dict)
    """Optional. Who works in it beside the service, by a stable key."""
    redundancy: str = "Standard_ZRS"
    """Optional. The account's SKU."""


def create_storage(
    owner: Owner,
    args: ServiceArgs,
    wanted: OwnStorage,
    *,
    containers: Sequence[str] = (),
    hierarchical: bool = False,
    shares: Mapping[str, int] | None = None,
    role_assignments: Mapping[str, RoleAssignment] | None = None,
) -> storage.StorageAccount:
    """Create the account as every account of the estate is made. What the service keeps in it is never tiered."""
    made = create_account(
        owner,
        AccountArgs(
            resource_group_name=args.resource_group_name,
            location=args.location,
            account_name=wanted.account_name,
            containers=containers,
            sku=wanted.redundancy,
            lifecycle=Lifecycle(cool_after_days=None),
            private_endpoints=wanted.private_endpoints,
            diagnostic_settings=args.diagnostic_settings,
            role_assignments={**wanted.role_assignments, **(role_assignments or {})},
            customer_managed_key=args.customer_managed_key,
            lock=args.lock,
            cloud=args.cloud,
            allow_data_removal=args.allow_data_removal,
            tags=args.tags,
            shares=shares or {},
            # Whatever mounts a share of files does so by the account's key.
            shared_keys=bool(shares),
        ),
        hierarchical_namespace=hierarchical,
    )
    return made.account

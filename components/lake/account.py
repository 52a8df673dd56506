"""Storage accounts: what every account of the estate takes, and how one is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pulumi
from pulumi_azure import storage as lake
from pulumi_azure_native import storage

from components._base import Owner
from components._interfaces import (
    CustomerManagedKey,
    DiagnosticSettings,
    Lock,
    PrivateEndpoint,
    RoleAssignment,
    Tags,
)
from components.lake.access_control import root_entries
from components.lake.encryption import encryption, identity
from components.lake.firewall_rules import FirewallRules, network_rules, public_access
from components.lake.lifecycle import Lifecycle, policy_args
from components.monitoring.diagnostics import create_diagnostic_settings
from components.network.private_endpoint import Target, create_private_endpoints
from components.security.lock import create_lock
from components.security.role_assignments import create_role_assignments

_TYPE = "Microsoft.Storage/storageAccounts"


@dataclass(frozen=True, kw_only=True)
class AccountArgs:
    """What every storage account takes."""

    resource_group_name: pulumi.Input[str]
    """Required. Where it stands."""
    location: str
    """Required. The region."""
    account_name: str
    """Required. Its name, unique in the world."""
    containers: Sequence[str]
    """Required. Containers that it shall have; containers of teams belong to their own stacks."""
    sku: str = "Standard_ZRS"
    """Optional. Performance and redundancy."""
    lifecycle: Lifecycle = field(default_factory=Lifecycle)
    """Optional. When blobs move to colder tiers."""
    soft_delete_days: int = 14
    """Optional. Days that deleted blobs and containers can be restored, 1 to 365."""
    private_endpoints: Mapping[str, PrivateEndpoint] = field(default_factory=dict)
    """Optional. Endpoints by group id, such as `blob` and `dfs`. Without them nobody reaches the account."""
    firewall_rules: FirewallRules = field(default_factory=FirewallRules)
    """Optional. Who passes the firewall on the public endpoint. Absent: there is no public endpoint."""
    customer_managed_key: CustomerManagedKey | None = None
    """Optional. A key of the customer's own."""
    diagnostic_settings: DiagnosticSettings | None = None
    """Optional. Where metrics and the log of every access go."""
    role_assignments: Mapping[str, RoleAssignment] = field(default_factory=dict)
    """Optional. Roles on the account. Rights on a lake's data belong on folders."""
    shares: Mapping[str, int] = field(default_factory=dict)
    """Optional. Shares of files that it shall have, with their quota in gigabytes."""
    shared_keys: bool = False
    """Optional. Whether the account takes its keys beside Entra identities; guardrails refuse it without exemption."""
    lock: Lock | None = field(default_factory=Lock)
    """Optional. A lock on the account; None leaves it open."""
    cloud: str = "public"
    """Optional. The Azure cloud."""
    allow_data_removal: bool = False
    """Optional. Both keys turned: account and containers may be deleted or replaced."""
    tags: Tags = field(default_factory=dict)
    """Optional. Tags of account and endpoints."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """A storage account that was made, with its containers."""

    account: storage.StorageAccount
    containers: Mapping[str, storage.BlobContainer | lake.DataLakeGen2Filesystem]


def create_account(
    owner: Owner, args: AccountArgs, *, hierarchical_namespace: bool, passable_roots: bool = False
) -> Account:
    """Create an account with everything on and in it. Through passable roots, access lists of folders work."""
    account = _account(owner, args, hierarchical_namespace)
    service = _blob_service(owner, args, account, hierarchical_namespace)
    target = Target(
        resource_id=account.id,
        arm_type=_TYPE,
        location=args.location,
        resource_group_name=args.resource_group_name,
        cloud=args.cloud,
    )
    endpoints = create_private_endpoints(owner, "account", target=target, endpoints=args.private_endpoints)
    # Soft delete is on before there is anything to lose; the lists of a lake's containers need the way in.
    ready = [service, *endpoints.values()] if passable_roots else [service]
    options = owner.data_bearing(allow_removal=args.allow_data_removal, depends_on=ready)
    make = _filesystem if passable_roots else _container
    containers = {name: make(owner, args, account, name, options) for name in sorted(set(args.containers))}
    roles = create_role_assignments(owner, "account", scope=account.id, assignments=args.role_assignments)
    below = [
        service,
        *containers.values(),
        *_shares(owner, args, account),
        *_lifecycle(owner, args, account, service),
        *_diagnostics(owner, args, account),
        *roles.values(),
        *endpoints.values(),
    ]
    if args.lock:
        create_lock(owner, "account", scope=account.id, lock=args.lock, after=below)
    return Account(account=account, containers=containers)


def _account(owner: Owner, args: AccountArgs, hierarchical_namespace: bool) -> storage.StorageAccount:
    return storage.StorageAccount(
        owner.child_name("account"),
        resource_group_name=args.resource_group_name,
        account_name=args.account_name,
        location=args.location,
        kind="StorageV2",
        sku=storage.SkuArgs(name=args.sku),
        access_tier=storage.AccessTier.HOT,
        is_hns_enabled=hierarchical_namespace,
        allow_blob_public_access=False,
        allow_shared_key_access=args.shared_keys,
        default_to_o_auth_authentication=True,
        allow_cross_tenant_replication=False,
        allowed_copy_scope="AAD",
        enable_https_traffic_only=True,
        minimum_tls_version="TLS1_2",
        is_local_user_enabled=False,
        is_sftp_enabled=False,
        enable_nfs_v3=False,
        public_network_access=public_access(args.firewall_rules),
        network_rule_set=network_rules(args.firewall_rules),
        encryption=encryption(args.customer_managed_key),
        identity=identity(args.customer_managed_key),
        tags=owner.tags(),
        opts=owner.data_bearing(allow_removal=args.allow_data_removal),
    )


def _container(
    owner: Owner, args: AccountArgs, account: storage.StorageAccount, name: str, opts: pulumi.ResourceOptions
) -> storage.BlobContainer:
    return storage.BlobContainer(
        owner.child_name(f"container-{name}"),
        resource_group_name=args.resource_group_name,
        account_name=account.name,
        container_name=name,
        public_access=storage.PublicAccess.NONE,
        opts=opts,
    )


def _filesystem(
    owner: Owner,
    args: AccountArgs,  # noqa: ARG001 - a container of a lake needs only the account
    account: storage.StorageAccount,
    name: str,
    opts: pulumi.ResourceOptions,
) -> lake.DataLakeGen2Filesystem:
    return lake.DataLakeGen2Filesystem(
        owner.child_name(f"container-{name}"),
        name=name,
        storage_account_id=account.id,
        aces=root_entries(),
        opts=opts,
    )


def _shares(owner: Owner, args: AccountArgs, account: storage.StorageAccount) -> list[pulumi.Resource]:
    return [
        storage.FileShare(
            owner.child_name(f"share-{name}"),
            resource_group_name=args.resource_group_name,
            account_name=account.name,
            share_name=name,
            share_quota=quota,
            opts=owner.data_bearing(allow_removal=args.allow_data_removal),
        )
        for name, quota in sorted(args.shares.items())
    ]


def _blob_service(
    owner: Owner, args: AccountArgs, account: storage.StorageAccount, hierarchical_namespace: bool
) -> storage.BlobServiceProperties:
    kept = storage.DeleteRetentionPolicyArgs(enabled=True, days=args.soft_delete_days)
    # Versions and the change feed do not exist with a hierarchical namespace (FeatureNotSupportedForAccount).
    versions = None if hierarchical_namespace else True
    feed = None if hierarchical_namespace else storage.ChangeFeedArgs(enabled=True)
    return storage.BlobServiceProperties(
        owner.child_name("blob-service"),
        resource_group_name=args.resource_group_name,
        account_name=account.name,
        blob_services_name="default",
        delete_retention_policy=kept,
        container_delete_retention_policy=kept,
        is_versioning_enabled=versions,
        change_feed=feed,
        opts=owner.stateless(),
    )


def _lifecycle(
    owner: Owner, args: AccountArgs, account: storage.StorageAccount, service: pulumi.Resource
) -> list[pulumi.Resource]:
    policy = policy_args(args.lifecycle, args.sku)
    if policy is None:
        return []
    made = storage.ManagementPolicy(
        owner.child_name("lifecycle"),
        resource_group_name=args.resource_group_name,
        account_name=account.name,
        management_policy_name="default",
        policy=policy,
        # Rules on versions are refused until the blob service keeps versions.
        opts=owner.stateless(depends_on=[service]),
    )
    return [made]


def _diagnostics(owner: Owner, args: AccountArgs, account: storage.StorageAccount) -> list[pulumi.Resource]:
    """Metrics of the account and, since logs belong to the services, the log of the blob service."""
    parts = (("account", "", _TYPE), ("blob-service", "/blobServices/default", f"{_TYPE}/blobServices"))
    return [
        made
        for role, suffix, arm_type in parts
        for made in create_diagnostic_settings(
            owner,
            role,
            resource_id=pulumi.Output.concat(account.id, suffix),
            arm_type=arm_type,
            settings=args.diagnostic_settings,
        )
    ]

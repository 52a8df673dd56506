"""Storage on demand, into which an outside party drops files: pulled into raw, then deleted."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_azure_native import storage

from components._base import EstateComponent
from components._tokens import Token
from components.lake.account import AccountArgs, create_account
from components.lake.lifecycle import Lifecycle

_KEPT = Lifecycle(cool_after_days=None, delete_after_days=30, delete_versions_after_days=30)


@dataclass(frozen=True, kw_only=True)
class UploadStorageArgs(AccountArgs):
    """One account for uploads; its endpoint is `blob`, through which the estate pulls."""

    containers: Sequence[str] = ("data",)
    """Optional. Containers, as a rule one."""
    lifecycle: Lifecycle = _KEPT
    """Optional. How long files are kept. Absent: what was not pulled within 30 days is deleted."""


@dataclass(frozen=True, kw_only=True)
class UploadStorageOutputs:
    """The account for those who drop files and those who pull them."""

    name: pulumi.Output[str]
    resource_id: pulumi.Output[str]
    blob_endpoint: pulumi.Output[str]


class UploadStorage(EstateComponent[UploadStorageOutputs]):
    """Storage for uploads from outside."""

    account: storage.StorageAccount
    """The account itself."""

    def __init__(self, name: str, args: UploadStorageArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.UPLOAD_STORAGE, name, tags=args.tags, opts=opts)
        made = create_account(self, args, hierarchical_namespace=False)
        self.account = made.account
        self.publish(
            UploadStorageOutputs(
                name=made.account.name,
                resource_id=made.account.id,
                blob_endpoint=made.account.primary_endpoints.blob,
            )
        )

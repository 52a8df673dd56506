"""A data lake: one storage account with a hierarchical namespace."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
from pulumi_azure_native import storage

from components._base import EstateComponent
from components._tokens import Token
from components.lake.account import AccountArgs, create_account


@dataclass(frozen=True, kw_only=True)
class LakeArgs(AccountArgs):
    """One lake: a storage account whose endpoints are `blob` and `dfs`."""


@dataclass(frozen=True, kw_only=True)
class LakeOutputs:
    """The lake for those who read and write it."""

    name: pulumi.Output[str]
    resource_id: pulumi.Output[str]
    dfs_endpoint: pulumi.Output[str]
    """Such as `https://stctssalesdevraw.dfs.core.windows.net/`."""
    blob_endpoint: pulumi.Output[str]
    container_resource_ids: Mapping[str, pulumi.Output[str]]
    """Container ids by name, for role assignments."""


class Lake(EstateComponent[LakeOutputs]):
    """A data lake."""

    account: storage.StorageAccount
    """The account itself."""

    def __init__(self, name: str, args: LakeArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.LAKE, name, tags=args.tags, opts=opts)
        made = create_account(self, args, hierarchical_namespace=True, passable_roots=True)
        self.account = made.account
        self.publish(
            LakeOutputs(
                name=made.account.name,
                resource_id=made.account.id,
                dfs_endpoint=made.account.primary_endpoints.dfs,
                blob_endpoint=made.account.primary_endpoints.blob,
                container_resource_ids={
                    name: pulumi.Output.concat(made.account.id, "/blobServices/default/containers/", container.name)
                    for name, container in made.containers.items()
                },
            )
        )

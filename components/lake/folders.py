"""Folders in the lakes, each opened by its access control list to those who are granted something there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
from pulumi_azure import storage

from components._base import EstateComponent
from components._tokens import Token
from components.lake.access_control import AclGrant, folder_entries


@dataclass(frozen=True, kw_only=True)
class LakeFolder:
    """One folder."""

    storage_account_resource_id: pulumi.Input[str]
    """Required. The lake."""
    container: str
    """Required. The container, which stands already."""
    path: str
    """Required. Its path in the container; folders above it come into being with it."""
    grants: Sequence[AclGrant]
    """Required. Who may do what in it. Nobody else may, whoever may pass the folders above."""


@dataclass(frozen=True, kw_only=True)
class LakeFoldersArgs:
    """Folders of one team."""

    folders: Mapping[str, LakeFolder]
    """Required. The folders by key, such as `contacts-raw-sensitive`."""
    allow_data_removal: bool = False
    """Optional. Both keys turned: folders may be deleted or replaced, with the data in them."""


@dataclass(frozen=True, kw_only=True)
class LakeFoldersOutputs:
    """The folders for those who work in them."""

    addresses: Mapping[str, pulumi.Output[str]]
    """Addresses by key, such as `https://stctssalesdevraw.dfs.core.windows.net/raw/General/crm/contacts`."""


class LakeFolders(EstateComponent[LakeFoldersOutputs]):
    """Folders in the lakes. They hold data: none is deleted or moved unless the caller allows it."""

    def __init__(self, name: str, args: LakeFoldersArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.LAKE_FOLDERS, name, opts=opts)
        made = {
            key: storage.DataLakeGen2Path(
                self.child_name(key),
                storage_account_id=folder.storage_account_resource_id,
                filesystem_name=folder.container,
                path=folder.path,
                resource="directory",
                aces=folder_entries(folder.grants),
                opts=self.data_bearing(allow_removal=args.allow_data_removal),
            )
            for key, folder in sorted(args.folders.items())
        }
        self.publish(LakeFoldersOutputs(addresses={key: folder.id for key, folder in made.items()}))

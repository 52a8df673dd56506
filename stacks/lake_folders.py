"""The folders of a team: those of its datasets, and its area in the workspace lake."""

import pulumi

from components.lake.access_control import AclGrant
from components.lake.folders import LakeFolder, LakeFolders, LakeFoldersArgs
from config.lake_folders import PERMISSIONS, folders
from stacks.context import Context
from stacks.contracts import LandingZoneContract, PlatformContract
from stacks.deploy_rights import lake_deploy_rights, lake_of
from stacks.holders import Holders, is_group


def build_lake_folders(
    context: Context,
    platform: "pulumi.Output[PlatformContract]",
    zone: "pulumi.Output[LandingZoneContract]",
    holders: Holders,
    provider: pulumi.ProviderResource,
    opts: pulumi.ResourceOptions,
) -> pulumi.Output[dict[str, str]]:
    """Build the folders with their access lists, by a provider of lakes, and return their addresses by key."""
    granted = lake_deploy_rights(context, platform, zone, opts)
    built = LakeFolders(
        "folders",
        LakeFoldersArgs(
            folders={
                folder.key: LakeFolder(
                    storage_account_resource_id=lake_of(zone, folder.lake),
                    container=folder.container,
                    path=folder.path,
                    grants=[
                        AclGrant(
                            principal_id=holders.object_id(grant),
                            kind="group" if is_group(grant) else "user",
                            permissions=PERMISSIONS[grant.right],
                        )
                        for grant in folder.grants
                    ],
                )
                for folder in folders(context.estate, context.name)
            },
            allow_data_removal=context.allow_data_removal,
        ),
        pulumi.ResourceOptions(providers=[provider], depends_on=granted),
    )
    addresses: pulumi.Output[dict[str, str]] = pulumi.Output.all(**built.outputs.addresses)
    return addresses

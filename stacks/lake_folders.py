"""The folders of a team: those of its datasets, and its area in the workspace lake."""

from collections.abc import Mapping

import pulumi

from components.lake.access_control import AclGrant
from components.lake.folders import LakeFolder, LakeFolders, LakeFoldersArgs
from config.lake_folders import PERMISSIONS, Grant, folders
from stacks.context import Context
from stacks.contracts import LandingZoneContract, PlatformContract
from stacks.deploy_rights import lake_deploy_rights, lake_of
from stacks.references import made


def build_lake_folders(
    context: Context,
    platform: "pulumi.Output[PlatformContract]",
    zone: "pulumi.Output[LandingZoneContract]",
    dataset_groups: Mapping[str, pulumi.Output[str]],
    provider: pulumi.ProviderResource,
    opts: pulumi.ResourceOptions,
) -> pulumi.Output[dict[str, str]]:
    """Build the folders with their access lists, by a provider of lakes, and return their addresses by key."""

    def principal(grant: Grant) -> pulumi.Input[str]:
        if grant.holder == "dataset-group":
            return dataset_groups[grant.key]
        if grant.holder == "team-group":
            return platform.apply(lambda known: made(known.groups, grant.key, "groups"))
        if grant.holder == "deploy-identity":
            return platform.apply(lambda known: made(known.deploy_identities, grant.key, "deploy identities"))
        return grant.key

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
                            principal_id=principal(grant),
                            kind="group" if grant.holder.endswith("-group") else "user",
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

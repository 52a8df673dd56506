"""The Entra groups of a team's datasets: one per layer and right, with those whose access holds today."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pulumi
import pulumi_azuread as azuread

from components.identity.team_groups import TeamGroup, TeamGroups, TeamGroupsArgs
from config.datasets import approvers, dataset_groups
from stacks.access_packages import build_access_packages
from stacks.context import Context
from stacks.contracts import LandingZoneContract, PlatformContract
from stacks.deploy_rights import deploy_identity
from stacks.people import object_ids


def build_datasets(
    context: Context,
    platform: "pulumi.Output[PlatformContract]",
    zone: "pulumi.Output[LandingZoneContract]",
) -> Mapping[str, pulumi.Output[str]]:
    """Build the groups, and return their object ids by key; no group where there is no dataset.

    The team's pipeline is an owner of them, so that it may change them without a right on every group of the tenant.
    With access packages, members of the groups are single references: entitlement management adds its own.
    """
    estate = context.estate
    team = estate.teams[context.name]
    wanted = {group.key: group for group in dataset_groups(estate, context.name, datetime.now(UTC).date())}
    if not wanted:
        return {}
    entra = azuread.Provider("entra", tenant_id=estate.settings.organization.tenant_id)
    packages = estate.settings.access_packages
    named = [mail for group in wanted.values() for mail in (*group.owners, *group.members)]
    named += [mail for name in team.datasets for mail in approvers(team, name)] if packages else []
    people = object_ids(named, entra)
    pipeline = deploy_identity(context, platform)
    groups = TeamGroups(
        "datasets",
        TeamGroupsArgs(
            groups={
                key: TeamGroup(
                    display_name=group.display_name,
                    description=group.description,
                    owner_object_ids=[*(people[mail] for mail in group.owners), *([pipeline] if pipeline else [])],
                    member_object_ids=None if packages else [people[mail] for mail in group.members],
                )
                for key, group in wanted.items()
            }
        ),
        pulumi.ResourceOptions(provider=entra),
    )
    ids = groups.outputs.object_ids
    if packages:
        build_access_packages(context, zone, wanted, ids, people, pulumi.ResourceOptions(provider=entra))
    return ids

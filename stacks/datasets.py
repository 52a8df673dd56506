"""The Entra groups of a team's datasets: one per layer and right, with those whose access holds today."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pulumi
import pulumi_azuread as azuread

from components.identity.team_groups import TeamGroup, TeamGroups, TeamGroupsArgs
from config.datasets import dataset_groups
from stacks.context import Context
from stacks.people import object_ids


def build_datasets(context: Context) -> Mapping[str, pulumi.Output[str]]:
    """Build the groups, and return their object ids by key; no group where there is no dataset."""
    estate = context.estate
    wanted = dataset_groups(estate, context.name, datetime.now(UTC).date())
    if not wanted:
        return {}
    entra = azuread.Provider("entra", tenant_id=estate.settings.organization.tenant_id)
    people = object_ids((mail for group in wanted for mail in (*group.owners, *group.members)), entra)
    groups = TeamGroups(
        "datasets",
        TeamGroupsArgs(
            groups={
                group.key: TeamGroup(
                    display_name=group.display_name,
                    description=group.description,
                    owner_object_ids=[people[mail] for mail in group.owners],
                    member_object_ids=[people[mail] for mail in group.members],
                )
                for group in wanted
            }
        ),
        pulumi.ResourceOptions(provider=entra),
    )
    return groups.outputs.object_ids

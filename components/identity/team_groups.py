"""The Entra security groups of the teams."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_azuread as azuread

from components._base import EstateComponent
from components._tokens import Token


@dataclass(frozen=True, kw_only=True)
class TeamGroup:
    """One security group."""

    display_name: str
    """Required. Its name, unique in the tenant."""
    description: str
    """Required. Which team it is."""
    owner_object_ids: Sequence[pulumi.Input[str]] = ()
    """Optional. Object ids of those who may change its members. Absent: whoever deploys."""
    member_object_ids: Sequence[pulumi.Input[str]] | None = None
    """Optional. Object ids of its members. Absent: members are kept outside and left alone."""


@dataclass(frozen=True, kw_only=True)
class TeamGroupsArgs:
    """The groups of an estate."""

    groups: Mapping[str, TeamGroup]
    """Required. The groups by key, such as `sales-dev/ops`."""


@dataclass(frozen=True, kw_only=True)
class TeamGroupsOutputs:
    """The groups for role assignments."""

    object_ids: Mapping[str, pulumi.Output[str]]
    """Object ids by key."""


class TeamGroups(EstateComponent[TeamGroupsOutputs]):
    """The Entra security groups of the teams. None may hold an Entra role: Azure roles are all they get."""

    groups: Mapping[str, azuread.Group]
    """The groups themselves, by key."""

    def __init__(self, name: str, args: TeamGroupsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.TEAM_GROUPS, name, opts=opts)
        self.groups = {
            key: azuread.Group(
                self.child_name(key.replace("/", "-")),
                display_name=group.display_name,
                description=group.description,
                security_enabled=True,
                mail_enabled=False,
                assignable_to_role=False,
                prevent_duplicate_names=True,
                owners=list(group.owner_object_ids) or None,
                members=None if group.member_object_ids is None else list(group.member_object_ids),
                opts=self.stateless(),
            )
            for key, group in sorted(args.groups.items())
        }
        self.publish(TeamGroupsOutputs(object_ids={key: made.object_id for key, made in self.groups.items()}))

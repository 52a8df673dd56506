"""A resource group with its rights, budget and lock; and the set of groups that a zone consists of."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi
from pulumi_azure_native import resources

from components._base import EstateComponent
from components._interfaces import Lock, RoleAssignment, Tags
from components._tokens import Token
from components.monitoring.budget import BudgetSettings, create_budget
from components.security.lock import create_lock
from components.security.role_assignments import create_role_assignments


@dataclass(frozen=True, kw_only=True)
class ResourceGroup:
    """One resource group that shall exist."""

    name: str
    """Required. Its name."""
    holds_data: bool = False
    """Optional. Whether data stands in it: deleting a group deletes everything in it."""
    role_assignments: Mapping[str, RoleAssignment] = field(default_factory=dict)
    """Optional. Roles on the group."""
    budget: BudgetSettings | None = None
    """Optional. A monthly budget with notices."""
    lock: Lock | None = None
    """Optional. A lock on the group. It refuses every deletion in it, by other stacks too: prefer a lock
    on what holds the data."""
    tags: Tags = field(default_factory=dict)
    """Optional. Tags of this group, over those of the component."""


@dataclass(frozen=True, kw_only=True)
class ResourceGroupSetArgs:
    """Resource groups of one zone or team."""

    location: str
    """Required. The region."""
    resource_groups: Mapping[str, ResourceGroup]
    """Required. The groups by role, such as `network`."""
    allow_data_removal: bool = False
    """Optional. Both keys turned: groups that hold data may be deleted or replaced."""
    tags: Tags = field(default_factory=dict)
    """Optional. Tags of every group."""


@dataclass(frozen=True, kw_only=True)
class ResourceGroupSetOutputs:
    """The groups for those who put something into them."""

    names: Mapping[str, pulumi.Output[str]]
    """Names by role."""
    resource_ids: Mapping[str, pulumi.Output[str]]
    """Ids by role."""


class ResourceGroupSet(EstateComponent[ResourceGroupSetOutputs]):
    """The resource groups of one zone or team."""

    resource_groups: Mapping[str, resources.ResourceGroup]
    """The groups themselves, by role."""

    def __init__(self, name: str, args: ResourceGroupSetArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.RESOURCE_GROUP_SET, name, tags=args.tags, opts=opts)
        self.resource_groups = {role: self._group(args, role, group) for role, group in args.resource_groups.items()}
        self.publish(
            ResourceGroupSetOutputs(
                names={role: made.name for role, made in self.resource_groups.items()},
                resource_ids={role: made.id for role, made in self.resource_groups.items()},
            )
        )

    def _group(self, args: ResourceGroupSetArgs, role: str, group: ResourceGroup) -> resources.ResourceGroup:
        data = self.data_bearing(allow_removal=args.allow_data_removal)
        made = resources.ResourceGroup(
            self.child_name(role),
            resource_group_name=group.name,
            location=args.location,
            tags=self.tags(group.tags),
            opts=data if group.holds_data else self.stateless(),
        )
        roles = create_role_assignments(self, role, scope=made.id, assignments=group.role_assignments)
        below: list[pulumi.Resource] = [*roles.values()]
        if group.budget:
            below.append(create_budget(self, role, scope=made.id, settings=group.budget))
        if group.lock:
            create_lock(self, role, scope=made.id, lock=group.lock, after=below)
        return made

"""A resource group with its rights, budget and lock; and the set of groups that a zone consists of."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi
from pulumi_azure_native import resources

from components._base import EstateComponent, Owner
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


def create_resource_group(
    owner: Owner, role: str, group: ResourceGroup, *, location: str, allow_data_removal: bool
) -> resources.ResourceGroup:
    """Create one resource group with everything that stands on it."""
    data = owner.data_bearing(allow_removal=allow_data_removal)
    made = resources.ResourceGroup(
        owner.child_name(role),
        resource_group_name=group.name,
        location=location,
        tags=owner.tags(group.tags),
        opts=data if group.holds_data else owner.stateless(),
    )
    roles = create_role_assignments(owner, role, scope=made.id, assignments=group.role_assignments)
    below: list[pulumi.Resource] = [*roles.values()]
    if group.budget:
        below.append(create_budget(owner, role, scope=made.id, settings=group.budget))
    if group.lock:
        create_lock(owner, role, scope=made.id, lock=group.lock, after=below)
    return made


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
        self.resource_groups = {
            role: create_resource_group(
                self, role, group, location=args.location, allow_data_removal=args.allow_data_removal
            )
            for role, group in args.resource_groups.items()
        }
        self.publish(
            ResourceGroupSetOutputs(
                names={role: made.name for role, made in self.resource_groups.items()},
                resource_ids={role: made.id for role, made in self.resource_groups.items()},
            )
        )

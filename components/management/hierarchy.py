"""Management groups, and the place of each subscription among them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi
from pulumi_azure_native import management

from components._base import EstateComponent, ids_of
from components._errors import ArgumentError
from components._tokens import Token


@dataclass(frozen=True, kw_only=True)
class ManagementGroup:
    """One management group."""

    name: str
    """Required. Its id, which never changes."""
    display_name: str
    """Required. What people see."""
    parent: str | None = None
    """Optional. The key of the group above it. Absent: the parent of the whole tree."""


@dataclass(frozen=True, kw_only=True)
class ManagementGroupsArgs:
    """A tree of management groups."""

    groups: Mapping[str, ManagementGroup]
    """Required. The groups by key."""
    parent_resource_id: str | None = None
    """Optional. The id of an existing group above them all. Absent: the tenant's root group."""
    subscriptions: Mapping[str, str] = field(default_factory=dict)
    """Optional. Subscription ids, each with the key of the group in which it stands."""


@dataclass(frozen=True, kw_only=True)
class ManagementGroupsOutputs:
    """The tree for policy assignments."""

    resource_ids: pulumi.Output[Mapping[str, str]]
    """Group ids by key."""


def plan_order(groups: Mapping[str, ManagementGroup]) -> tuple[str, ...]:
    """Keys with every parent before its children. Errors: `ArgumentError` for an unknown parent or a circle."""
    ordered: list[str] = []
    waiting = sorted(groups)
    while waiting:
        ready = [key for key in waiting if groups[key].parent is None or groups[key].parent in ordered]
        if not ready:
            key = waiting[0]
            raise ArgumentError(
                "A-MGT-001", f"groups.{key}.parent", found=f"`{groups[key].parent}`",
                accepted="the key of a group that does not stand below it", remedy="correct the parent",
            )  # fmt: skip
        ordered += ready
        waiting = [key for key in waiting if key not in ready]
    return tuple(ordered)


def plan_placements(args: ManagementGroupsArgs) -> tuple[tuple[str, str], ...]:
    """Subscription and group, sorted. Errors: `ArgumentError` for an unknown group."""
    for subscription, key in args.subscriptions.items():
        if key not in args.groups:
            raise ArgumentError(
                "A-MGT-002", f"subscriptions.{subscription}", found=f"`{key}`",
                accepted=", ".join(f"`{known}`" for known in args.groups), remedy="name one of the groups",
            )  # fmt: skip
    return tuple(sorted(args.subscriptions.items()))


class ManagementGroups(EstateComponent[ManagementGroupsOutputs]):
    """A tree of management groups.

    `providers` has one provider per subscription id that is placed: the SDK places the provider's own subscription.
    """

    groups: Mapping[str, management.ManagementGroup]
    """The groups themselves, by key."""

    def __init__(
        self,
        name: str,
        args: ManagementGroupsArgs,
        *,
        providers: Mapping[str, pulumi.ProviderResource] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__(Token.MANAGEMENT_GROUPS, name, opts=opts)
        placements = plan_placements(args)
        made: dict[str, management.ManagementGroup] = {}
        for key in plan_order(args.groups):
            group = args.groups[key]
            above = made[group.parent].id if group.parent else args.parent_resource_id
            parent = management.CreateParentGroupInfoArgs(id=above) if above else None
            made[key] = management.ManagementGroup(
                self.child_name(key),
                group_id=group.name,
                display_name=group.display_name,
                details=management.CreateManagementGroupDetailsArgs(parent=parent) if parent else None,
                opts=self.stateless(),
            )
        for subscription, key in placements:
            options = self.stateless()
            options.provider = (providers or {}).get(subscription)
            management.ManagementGroupSubscription(
                self.child_name(f"place-{subscription}"), group_id=made[key].name, opts=options
            )
        self.groups = made
        self.publish(ManagementGroupsOutputs(resource_ids=ids_of(made)))

"""Taking resources down: one with what hangs below it, or a whole resource group in Azure's order."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from arm.errors import ArmError
from arm.ids import ResourceId, parse
from simulator.core import burial, compliance, identity
from simulator.core.rules import behaviour, refusal
from simulator.core.stages.deny import deny_refusal
from simulator.core.stages.locks import LOCK, lock_refusal
from simulator.core.stages.place import RESOURCE_GROUP
from simulator.core.store import Resource
from simulator.core.types import handler_for

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

BLOCKED = refusal(
    "ResourceGroupDeletionBlocked",
    409,
    "Deletion of resource group `{name}` failed as these resources could not be deleted: {blocked}.",
    "Microsoft.Resources/resourceGroups:ResourceGroupDeletionBlocked",
)
behaviour(
    "Deleting a group deletes what it holds: children first, then what manages others, then the rest.",
    "Microsoft.Resources/resourceGroups#1",
)
behaviour(
    "A member that refuses is tried again while others go; what still refuses blocks the group, the rest is gone.",
    "Microsoft.Resources/resourceGroups#2",
)
behaviour("Deleting a group takes resources of other programs with it.", "Microsoft.Resources/resourceGroups#3")


def delete(cloud: "Cloud", arm_id: ResourceId, caller: str) -> ArmError | None:
    """Delete what stands under an id. A group that is only partly gone is answered with the error to raise."""
    with cloud.store.transaction():
        resource = cloud.store.get(arm_id.key)
        if resource is None:
            return None
        if resource.type != LOCK.lower():
            lock_refusal(cloud, arm_id, writes=False)
        deny_refusal(cloud, arm_id, caller, f"{arm_id.resource_type}/delete")
        if resource.type != RESOURCE_GROUP.lower():
            take_down(cloud, resource, caller)
            cloud.store.log(cloud.world.now(), "delete", str(arm_id), caller)
            cloud.faults.crash("before-commit")
            return None
    return _delete_group(cloud, resource, caller)


def take_down(cloud: "Cloud", resource: Resource, caller: str) -> None:
    """Delete a resource and everything below it inside the open transaction."""
    cloud.falling.add(resource.key)
    try:
        _take_down(cloud, resource, caller)
    finally:
        cloud.falling.discard(resource.key)


def _take_down(cloud: "Cloud", resource: Resource, caller: str) -> None:
    handler_for(resource.type).before_delete(cloud, resource, caller)
    grave = handler_for(resource.type).grave(cloud, resource)
    below = _deepest_first(cloud.store.below(resource.key))
    if grave is not None:
        burial.bury(cloud, resource, below, grave)
    for row in below:
        if cloud.store.get(row.key) is None:
            continue
        if handler_for(row.type).survives_parent:
            burial.orphan(cloud, row)
            continue
        if grave is None:
            handler_for(row.type).before_delete(cloud, row, caller)
        _remove(cloud, row)
    _remove(cloud, resource)


def _remove(cloud: "Cloud", resource: Resource) -> None:
    cloud.store.delete(resource.key)
    compliance.forget(cloud, resource.key)
    identity.release(cloud, resource)
    handler_for(resource.type).after_delete(cloud, resource)


def _deepest_first(rows: Iterable[Resource]) -> list[Resource]:
    return sorted(rows, key=lambda row: (-row.key.count("/"), row.key))


def _delete_group(cloud: "Cloud", group: Resource, caller: str) -> ArmError | None:
    refused: dict[str, ArmError] = {}
    while members := cloud.store.children(group.key):
        before = len(members)
        refused = {}
        for member in sorted(members, key=_managers_first):
            try:
                with cloud.store.transaction():
                    current = cloud.store.get(member.key)
                    if current is not None:
                        take_down(cloud, current, caller)
            except ArmError as problem:
                refused[member.id] = problem
        if len(cloud.store.children(group.key)) >= before:
            break
    if refused:
        listed = "; ".join(f"`{one}` ({problem.code}: {problem.message})" for one, problem in refused.items())
        return BLOCKED(group.id, name=parse(group.id).name, blocked=listed)
    with cloud.store.transaction():
        current = cloud.store.get(group.key)
        if current is not None:
            take_down(cloud, current, caller)
            cloud.store.log(cloud.world.now(), "delete", group.id, caller)
    return None


def _managers_first(resource: Resource) -> tuple[bool, bool, str]:
    """Extensions of the group last (rights are needed to the end); what is managed by another after its manager."""
    extension = resource.type.startswith("microsoft.authorization/")
    return extension, bool(resource.body.get("managedBy")), resource.key


def act_on_buried(cloud: "Cloud", arm_id: ResourceId, action: str) -> dict[str, Any] | None:
    """Purge or recover something soft-deleted, when the id is that of a deleted resource; else None."""
    return burial.act(cloud, arm_id, action)

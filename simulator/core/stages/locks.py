"""Locks: CanNotDelete and ReadOnly hold for everything at and below the scope they sit on."""

from typing import TYPE_CHECKING

from arm.ids import ResourceId, parse
from simulator.core.request import Request
from simulator.core.rules import behaviour, refusal

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

LOCK = "Microsoft.Authorization/locks"
DELETE_LOCKED = refusal(
    "ScopeLocked",
    409,
    "`{id}` cannot be deleted because these scopes are locked: {scopes}. Remove the lock and try again.",
    "*:ScopeLocked#1",
)
WRITE_LOCKED = refusal(
    "ScopeLocked",
    409,
    "`{id}` cannot be written because these scopes are locked: {scopes}. Remove the lock and try again.",
    "*:ScopeLocked#2",
)
behaviour(
    "A lock is inherited by everything below its scope; ReadOnly also stops actions such as listKeys.",
    "Microsoft.Authorization/locks",
)


def check_locks(request: Request) -> None:
    """Refuse a write at or below a scope with a ReadOnly lock. Locks themselves may always be written."""
    if request.type.lower() != LOCK.lower():
        lock_refusal(request.cloud, request.id, writes=True)


def lock_refusal(cloud: "Cloud", arm_id: ResourceId, *, writes: bool) -> None:
    """Refuse a write (`writes`) or a deletion that a lock on the resource or above it forbids."""
    scopes = cloud.world.scopes(arm_id)
    locks = cloud.store.children_of_any([scope.key for scope in scopes], LOCK)
    if not writes:
        locks += [row for row in cloud.store.of_type(LOCK) if _below(row.key, arm_id.key)]
    levels = ("ReadOnly",) if writes else ("ReadOnly", "CanNotDelete")
    holding = sorted({_scope(row.id) for row in locks if row.properties.get("level") in levels})
    if holding:
        answer = WRITE_LOCKED if writes else DELETE_LOCKED
        raise answer(arm_id, id=arm_id, scopes=", ".join(f"`{scope}`" for scope in holding))


def _below(key: str, scope: str) -> bool:
    return key.startswith(f"{scope}/")


def _scope(lock_id: str) -> str:
    return str(parse(lock_id).scope)

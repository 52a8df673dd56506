"""A management lock on a resource."""

from collections.abc import Sequence

import pulumi
from pulumi_azure_native import authorization

from components._base import Owner
from components._interfaces import Lock


def create_lock(
    owner: Owner,
    role: str,
    *,
    scope: pulumi.Input[str],
    lock: Lock,
    after: Sequence[pulumi.Resource],
) -> authorization.ManagementLockByScope:
    """Lock a resource.

    `after` names everything that this component puts on or below it. Azure refuses to delete any of that,
    role assignments and diagnostic settings included, while the lock is there: it comes last and goes first.
    """
    return authorization.ManagementLockByScope(
        owner.child_name(f"{role}-lock"),
        scope=scope,
        lock_name=lock.name,
        level=lock.kind,
        notes=lock.notes,
        opts=owner.stateless(depends_on=after),
    )

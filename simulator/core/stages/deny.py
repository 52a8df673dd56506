"""Deny assignments and missing rights: who may do what where."""

from typing import TYPE_CHECKING

from arm.ids import ResourceId
from simulator.core.request import Request
from simulator.core.rules import refusal

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

DENIED = refusal(
    "DenyAssignmentAuthorizationFailed",
    403,
    "The client `{caller}` may perform `{action}`, but the deny assignment `{name}` on `{scope}` forbids it.",
    "*:DenyAssignmentAuthorizationFailed",
    "Microsoft.Resources/resourceGroups:DenyAssignmentAuthorizationFailed",
)
UNAUTHORISED = refusal(
    "AuthorizationFailed",
    403,
    "The client `{caller}` does not have authorization to perform `{action}` over scope `{scope}`.",
    "*:AuthorizationFailed",
)


def check_denied(request: Request) -> None:
    """Refuse a write below a deny assignment, or by a caller without the right."""
    deny_refusal(request.cloud, request.id, request.caller, f"{request.type}/write")


def deny_refusal(cloud: "Cloud", arm_id: ResourceId, caller: str, action: str) -> None:
    """Refuse what a deny assignment covers unless the caller is its owner, and what the caller may not do."""
    for scope in cloud.world.scopes(arm_id):
        found = cloud.store.record("deny", scope.key)
        if found is not None and caller != found["owner"]:
            raise DENIED(arm_id, caller=caller, action=action, name=found["name"], scope=scope)
    if not cloud.may(caller, action, arm_id):
        raise UNAUTHORISED(arm_id, caller=caller, action=action, scope=arm_id)

"""Managed identities of resources: the principals that Azure makes, and the user-assigned ones it looks up."""

from typing import TYPE_CHECKING, Any

from arm.ids import ResourceId
from simulator.core.request import Request
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

USER_ASSIGNED = "microsoft.managedidentity/userassignedidentities"
MISSING_IDENTITY = refusal(
    "InvalidResourceReference",
    400,
    "The user-assigned identity `{identity}` that `{id}` names was not found.",
    "*:InvalidResourceReference",
)
behaviour(
    "A system-assigned identity gets its principal at creation and loses it with the resource; "
    "a re-created resource has another one.",
    "*#5",
)


def complete(request: Request, body: dict[str, Any]) -> None:
    """Fill the identity block of a body that is about to be stored."""
    block = body.get("identity")
    kinds = _kinds(block)
    cloud = request.cloud
    held = request.before("identity", "principalId")
    if "systemassigned" in kinds and block is not None:
        principal = held or cloud.world.guid(
            "principal", request.id.key, cloud.world.incarnation(request.id.key), cloud.world.now()
        )
        block.update(principalId=principal, tenantId=cloud.world.tenant_id)
        if held is None:
            cloud.directory.add_managed_identity(principal, _display_name(request.id), str(request.id))
    elif held is not None:
        cloud.directory.forget(held)
    if "userassigned" in kinds and block is not None:
        block["userAssignedIdentities"] = _resolve(request, block.get("userAssignedIdentities") or {})


def _display_name(of: ResourceId) -> str:
    """What Entra calls a resource's own identity: its name, after its parents', such as `mlw-x/computes/training`.

    Source: Azure Machine Learning, compute clusters, managed identity.
    """
    below = zip(of.types[1:], of.names[1:], strict=True)
    return "/".join((of.names[0], *(step for pair in below for step in pair)))


def _resolve(request: Request, named: Any) -> dict[str, Any]:
    resolved = {}
    for text in named:
        found = request.cloud.find(str(text))
        if found is None or found.type != USER_ASSIGNED:
            raise MISSING_IDENTITY(request.id, identity=text, id=request.id)
        resolved[text] = {name: found.properties[name] for name in ("principalId", "clientId")}
    return resolved


def release(cloud: "Cloud", resource: Resource) -> None:
    """Forget the principal of a deleted resource."""
    block = resource.body.get("identity")
    if isinstance(block, dict) and block.get("principalId"):
        cloud.directory.forget(block["principalId"])


def _kinds(block: Any) -> frozenset[str]:
    if not isinstance(block, dict):
        return frozenset()
    return frozenset(part.strip().lower() for part in str(block.get("type", "")).split(","))

"""What stands, as ARM resources: from the simulated Azure itself, or from the stacks' state on Azure."""

from typing import Any

from arm.schema import has_token
from arm.translate import to_arm
from orchestrator.engine.commands import export_state
from orchestrator.engine.stacks import state_exists
from orchestrator.session import Session
from simulator import control


def standing(session: Session) -> list[dict[str, Any]]:
    """Every resource with id, type, API version, name and body; sorted by id.

    The simulator is asked what it holds: also what Azure makes by itself, such as network interfaces of private
    endpoints. On Azure the deployed stacks' state is translated.
    """
    if session.workspace.simulation:
        found = control.inventory(session.simulator_dir)
    else:
        found = [item for stack in session.estate.stacks for item in _of_stack(session, stack)]
    return sorted(found, key=lambda item: str(item["id"]).lower())


def _of_stack(session: Session, stack: str) -> list[dict[str, Any]]:
    if not state_exists(session.workspace, stack):
        return []
    resources = export_state(session.workspace, stack)["deployment"].get("resources", [])
    return [
        _translate(resource)
        for resource in resources
        if resource.get("custom") and resource.get("id") and has_token(resource["type"])
    ]


def _translate(resource: dict[str, Any]) -> dict[str, Any]:
    arm = to_arm(resource["type"], resource.get("inputs", {}))
    return {
        "id": resource["id"],
        "name": str(resource["id"]).rsplit("/", 1)[-1],
        "type": arm.type,
        "apiVersion": arm.api_version,
        **arm.body,
    }

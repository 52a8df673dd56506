"""What deployed stacks say of themselves: their outputs, from the state's file where it is one."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from orchestrator.engine.commands import stack_outputs
from orchestrator.engine.stacks import folder_backend, state_exists
from orchestrator.engine.workspace import Workspace

_STACK = "pulumi:pulumi:Stack"


def deployed_outputs(workspace: Workspace, stack: str) -> Mapping[str, Any]:
    """The outputs of a stack; empty where it was never deployed. The engine takes half a second to say the same."""
    backend = folder_backend(workspace)
    file = backend / ".pulumi" / "stacks" / workspace.project_name / f"{stack}.json" if backend else None
    if file and file.exists():
        return _outputs(file, file.stat().st_mtime_ns)
    return stack_outputs(workspace, stack) if state_exists(workspace, stack) else {}


@lru_cache(maxsize=4)
def _outputs(file: Path, changed: int) -> Mapping[str, Any]:  # noqa: ARG001
    state = json.loads(file.read_text(encoding="utf-8"))
    resources = ((state.get("checkpoint") or {}).get("latest") or {}).get("resources") or ()
    return next((resource.get("outputs") or {} for resource in resources if resource["type"] == _STACK), {})

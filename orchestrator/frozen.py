"""Refusing, before anything runs, a change of what is fixed since a stack stands."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from config.frozen import check_frozen
from config.problems import EstateErrors
from orchestrator.engine.commands import stack_outputs
from orchestrator.engine.stacks import folder_backend, state_exists
from orchestrator.engine.workspace import Workspace
from orchestrator.session import Session

CONFIGURATION = "configuration"
"""The output in which every stack keeps what it was deployed with."""
_STACK = "pulumi:pulumi:Stack"


def refuse_frozen_changes(session: Session, stacks: Iterable[str]) -> None:
    """Compare the stacks with what they were deployed with. Errors: `EstateErrors` with every difference."""
    deployed = {name: known for name in stacks if (known := _deployed(session.workspace, name))}
    if problems := list(check_frozen(session.estate, deployed)):
        raise EstateErrors(problems)


def _deployed(workspace: Workspace, stack: str) -> Mapping[str, Any]:
    """Read from the state's file where it is one: the engine takes half a second to say the same."""
    backend = folder_backend(workspace)
    file = backend / ".pulumi" / "stacks" / workspace.project_name / f"{stack}.json" if backend else None
    if file and file.exists():
        outputs = _outputs(file)
    else:
        outputs = stack_outputs(workspace, stack) if state_exists(workspace, stack) else {}
    known = outputs.get(CONFIGURATION)
    return known if isinstance(known, Mapping) else {}


def _outputs(file: Path) -> Mapping[str, Any]:
    state = json.loads(file.read_text(encoding="utf-8"))
    resources = ((state.get("checkpoint") or {}).get("latest") or {}).get("resources") or ()
    return next((resource.get("outputs") or {} for resource in resources if resource["type"] == _STACK), {})

"""Which runs without checkpoints are open: begun, and not known to have ended in order."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from orchestrator.engine.workspace import Workspace


def open_run(workspace: Workspace, stack: str, events: Path) -> None:
    """Note that a run without checkpoints begins, and where its events go."""
    _note(workspace, stack).write_text(events.name, encoding="utf-8")


def close_run(workspace: Workspace, stack: str) -> None:
    """Note that the state of the stack is kept."""
    _note(workspace, stack).unlink(missing_ok=True)


def is_open(workspace: Workspace, stack: str) -> bool:
    """Whether a run without checkpoints was killed."""
    return _note(workspace, stack).exists()


def events_of_open_run(workspace: Workspace, stack: str) -> Iterator[dict[str, Any]]:
    """What the open run told; a line that was cut off is left out."""
    events = workspace.runs_dir / _note(workspace, stack).read_text(encoding="utf-8")
    for line in events.read_text(encoding="utf-8").splitlines():
        try:
            yield json.loads(line)
        except json.JSONDecodeError:
            return


def _note(workspace: Workspace, stack: str) -> Path:
    return workspace.runs_dir / f"{stack}.open"

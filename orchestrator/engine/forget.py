"""Forgetting a simulated estate's stacks: the backend, the engine's home and the logs of its runs."""

import shutil
from pathlib import Path

_PARTS = ("backend", "home", "runs/simulated", "project/simulated", "guardrails")


def remove_state(work: Path) -> None:
    """Remove what runs on the simulator left in an estate's work directory; nothing else."""
    for part in _PARTS:
        shutil.rmtree(work / part, ignore_errors=True)

"""Before a run: the stack exists, nobody else works on it, and a killed run's traces are settled."""

import json
import tempfile
import time
from collections.abc import Callable, Mapping
from enum import Enum, auto
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from orchestrator.engine.arm_ids import resolve
from orchestrator.engine.commands import Options, call, export_state
from orchestrator.engine.leftovers import remove_leftovers
from orchestrator.engine.locks import Lock, remove_dead_locks, stack_locks
from orchestrator.engine.open_runs import close_run, events_of_open_run, is_open
from orchestrator.engine.pending import has_pending, recover
from orchestrator.engine.replay import replay
from orchestrator.engine.results import Notice, OnProgress, Verb
from orchestrator.engine.stack_files import secrets_provider
from orchestrator.engine.workspace import Workspace
from orchestrator.problems import OperationError

_CREATES_STACK = frozenset({Verb.UP, Verb.PREVIEW, Verb.IMPORT})
_WRITES_STATE = frozenset({Verb.UP, Verb.REFRESH, Verb.DESTROY, Verb.IMPORT})
LOCK_WAIT_SECONDS = 600.0
_LOCK_POLL_SECONDS = 0.5


class StackLockedError(OperationError):
    """Another living process works on the stack."""

    def __init__(self, stack: str, lock: Lock) -> None:
        super().__init__(
            code="E-RUN-002",
            where=f"stack `{stack}`",
            found=f"locked by process {lock.pid} on `{lock.host}` since {lock.since}",
            accepted="one run at a time on a stack",
            remedy=f"wait for it, or stop it and run `pulumi cancel --stack {stack}`",
        )


def folder_backend(workspace: Workspace) -> Path | None:
    """The folder of a file backend; None where the state is kept elsewhere."""
    if workspace.simulation:
        return workspace.simulation.backend
    url = workspace.environment().get("PULUMI_BACKEND_URL", "")
    parts = urlsplit(url)
    return Path(unquote(parts.path)).expanduser() if parts.scheme == "file" and parts.path else None


def state_exists(workspace: Workspace, stack: str) -> bool:
    """Whether the backend knows the stack."""
    if backend := folder_backend(workspace):
        stacks = backend / ".pulumi" / "stacks" / workspace.project_name
        return any(stacks.glob(f"{stack}.json*"))
    return call(workspace, "stack", "--stack", stack, "--show-name", check=False).returncode == 0


class Claim(Enum):
    """Whether a run may begin."""

    READY = auto()
    NOTHING_TO_DO = auto()
    """The stack was never deployed."""
    STOPPED = auto()
    """Stopping was requested during the wait for another run."""


def claim_stack(
    workspace: Workspace, stack: str, verb: Verb, *, on_progress: OnProgress, stopping: Callable[[], bool]
) -> Claim:
    """Make the stack ready for a verb: it exists, and no other run holds it.

    Errors: `StackLockedError` where a living process holds it for longer than the wait.
    """
    backend = folder_backend(workspace)
    if backend and all(lock.dead for lock in stack_locks(backend, workspace.project_name, stack)):
        remove_leftovers(backend, workspace.project_name, stack)
    if not state_exists(workspace, stack):
        if verb not in _CREATES_STACK:
            on_progress(Notice(stack=stack, message="never deployed, nothing to do"))
            return Claim.NOTHING_TO_DO
        create_stack(workspace, stack)
    if verb in _WRITES_STATE and backend:
        return wait_for_lock(backend, workspace.project_name, stack, on_progress, stopping)
    return Claim.READY


def create_stack(workspace: Workspace, stack: str) -> None:
    """Create a stack in the backend, with the secrets provider that its file asks for."""
    line = ["stack", "init", stack, "--no-select"]
    provider = None if workspace.simulation else secrets_provider(workspace.estate_dir, stack)
    if provider:
        line += ["--secrets-provider", provider]
    done = call(workspace, *line, check=False)
    if done.returncode and "already exists" not in done.stderr:
        call(workspace, *line)


def recover_stack(workspace: Workspace, stack: str, on_progress: OnProgress) -> Options | None:
    """Settle what a killed run left behind; returns what has to be refreshed, if anything."""
    lost = is_open(workspace, stack)
    if not lost and not _may_be_pending(workspace, stack):
        return None
    state = export_state(workspace, stack)
    if lost:
        state = replay(state, events_of_open_run(workspace, stack))
    if not lost and not has_pending(state):
        return None
    recovery = recover(state, resolve)
    _import_state(workspace, stack, recovery.state)
    close_run(workspace, stack)
    on_progress(Notice(stack=stack, message="an earlier run was killed: reading again what it was working on"))
    for urn in recovery.unresolved:
        on_progress(Notice(stack=stack, message=f"creation of `{urn}` was cut off: it will be created again"))
    return Options(targets=() if lost else recovery.refresh) if lost or recovery.refresh else None


def _import_state(workspace: Workspace, stack: str, state: Mapping[str, Any]) -> None:
    with tempfile.TemporaryDirectory(dir=workspace.runs_dir) as folder:
        file = Path(folder) / "state.json"
        file.write_text(json.dumps(state), encoding="utf-8")
        call(workspace, "stack", "import", "--force", "--stack", stack, "--file", str(file))


def wait_for_lock(
    backend: Path, project: str, stack: str, on_progress: OnProgress, stopping: Callable[[], bool]
) -> Claim:
    """Wait until nobody holds the stack; the locks of those who die, before or meanwhile, are cleared.

    Errors: `StackLockedError` where a living process holds it for longer than the wait.
    """
    deadline = time.monotonic() + LOCK_WAIT_SECONDS
    told = False
    while True:
        for lock in remove_dead_locks(backend, project, stack):
            message = f"cleared the lock of process {lock.pid}, which was killed (locked since {lock.since})"
            on_progress(Notice(stack=stack, message=message))
        if not (locks := stack_locks(backend, project, stack)):
            return Claim.READY
        if stopping():
            return Claim.STOPPED
        if time.monotonic() >= deadline:
            raise StackLockedError(stack, locks[0])
        if not told:
            message = f"waiting for process {locks[0].pid} on `{locks[0].host}`, which works on this stack"
            on_progress(Notice(stack=stack, message=message))
            told = True
        time.sleep(_LOCK_POLL_SECONDS)


def _may_be_pending(workspace: Workspace, stack: str) -> bool:
    """Whether the state has to be asked; a look into the file spares most runs the question."""
    backend = folder_backend(workspace)
    if backend is None:
        return True
    file = backend / ".pulumi" / "stacks" / workspace.project_name / f"{stack}.json"
    return not file.exists() or '"pending_operations"' in file.read_text(encoding="utf-8")

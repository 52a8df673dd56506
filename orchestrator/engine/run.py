"""One run of the engine for one stack: start it, follow it, stop it on request, say how it ended."""

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType

from orchestrator.engine.commands import Options, arguments
from orchestrator.engine.events import EventReader, Recorder
from orchestrator.engine.open_runs import close_run, open_run
from orchestrator.engine.results import Diagnostic, OnProgress, Outcome, StackResult, Verb, silent
from orchestrator.engine.stacks import Claim, claim_stack, recover_stack
from orchestrator.engine.workspace import Workspace

_POLL_SECONDS = 0.05
_TAIL_LINES = 20
_DEFAULT = Options()


class Cancellation:
    """A request to stop, shared by all runs of a command.

    The first request lets the engine finish the resources it has begun and keep the state; the
    second one makes it give up waiting.
    """

    def __init__(self) -> None:
        self.requests = 0
        """How often stopping was requested."""

    def request(self) -> None:
        """Ask every run to stop. Safe in a signal handler."""
        self.requests += 1

    def is_requested(self) -> bool:
        """Whether stopping was requested."""
        return self.requests > 0


@contextmanager
def interruptible() -> Iterator[Cancellation]:
    """In the main thread: turn SIGINT and SIGTERM into requests to stop while the block runs."""
    cancellation = Cancellation()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        cancellation.request()

    previous = {number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield cancellation
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def run(
    workspace: Workspace,
    stack: str,
    verb: Verb,
    options: Options = _DEFAULT,
    *,
    on_progress: OnProgress = silent,
    cancellation: Cancellation | None = None,
) -> StackResult:
    """Run one verb on one stack; many may run at the same time, each on its own stack.

    Creates the stack in the backend where a verb needs it, settles what a killed run left behind,
    and reports in its result whatever the engine reports.

    Errors: `StackLockedError` where another living process keeps working on the stack; `OperationError`
    where the backend itself cannot be used.
    """
    started = time.monotonic()
    cancellation = cancellation or Cancellation()
    if cancellation.is_requested():
        return StackResult(stack=stack, verb=verb, outcome=Outcome.INTERRUPTED)
    match claim_stack(workspace, stack, verb, on_progress=on_progress, stopping=cancellation.is_requested):
        case Claim.NOTHING_TO_DO:
            return StackResult(stack=stack, verb=verb, outcome=Outcome.SUCCEEDED)
        case Claim.STOPPED:
            return StackResult(stack=stack, verb=verb, outcome=Outcome.INTERRUPTED)
        case Claim.READY:
            pass
    if verb in (Verb.UP, Verb.REFRESH, Verb.DESTROY) and not options.preview_only:
        stale = recover_stack(workspace, stack, on_progress)
        if stale and (verb is not Verb.REFRESH or options.targets):
            read_again = _follow(
                workspace, stack, Verb.REFRESH, stale, on_progress=on_progress, cancellation=cancellation
            )
            if read_again.outcome is not Outcome.SUCCEEDED:
                return read_again
    result = _follow(workspace, stack, verb, options, on_progress=on_progress, cancellation=cancellation)
    return replace(result, duration_seconds=time.monotonic() - started)


def _follow(
    workspace: Workspace,
    stack: str,
    verb: Verb,
    options: Options,
    *,
    on_progress: OnProgress,
    cancellation: Cancellation,
) -> StackResult:
    """Start the engine and read its events until it ends.

    The engine writes to files, not to pipes, and runs in a session of its own: should this process
    be killed, the engine goes on and ends in order, and the next run waits for it.
    """
    events = workspace.runs_dir / f"{stack}.{verb}.events.jsonl"
    log = workspace.runs_dir / f"{stack}.{verb}.log"
    events.write_text("", encoding="utf-8")
    recorder = Recorder(stack)
    if not options.checkpoints:
        open_run(workspace, stack, events)
    with log.open("w", encoding="utf-8") as output, events.open(encoding="utf-8") as lines:
        process = subprocess.Popen(
            [workspace.engine.command, *arguments(stack, verb, options, events)],
            cwd=workspace.project_dir,
            env={**workspace.environment(checkpoints=options.checkpoints), **options.environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        reader = EventReader(lines)
        passed_on, ended = 0, False
        while not ended:
            ended = _ended(process)
            if passed_on < cancellation.requests:
                process.send_signal(signal.SIGINT)
                passed_on += 1
            for event in reader.read():
                if progress := recorder.take(event):
                    on_progress(progress)
    if process.returncode >= 0:  # ended by itself, so it has kept its state
        close_run(workspace, stack)
    outcome = recorder.outcome(process.returncode, interrupted=passed_on > 0)
    if outcome is Outcome.FAILED and not any(item.severity == "error" for item in recorder.diagnostics):
        recorder.diagnostics.append(Diagnostic(severity="error", message=_tail(log)))
    return StackResult(
        stack=stack,
        verb=verb,
        outcome=outcome,
        changes=recorder.changes,
        resources=tuple(recorder.resources),
        diagnostics=tuple(recorder.diagnostics),
        violations=tuple(recorder.violations),
        log=log,
    )


def _ended(process: "subprocess.Popen[bytes]") -> bool:
    try:
        process.wait(_POLL_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return True


def _tail(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return "\n".join(lines[-_TAIL_LINES:]) or "the engine ended without a word"

"""Showing progress: a live table on a terminal, one line per event elsewhere."""

import threading
import time
from collections import Counter
from types import TracebackType

from rich.console import Console
from rich.live import Live
from rich.table import Table

from orchestrator.engine.results import (
    Diagnostic,
    DiagnosticReported,
    Notice,
    Outcome,
    Progress,
    StackResult,
    StepFailed,
    StepFinished,
    Violation,
    ViolationReported,
)
from orchestrator.fleet.operate import StackFinished, StackStarted
from policies.kit.messages import UNDECIDED

_COLOURS = {
    Outcome.SUCCEEDED: "green",
    Outcome.FAILED: "red",
    Outcome.REFUSED: "red",
    Outcome.INTERRUPTED: "yellow",
}


class FleetProgress:
    """Receives progress from many threads and shows it on one console."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._lock = threading.Lock()
        self._since: dict[str, float] = {}
        self._done: Counter[str] = Counter()
        self._undecided: Counter[str] = Counter()
        self._live = Live(console=console, get_renderable=self._table, transient=True, refresh_per_second=4)

    def __enter__(self) -> "FleetProgress":
        if self._console.is_terminal:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live.is_started:
            self._live.stop()

    def __call__(self, progress: Progress) -> None:
        """Take one event."""
        with self._lock:
            self._take(progress)

    def _take(self, progress: Progress) -> None:
        stack = progress.stack
        if isinstance(progress, StackStarted):
            self._since[stack] = time.monotonic()
            self._done[stack] = 0
            if not self._console.is_terminal:
                self._say(stack, f"{progress.verb} begins")
        elif isinstance(progress, StepFinished):
            self._done[stack] += 1
        elif isinstance(progress, StepFailed):
            self._say(stack, f"[red]failed[/]: {progress.change.type} {progress.change.name}")
        elif isinstance(progress, Notice):
            self._say(stack, progress.message)
        elif isinstance(progress, ViolationReported):
            if UNDECIDED in progress.violation.message:
                self._undecided[stack] += 1
            else:
                self._say(stack, violation_text(progress.violation))
        elif isinstance(progress, DiagnosticReported) and progress.diagnostic.severity == "error":
            self._say(stack, diagnostic_text(progress.diagnostic))
        elif isinstance(progress, StackFinished):
            self._since.pop(stack, None)
            result = progress.result
            colour = _COLOURS[result.outcome]
            took = f"[{colour}]{result.outcome}[/] in {result.duration_seconds:.1f} s, {changes_text(result)}"
            if undecided := self._undecided.pop(stack, 0):
                took += f"; {undecided} findings wait for values that only the deployment knows"
            self._say(stack, took)

    def _say(self, stack: str, text: str) -> None:
        self._console.print(f"[bold]{stack}[/]  {text}")

    def _table(self) -> Table:
        table = Table.grid(padding=(0, 2))
        now = time.monotonic()
        for stack, since in sorted(self._since.items()):
            table.add_row(f"[bold]{stack}[/]", f"{self._done[stack]} resources", f"{now - since:.0f} s")
        return table


def changes_text(result: StackResult) -> str:
    """What a run changed or would change, for people."""
    done = {operation: count for operation, count in result.changes.items() if operation not in ("same", "read")}
    if not result.changed:
        return "no changes"
    return ", ".join(f"{count} {operation}" for operation, count in sorted(done.items()))


def violation_text(violation: Violation) -> str:
    """One guardrail finding, for people."""
    colour = "red" if violation.level == "mandatory" else "yellow"
    where = violation.urn.rsplit("::", 1)[-1]
    return f"[{colour}]{violation.level}[/] {violation.policy} · {where} · {_plain(violation.message)}"


def diagnostic_text(diagnostic: Diagnostic) -> str:
    """One message of the engine, for people."""
    where = diagnostic.urn.rsplit("::", 1)[-1]
    return f"[red]error[/] {where + ' · ' if where else ''}{_plain(diagnostic.message)}"


def _plain(text: str) -> str:
    return text.strip().replace("[", r"\[")

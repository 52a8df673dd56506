"""What `up`, `preview`, `refresh` and `destroy` have in common: choose, run, tell, and end with the right code."""

from dataclasses import dataclass
from typing import Any

import typer
from rich.table import Table

from orchestrator.cli.settings import Settings
from orchestrator.engine.results import Outcome, StackResult
from orchestrator.engine.run import interruptible
from orchestrator.exit_codes import ExitCode
from orchestrator.fleet.operate import Request, Results, operate
from orchestrator.fleet.progress import FleetProgress, changes_text
from orchestrator.fleet.schedule import Skipped
from orchestrator.session import Session


@dataclass(frozen=True)
class Told:
    """Results, and the exit code that they mean."""

    results: Results
    code: ExitCode


def run_and_tell(session: Session, request: Request, settings: Settings) -> Told:
    """Run a request with progress on standard error and a summary on standard output."""
    with interruptible() as cancellation, FleetProgress(settings.note) as progress:
        results = operate(session, request, on_progress=progress, cancellation=cancellation)
    settings.show([as_dict(name, results[name]) for name in sorted(results)], summary(results))
    return Told(results, exit_code(results))


def leave(told: Told) -> None:
    """End the command with its exit code, where that is not zero."""
    if told.code:
        raise typer.Exit(told.code)


def exit_code(results: Results) -> ExitCode:
    """The worst of all runs: interrupted, then refused, then failed."""
    outcomes = {result.outcome for result in results.values() if isinstance(result, StackResult)}
    for outcome, code in (
        (Outcome.INTERRUPTED, ExitCode.INTERRUPTED),
        (Outcome.REFUSED, ExitCode.POLICY_VIOLATION),
        (Outcome.FAILED, ExitCode.FAILURE),
    ):
        if outcome in outcomes:
            return code
    return ExitCode.OK


def summary(results: Results) -> Table:
    """One row per stack."""
    table = Table("Stack", "Outcome", "Changes", "Seconds")
    for name in sorted(results):
        result = results[name]
        if isinstance(result, Skipped):
            table.add_row(name, "skipped", result.reason, "")
        else:
            table.add_row(name, str(result.outcome), changes_text(result), f"{result.duration_seconds:.1f}")
    return table


def as_dict(name: str, result: StackResult | Skipped) -> dict[str, Any]:
    """One stack's result for `--json`."""
    if isinstance(result, Skipped):
        return {"stack": name, "outcome": "skipped", "reason": result.reason}
    return {
        "stack": name,
        "outcome": str(result.outcome),
        "changes": dict(result.changes),
        "seconds": round(result.duration_seconds, 2),
        "violations": [
            {"policy": item.policy, "level": item.level, "resource": item.urn, "message": item.message}
            for item in result.violations
        ],
        "errors": [
            {"resource": item.urn, "message": item.message} for item in result.diagnostics if item.severity == "error"
        ],
    }

"""Estates and programs on the simulated Azure, in work directories that are gone afterwards."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from orchestrator.engine.commands import Options
from orchestrator.engine.results import Outcome, StackResult, Verb
from orchestrator.engine.run import Cancellation, run
from orchestrator.engine.workspace import CHECKOUT, Workspace, open_workspace
from orchestrator.fleet.operate import Request, operate
from orchestrator.guardrails import SETTINGS_VARIABLE, packs, settings_file
from orchestrator.session import Session, open_session

IN_MEMORY = Options(checkpoints=False)
_PROGRAM = Path(__file__).parent / "programs" / "bare"


class BenchError(RuntimeError):
    """A run that should have succeeded did not: its time means nothing."""


@contextmanager
def estate_session(folder: Path) -> Iterator[Session]:
    """A session on a simulated Azure of its own."""
    session = open_session(folder, azure=False, note=lambda _: None)
    try:
        yield session
    finally:
        session.stop_simulator()
        shutil.rmtree(session.workspace.directory, ignore_errors=True)


@contextmanager
def reference_session() -> Iterator[Session]:
    """The reference estate, nothing of it deployed."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(CHECKOUT / "estate", Path(folder) / "estate"))
        with estate_session(copy) as session:
            yield session


@contextmanager
def bare_program(session: Session, *, resources: int) -> Iterator[Workspace]:
    """A program of so many resources on a session's simulator, in its own project; none: an empty program."""
    simulation = session.workspace.simulation
    subscription = session.estate.subscription_id(next(iter(session.estate.platform.values())))
    with tempfile.TemporaryDirectory() as folder:
        checkout = Path(shutil.copytree(_PROGRAM, Path(folder) / "program"))
        stack = f"config:\n  bench:resources: {resources}\n  bench:subscription: {subscription}\n"
        (checkout / "stacks").mkdir(exist_ok=True)
        (checkout / "stacks" / "Pulumi.bare.yaml").write_text(stack, encoding="utf-8")
        yield open_workspace(
            checkout / "stacks",
            engine=session.workspace.engine,
            debug_providers=simulation.debug_providers if simulation else None,
            checkout=checkout,
        )


def bare_run(workspace: Workspace, verb: Verb, options: Options = IN_MEMORY) -> StackResult:
    """Run the bare program."""
    return succeeded(run(workspace, "bare", verb, options))


def stack_run(session: Session, stack: str, verb: Verb, *, guardrails: bool = False) -> StackResult:
    """Run one stack of an estate."""
    return succeeded(
        run(session.workspace, stack, verb, judged(session, stack, IN_MEMORY) if guardrails else IN_MEMORY)
    )


def fleet_run(session: Session, stacks: tuple[str, ...], *, parallel: int) -> dict[str, StackResult]:
    """Deploy stacks in the order of what they read."""
    request = Request(verb=Verb.UP, stacks=stacks, guardrails=False, options=IN_MEMORY, parallel=parallel)
    results = operate(session, request, on_progress=lambda _: None, cancellation=Cancellation())
    return {name: succeeded(result) for name, result in results.items() if isinstance(result, StackResult)}


def judged(session: Session, stack: str, options: Options) -> Options:
    """The same options with both guardrail packs on."""
    settings = str(settings_file(session, stack))
    return replace(options, policy_packs=packs(CHECKOUT, session.estate), environment={SETTINGS_VARIABLE: settings})


def succeeded(result: StackResult) -> StackResult:
    """The result, if the run succeeded. Errors: `BenchError`."""
    if result.outcome is not Outcome.SUCCEEDED:
        errors = [item.message for item in result.diagnostics if item.severity == "error"]
        raise BenchError(f"{result.verb} of {result.stack}: {result.outcome}: {' '.join(errors)[:2000]}")
    return result

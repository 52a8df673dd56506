"""One verb on many stacks of a session."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from config.graph import dependencies
from orchestrator.engine.commands import Options
from orchestrator.engine.results import Notice, OnProgress, Outcome, Progress, StackResult, Verb
from orchestrator.engine.run import Cancellation, run
from orchestrator.engine.stacks import state_exists
from orchestrator.fleet.schedule import Plan, Schedule, Skipped
from orchestrator.frozen import refuse_frozen_changes
from orchestrator.guardrails import SETTINGS_VARIABLE, packs, settings_file
from orchestrator.session import Session

Results: TypeAlias = Mapping[str, StackResult | Skipped]


@dataclass(frozen=True, kw_only=True)
class StackFinished(Progress):
    """One stack's run ended."""

    result: StackResult


@dataclass(frozen=True, kw_only=True)
class StackStarted(Progress):
    """One stack's run began."""

    verb: Verb


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is asked of the stacks."""

    verb: Verb
    stacks: Sequence[str]
    guardrails: bool = True
    options: Options = field(default_factory=Options)
    parallel: int = 2
    """How many stacks at once."""


def operate(session: Session, request: Request, *, on_progress: OnProgress, cancellation: Cancellation) -> Results:
    """Run the verb on every stack, each after those it reads (`destroy`: before).

    Errors: `config.problems.EstateErrors` where `up` or `preview` is asked to change what is fixed,
    or to delete data earlier without both keys of removal.
    """
    if request.verb in (Verb.UP, Verb.PREVIEW):
        refuse_frozen_changes(session, request.stacks)
    reads = dependencies(session.estate)
    backwards = request.verb is Verb.DESTROY
    ordered = request.verb in (Verb.UP, Verb.DESTROY)
    # A preview or refresh changes nothing that another stack reads.
    plan = Plan.of(request.stacks, reads if ordered else dict.fromkeys(reads, ()), backwards=backwards)
    missing = _missing(session, request, reads)
    runnable = Plan({name: needs for name, needs in plan.before.items() if name not in missing})
    for skipped in missing.values():
        on_progress(Notice(stack=skipped.stack, message=f"skipped: {skipped.reason}"))

    def action(stack: str) -> StackResult:
        on_progress(StackStarted(stack=stack, verb=request.verb))
        result = run(
            session.workspace,
            stack,
            request.verb,
            _options(session, request, stack),
            on_progress=on_progress,
            cancellation=cancellation,
        )
        on_progress(StackFinished(stack=stack, result=result))
        return result

    def skip(skipped: Skipped) -> None:
        on_progress(Notice(stack=skipped.stack, message=f"skipped: {skipped.reason}"))

    schedule = Schedule[StackResult](action=action, good=_succeeded, stopping=cancellation.is_requested, on_skip=skip)
    return {**missing, **schedule.run(runnable, request.parallel)}


def _succeeded(result: StackResult) -> bool:
    return result.outcome is Outcome.SUCCEEDED


def _options(session: Session, request: Request, stack: str) -> Options:
    if not request.guardrails or request.verb not in (Verb.UP, Verb.PREVIEW):
        return request.options
    return replace(
        request.options,
        policy_packs=packs(session.workspace.checkout, session.estate),
        environment={SETTINGS_VARIABLE: str(settings_file(session, stack))},
    )


def _missing(session: Session, request: Request, reads: Mapping[str, tuple[str, ...]]) -> dict[str, Skipped]:
    """Stacks whose preview would read what has never been deployed."""
    if request.verb is not Verb.PREVIEW:
        return {}
    found: dict[str, Skipped] = {}
    for name in request.stacks:
        lacking = [need for need in reads[name] if not state_exists(session.workspace, need)]
        if lacking:
            listed = ", ".join(f"`{need}`" for need in lacking)
            found[name] = Skipped(name, f"it reads {listed}, not deployed yet")
    return found

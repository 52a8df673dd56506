"""Previewing what a pull request would change, and deploying what it changed."""

from dataclasses import dataclass

from config.problems import EstateErrors
from orchestrator.engine.commands import Options
from orchestrator.engine.results import OnProgress, Verb
from orchestrator.engine.run import Cancellation
from orchestrator.fleet.operate import Request, Results, operate
from orchestrator.fleet.progress import changes_text
from orchestrator.fleet.schedule import Skipped
from orchestrator.proposals.checkouts import merged, proposed
from orchestrator.proposals.report import checks_of, not_valid, report
from orchestrator.session import Session
from servicedesk.apply import git_problem
from servicedesk.git import EstateRepository, GitError
from servicedesk.problems import Refused
from servicedesk.pull_requests import Checks


@dataclass(frozen=True)
class Run:
    """How the engine is run."""

    session: Session
    """The estate as it stands; a change is held against its state."""
    on_progress: OnProgress
    cancellation: Cancellation
    parallel: int = 2
    checkpoints: bool = True
    """As `orchestrator.engine.commands.Options` has it."""


@dataclass(frozen=True)
class Previewed:
    """What a preview says."""

    checks: Checks
    report: str
    results: Results


def preview_proposal(run: Run, repository: EstateRepository, branch: str) -> Previewed:
    """Preview every stack that a branch can touch, judged by the guardrails of the estate as the branch has it."""
    try:
        with proposed(repository, branch) as changed:
            directory = run.session.workspace.directory / "proposals" / branch.replace("/", "-")
            session = run.session.changed(changed.estate, directory)
            request = Request(verb=Verb.PREVIEW, stacks=changed.stacks, parallel=run.parallel)
            results = operate(session, request, on_progress=run.on_progress, cancellation=run.cancellation)
    except EstateErrors as errors:
        return Previewed(Checks.REFUSED, not_valid(errors.problems), {})
    except GitError as error:
        raise Refused(git_problem(repository, error)) from error
    return Previewed(checks_of(results), report(results), results)


def deploy_merged(run: Run, repository: EstateRepository, commit: str) -> Results:
    """Deploy every stack that a merge touched, from the main branch as it is now.

    Errors: `EstateErrors` where what is fixed was changed, `Refused` where git cannot give the commit.
    """
    try:
        with merged(repository, commit) as changed:
            session = run.session.changed(changed.estate, run.session.workspace.directory)
            options = Options(checkpoints=run.checkpoints)
            request = Request(verb=Verb.UP, stacks=changed.stacks, options=options, parallel=run.parallel)
            return operate(session, request, on_progress=run.on_progress, cancellation=run.cancellation)
    except GitError as error:
        raise Refused(git_problem(repository, error)) from error


def outcome_of(results: Results) -> str:
    """What a deployment did, in a line."""
    done = "; ".join(
        f"{name}: {result.reason if isinstance(result, Skipped) else changes_text(result)}"
        for name, result in sorted(results.items())
    )
    return f"deployed: {done}" if done else "nothing to deploy by itself; it stands before what needs it"

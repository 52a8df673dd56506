"""The verbs of `estate request` that change the estate's repository, and what is deployed from it."""

from collections.abc import Callable
from typing import Annotated, TypeVar

import typer

from orchestrator.cli import options
from orchestrator.cli.deploy import exit_code, summary
from orchestrator.cli.request_do import Actor, Id, do, safely
from orchestrator.cli.request_door import Door, open_door
from orchestrator.cli.request_view import as_text
from orchestrator.cli.settings import Settings, settings_of
from orchestrator.engine.run import interruptible
from orchestrator.exit_codes import ExitCode
from orchestrator.fleet.operate import Results
from orchestrator.fleet.progress import FleetProgress
from orchestrator.proposals.running import Previewed, Run, deploy_merged, outcome_of, preview_proposal
from orchestrator.session import open_session
from servicedesk.apply import Applier, branch_of
from servicedesk.ending import Ends
from servicedesk.pull_requests import Checks
from servicedesk.state import State
from servicedesk.views import as_data

Found = TypeVar("Found")

app = typer.Typer()

Repository = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        envvar="DATA_ESTATE_REPOSITORY",
        help="The estate's git repository, on GitHub, Azure DevOps or anywhere; else the checkout around its folder.",
    ),
]
Branch = Annotated[str, typer.Option(help="The branch that is deployed.")]


@app.command()
def apply(
    context: typer.Context,
    request_id: Id,
    repository: Repository = None,
    branch: Branch = "main",
    preview: Annotated[bool, typer.Option(help="Preview it and attach what the guardrails say.")] = True,
    azure: options.Azure = False,
    parallel: options.Parallel = 2,
) -> None:
    """Put the change of an approved request on a branch, and open its pull request with the preview attached.

    Exit code 4 where a guardrail refuses what it would deploy: such a pull request is not merged.
    """
    settings = settings_of(context)
    applier = open_door(settings.estate_dir).applier(settings.estate_dir, repository, branch)
    state: State = safely(lambda: applier.propose(request_id))
    if not preview:
        settings.show(as_data(state), as_text(state))
        return
    found: Previewed = safely(
        lambda: _run(settings, azure, parallel, lambda run: preview_proposal(run, applier.repository, branch_of(state)))
    )
    applier.pull_requests.attach(branch_of(state), found.checks, found.report)
    data = {**as_data(state), "checks": str(found.checks), "report": found.report}
    settings.show(data, f"{as_text(state)}\n  preview: {found.checks}\n\n{found.report}")
    if found.checks is Checks.REFUSED:
        raise typer.Exit(exit_code(found.results) or ExitCode.INVALID_INPUT)


@app.command()
def merge(
    context: typer.Context,
    request_id: Id,
    actor: Actor,
    repository: Repository = None,
    branch: Branch = "main",
    deploy_it: Annotated[bool, typer.Option("--deploy", help="Deploy it at once, and close the request.")] = False,
    azure: options.Azure = False,
    parallel: options.Parallel = 2,
) -> None:
    """Merge a request's pull request, for somebody of the groups that decided; it is applied then."""
    settings = settings_of(context)
    door = open_door(settings.estate_dir)
    applier = door.applier(settings.estate_dir, repository, branch)
    state: State = safely(lambda: applier.merge(door.person(actor), request_id))
    if deploy_it:
        state = _deployed(settings, applier, request_id, azure, parallel)
    settings.show(as_data(state), as_text(state))


@app.command()
def deploy(
    context: typer.Context,
    request_id: Id,
    repository: Repository = None,
    branch: Branch = "main",
    azure: options.Azure = False,
    parallel: options.Parallel = 2,
) -> None:
    """Deploy what a merged request touches, in waves, and close it. Run again after a failure."""
    settings = settings_of(context)
    applier = open_door(settings.estate_dir).applier(settings.estate_dir, repository, branch)
    state = _deployed(settings, applier, request_id, azure, parallel)
    settings.show(as_data(state), as_text(state))


@app.command()
def sync(context: typer.Context, repository: Repository = None, branch: Branch = "main") -> None:
    """Note the pull requests that were merged where they are reviewed. Run it in the pipeline of the main branch."""
    settings = settings_of(context)
    applier = open_door(settings.estate_dir).applier(settings.estate_dir, repository, branch)
    found: tuple[State, ...] = safely(applier.sync)
    lines = [f"{state.id}: {state.outcome}" for state in found]
    settings.show([as_data(state) for state in found], "\n".join(lines) or "nothing was merged since")


@app.command()
def revoke(
    context: typer.Context,
    request_id: Id,
    actor: Actor,
    reason: Annotated[str, typer.Option(help="Why; it is kept with the change.")],
    repository: Repository = None,
    branch: Branch = "main",
) -> None:
    """Take back the access or the certification that a request gave, for somebody of those who decided on it."""
    folder = settings_of(context).estate_dir

    def act(door: Door) -> State:
        ends = Ends(door.applier(folder, repository, branch))
        return ends.revoke(door.person(actor), request_id, reason)

    do(context, act)


@app.command()
def end(context: typer.Context, repository: Repository = None, branch: Branch = "main") -> None:
    """Take out of the estate's data what has ended, access and uploads, by a commit of its own. Run it daily."""
    settings = settings_of(context)
    applier = open_door(settings.estate_dir).applier(settings.estate_dir, repository, branch)
    ended = safely(Ends(applier).ended)
    settings.show(list(ended), "\n".join(ended) or "nothing has ended")


def _deployed(settings: Settings, applier: Applier, request: str, azure: bool, parallel: int) -> State:
    commit: str = safely(lambda: applier.merge_of(request))
    results: Results = safely(
        lambda: _run(settings, azure, parallel, lambda run: deploy_merged(run, applier.repository, commit))
    )
    settings.note.print(summary(results))
    if code := exit_code(results):
        raise typer.Exit(code)
    return applier.desk.note_deployed(request, outcome_of(results))


def _run(settings: Settings, azure: bool, parallel: int, work: Callable[[Run], Found]) -> Found:
    session = open_session(settings.estate_dir, azure=azure, note=settings.note.print)
    with interruptible() as cancellation, FleetProgress(settings.note) as progress:
        return work(Run(session, progress, cancellation, parallel))

"""`estate refresh`: take what stands into the state."""

import typer

from orchestrator.cli import options
from orchestrator.cli.deploy import leave, run_and_tell
from orchestrator.cli.settings import settings_of
from orchestrator.engine.results import Verb
from orchestrator.fleet.operate import Request
from orchestrator.fleet.selection import chosen
from orchestrator.session import open_session

app = typer.Typer()


@app.command()
def refresh(
    context: typer.Context,
    stacks: options.Stacks = None,
    azure: options.Azure = False,
    parallel: options.Parallel = 2,
) -> None:
    """Read every resource and keep what was found. Nothing that stands is changed."""
    settings = settings_of(context)
    session = open_session(settings.estate_dir, azure=azure, note=settings.note.print)
    request = Request(verb=Verb.REFRESH, stacks=chosen(session.estate, stacks or []), parallel=parallel)
    leave(run_and_tell(session, request, settings))

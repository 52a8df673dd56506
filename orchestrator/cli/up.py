"""`estate up`: deploy stacks in the order of what they read."""

from typing import Annotated

import typer

from orchestrator.cli import options
from orchestrator.cli.deploy import leave, run_and_tell
from orchestrator.cli.settings import settings_of
from orchestrator.engine.commands import Options
from orchestrator.engine.results import Verb
from orchestrator.fleet.operate import Request
from orchestrator.fleet.selection import chosen
from orchestrator.session import open_session

app = typer.Typer()


@app.command()
def up(
    context: typer.Context,
    stacks: options.Stacks = None,
    azure: options.Azure = False,
    guardrails: options.Guardrails = True,
    refresh: options.Refresh = False,
    parallel: options.Parallel = 2,
    message: Annotated[str, typer.Option("--message", "-m", help="Why; kept in the stacks' history.")] = "",
) -> None:
    """Deploy all stacks, or those that are named. Guardrails judge every resource before it is created."""
    settings = settings_of(context)
    session = open_session(settings.estate_dir, azure=azure, note=settings.note.print)
    request = Request(
        verb=Verb.UP,
        stacks=chosen(session.estate, stacks or []),
        guardrails=guardrails,
        options=Options(refresh=refresh, message=message),
        parallel=parallel,
    )
    leave(run_and_tell(session, request, settings))

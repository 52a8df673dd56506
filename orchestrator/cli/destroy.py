"""`estate destroy`: remove stacks, those that read before those that are read."""

from typing import Annotated

import typer

from orchestrator.cli import options
from orchestrator.cli.deploy import leave, run_and_tell
from orchestrator.cli.settings import settings_of
from orchestrator.engine.results import Verb
from orchestrator.fleet.operate import Request
from orchestrator.fleet.selection import chosen
from orchestrator.problems import InvalidInputError
from orchestrator.session import open_session

app = typer.Typer()


@app.command()
def destroy(
    context: typer.Context,
    stacks: options.Stacks = None,
    everything: Annotated[bool, typer.Option("--all", help="Every stack; needed when none is named.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    azure: options.Azure = False,
    parallel: options.Parallel = 2,
) -> None:
    """Remove what stacks built. Resources that hold data are protected and stay, with an error that says so."""
    settings = settings_of(context)
    if not stacks and not everything:
        raise InvalidInputError(
            code="E-SEL-003",
            where="command line",
            found="no stack is named",
            accepted="names of stacks, or `--all`",
            remedy="name what shall go",
        )
    session = open_session(settings.estate_dir, azure=azure, note=settings.note.print)
    names = chosen(session.estate, stacks or [])
    if not yes:
        typer.confirm(f"Remove {', '.join(names)}?", abort=True, err=True)
    leave(run_and_tell(session, Request(verb=Verb.DESTROY, stacks=names, parallel=parallel), settings))

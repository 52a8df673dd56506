"""`estate outputs`: what a stack tells others and its pipelines."""

import json
from typing import Annotated

import typer

from orchestrator.cli.settings import settings_of
from orchestrator.fleet.selection import chosen
from orchestrator.outputs import contract_of, value_at
from orchestrator.session import open_session

app = typer.Typer()


@app.command(epilog="Exit codes: 0 printed, 2 nothing deployed, or nothing under the path.")
def outputs(
    context: typer.Context,
    stack: Annotated[str, typer.Argument(metavar="STACK", help="The stack.")],
    path: Annotated[
        str | None, typer.Argument(metavar="[PATH]", help="One value, by keys joined by dots: `services.learning`.")
    ] = None,
    azure: Annotated[bool, typer.Option("--azure", help="From the deployed stacks' state on Azure.")] = False,
) -> None:
    """Print what a stack exports: names and ids for scripts; text as it is, everything else as JSON."""
    settings = settings_of(context)
    session = open_session(settings.estate_dir, azure=azure, note=settings.note.print)
    (name,) = chosen(session.estate, [stack])
    contract = contract_of(session, name)
    value = contract if path is None else value_at(contract, path)
    typer.echo(value if isinstance(value, str) else json.dumps(value, indent=2))

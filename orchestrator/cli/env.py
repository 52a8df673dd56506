"""`estate env`: the environment in which plain `pulumi` runs this estate."""

import shlex
from typing import Annotated

import typer

from orchestrator.cli.settings import settings_of
from orchestrator.engine.by_hand import prepare
from orchestrator.engine.install import ensure_engine
from orchestrator.engine.simulated import debug_providers
from orchestrator.engine.workspace import open_workspace, work_directory

app = typer.Typer()


@app.command()
def env(
    context: typer.Context,
    azure: Annotated[
        bool, typer.Option("--azure", help="For Azure itself: your backend and your credentials.")
    ] = False,
) -> None:
    """Print the variables for `pulumi` by hand: eval "$(estate env)".

    Without `--azure` it is the simulated estate; start the simulator before, with `estate simulate start`.
    """
    settings = settings_of(context)
    providers = None if azure else debug_providers(work_directory(settings.estate_dir))
    workspace = open_workspace(
        settings.estate_dir, engine=ensure_engine(settings.note.print), debug_providers=providers
    )
    variables = prepare(workspace)
    lines = "\n".join(f"export {name}={shlex.quote(value)}" for name, value in variables.items())
    settings.show(variables, lines)

"""`estate env`: the environment in which plain `pulumi` runs this estate."""

import shlex

import typer

from orchestrator.cli import options
from orchestrator.cli.settings import settings_of
from orchestrator.engine.by_hand import prepare
from orchestrator.guardrails import settings_file
from orchestrator.session import open_session

app = typer.Typer()


@app.command()
def env(context: typer.Context, azure: options.Azure = False) -> None:
    """Print the variables for `pulumi` by hand: eval "$(estate env)".

    Without `--azure` it is the simulated estate, and its simulator is started where it does not run.
    """
    settings = settings_of(context)
    session = open_session(settings.estate_dir, azure=azure, note=settings.note.print)
    for stack in session.estate.stacks:
        settings_file(session, stack)
    variables = prepare(session.workspace)
    lines = "\n".join(f"export {name}={shlex.quote(value)}" for name, value in variables.items())
    settings.show(variables, lines)

"""`estate engine`: where the Pulumi engine comes from."""

from dataclasses import asdict

import typer

from orchestrator.cli.settings import Settings, settings_of
from orchestrator.engine.engine import Engine
from orchestrator.engine.install import ensure_engine, find_engine
from orchestrator.exit_codes import ExitCode

app = typer.Typer(help="Show or install the Pulumi engine.", no_args_is_help=True)


@app.command()
def show(context: typer.Context) -> None:
    """Show the engine that would run; exit 1 where there is none yet."""
    settings = settings_of(context)
    engine = find_engine()
    if engine is None:
        settings.show(None, "no engine yet: run `estate engine install`")
        raise typer.Exit(ExitCode.FAILURE)
    _show(settings, engine)


@app.command()
def install(context: typer.Context) -> None:
    """Find an engine, or install one: official where it can be had, else built from its Go modules."""
    settings = settings_of(context)
    _show(settings, ensure_engine(settings.note.print))


def _show(settings: Settings, engine: Engine) -> None:
    settings.show(asdict(engine), f"Pulumi {engine.version}, {engine.origin.value}: {engine.command}")

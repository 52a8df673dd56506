"""`estate simulate …`: the offline Azure of an estate."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from config.load import load_estate
from orchestrator.cli.settings import Settings, settings_of
from orchestrator.engine.forget import remove_state
from orchestrator.engine.workspace import simulator_directory, work_directory
from orchestrator.problems import InvalidInputError
from orchestrator.session import start_simulator
from simulator import control

app = typer.Typer(no_args_is_help=True, help="Start, stop and disturb the simulated Azure.")


def _directory(settings: Settings) -> Path:
    return simulator_directory(work_directory(settings.estate_dir))


@app.command()
def start(context: typer.Context) -> None:
    """Start it, or find it running. It goes on until it is stopped."""
    settings = settings_of(context)
    providers = start_simulator(load_estate(settings.estate_dir), _directory(settings), settings.note.print)
    settings.show({"running": True, "providers": providers}, f"running: {providers}")


@app.command()
def stop(context: typer.Context) -> None:
    """Stop it. What it holds stays on disk."""
    settings = settings_of(context)
    control.stop(_directory(settings))
    settings.show({"running": False}, "stopped")


@app.command()
def status(context: typer.Context) -> None:
    """Whether it runs, and what it holds."""
    settings = settings_of(context)
    running = control.status(_directory(settings))
    count = len(control.inventory(_directory(settings)))
    value = {"running": running is not None, "pid": running.pid if running else None, "resources": count}
    state = f"running as process {running.pid}" if running else "not running"
    settings.show(value, f"{state}, holds {count} resources")


@app.command()
def reset(
    context: typer.Context,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Forget everything that it holds, and the state of the stacks that stood in it."""
    settings = settings_of(context)
    if not yes:
        typer.confirm("Forget the whole simulated estate?", abort=True, err=True)
    control.reset(_directory(settings))
    remove_state(work_directory(settings.estate_dir))
    settings.show({"reset": True}, "reset")


@app.command()
def logs(
    context: typer.Context,
    to: Annotated[Path, typer.Option(metavar="FILE", help="Where to write them, one row of JSON a line.")],
    days: Annotated[int, typer.Option(min=1, max=730, help="How many days back they reach.")] = 120,
    seed: Annotated[int, typer.Option(help="Another number gives another sample.")] = 0,
) -> None:
    """Write made-up access logs of the lakes that stand, as Azure Monitor keeps them, for `estate telemetry`."""
    settings = settings_of(context)
    rows = control.sample_access_logs(_directory(settings), datetime.now(UTC).date(), days, seed)
    to.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    settings.show({"rows": len(rows), "file": str(to)}, f"{len(rows)} rows in {to}")


@app.command()
def fault(
    context: typer.Context,
    description: Annotated[
        str, typer.Argument(help='JSON, such as \'{"kind": "throttle", "type": "Microsoft.Network/*", "count": 3}\'.')
    ],
) -> None:
    """Make it fail on purpose: throttle, conflict, busy, transient, slow-spread, crash."""
    settings = settings_of(context)
    try:
        wanted = json.loads(description)
        control.inject(_directory(settings), wanted)
    except (ValueError, TypeError, KeyError) as error:
        raise InvalidInputError(
            code="E-SIM-002",
            where="command line",
            found=f"`{description}`: {error}",
            accepted="a JSON object with `kind` and, if wanted, `type`, `operation`, `count`",
            remedy="see docs/guides/inject-faults.md",
        ) from error
    settings.show({"injected": wanted}, "injected")

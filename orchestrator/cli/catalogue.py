"""`estate catalogue`: the estate in Microsoft Purview."""

from typing import Annotated

import typer
from rich.table import Table

from catalogue.marks import is_own, own_prefix
from catalogue.plan import CHANGES, Action, Step
from config.load import load_estate
from orchestrator.catalogue import open_account, registers, step_row
from orchestrator.cli import options
from orchestrator.cli.settings import Settings, settings_of
from orchestrator.exit_codes import ExitCode

app = typer.Typer(no_args_is_help=True, help="Register datasets in Microsoft Purview: collections, lakes, scans.")
_PAST = {Action.CREATE: "created", Action.UPDATE: "updated", Action.DELETE: "deleted"}


@app.command()
def show(context: typer.Context, azure: options.Azure = False) -> None:
    """List what is registered of the estate, and when it is scanned."""
    settings = settings_of(context)
    account = open_account(settings.estate_dir, azure=azure, note=settings.note.print)
    found, own = account.read(), own_prefix(account.prefix)
    collections = [one for one in found.collections.values() if is_own(one, account.prefix)]
    rows = [
        {"kind": "collection", "name": one.name, "collection": one.parent, "about": one.friendly_name}
        for one in collections
    ]
    rows += [
        {"kind": "source", "name": one.name, "collection": one.collection, "about": one.endpoint}
        for one in found.sources.values()
        if one.name.startswith(own)
    ]
    rows += [
        {"kind": "scan", "name": one.name, "collection": one.collection, "about": str(one.trigger or "by hand only")}
        for one in found.scans.values()
        if one.name.startswith(own)
    ]
    table = Table("", "Name", "In", "About", title=f"{len(rows)} entries of the estate", title_justify="left")
    for row in rows:
        table.add_row(row["kind"], row["name"], row["collection"], row["about"])
    settings.show(rows, table)


@app.command(epilog="Exit codes: 0 all is as it ought to be, 1 the account does not answer, 2 no account, 3 steps.")
def plan(context: typer.Context, azure: options.Azure = False) -> None:
    """Show what would be registered, changed or taken out, and why. Nothing is changed."""
    settings = settings_of(context)
    steps = open_account(settings.estate_dir, azure=azure, note=settings.note.print).plan()
    _tell(settings, steps)
    if any(step.action in CHANGES or step.action is Action.CONFLICT for step in steps):
        raise typer.Exit(ExitCode.DRIFT)


@app.command(epilog="Exit codes: 0 done, 1 stopped at a refusal, 2 no account.")
def apply(
    context: typer.Context,
    azure: options.Azure = False,
    by: Annotated[
        str | None, typer.Option("--for", metavar="STACK", help="Only if this stack's pipeline is the one to do it.")
    ] = None,
) -> None:
    """Register the estate: collections, roles, lakes and scans; take out what it no longer has."""
    settings = settings_of(context)
    if by is not None and not registers(load_estate(settings.estate_dir), by):
        settings.show([], f"nothing to do: the pipeline of `{by}` does not register the estate")
        return
    account = open_account(settings.estate_dir, azure=azure, note=settings.note.print)
    done = account.apply(lambda step: settings.note.print(f"{step.action} {step.kind} {step.name}", markup=False))
    settings.show([step_row(step) for step in done], _summary(done))


def _summary(done: tuple[Step, ...]) -> str:
    counts = {past: sum(step.action is action for step in done) for action, past in _PAST.items()}
    return ", ".join(f"{count} {past}" for past, count in counts.items() if count) or "nothing to do"


def _tell(settings: Settings, steps: tuple[Step, ...]) -> None:
    table = Table("", "What", "Name", "Why", title=f"{len(steps)} steps", title_justify="left")
    for step in steps:
        table.add_row(str(step.action), step.kind, step.name, "; ".join(step.reasons))
    settings.show([step_row(step) for step in steps], table if steps else "all is registered as it ought to be")

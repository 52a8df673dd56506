"""`estate access`: who may do what, and where that differs from the responsibility matrix."""

from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.table import Column, Table

from config.graph_permissions import graph_permissions
from config.load import load_estate
from orchestrator.access import all_differences, asked, difference_row, rows, scope_named, what_is_deployed
from orchestrator.cli.settings import settings_of
from orchestrator.exit_codes import ExitCode

app = typer.Typer(no_args_is_help=True, help="Rights as they are deployed, and against the responsibility matrix.")


@app.command()
def show(
    context: typer.Context,
    team: Annotated[str | None, typer.Option("--team", help="One team by its key, such as `sales-dev/ops`.")] = None,
    person: Annotated[str | None, typer.Option("--person", help="One person by user principal name.")] = None,
    scope: Annotated[
        str | None, typer.Option("--scope", help="What holds at one stack or resource id, inherited rights included.")
    ] = None,
) -> None:
    """List effective rights: through groups, nested ones too, and from scopes above."""
    settings = settings_of(context)
    estate = load_estate(settings.estate_dir)
    found = what_is_deployed(settings.estate_dir)
    at = scope_named(estate, scope) if scope else None
    shown = rows(estate, found, asked(estate, found, team=team, person=person), at)
    table = Table("Who", "Role", "Stack", "Scope", "Because", title=f"{len(shown)} rights", title_justify="left")
    for one in shown:
        through = "".join(f", through {name}" for name in one["through"])
        table.add_row(
            one["principal"],
            one["role"],
            one["stack"] or "",
            _short(one["scope"]),
            (one["because"] or "not by the matrix") + through,
        )
    settings.show(shown, table)


@app.command(epilog="Exit codes: 0 equal, 3 differences, 2 nothing deployed.")
def diff(context: typer.Context) -> None:
    """Compare effective rights with the matrix and the datasets: what is held above them, and what is missing.

    Roles, access lists of the lakes, and members of datasets' groups.
    """
    settings = settings_of(context)
    estate = load_estate(settings.estate_dir)
    found = [difference_row(estate, one) for one in all_differences(estate, settings.estate_dir)]
    settings.show(found, _table(found) if found else "rights are what the matrix gives")
    if found:
        raise typer.Exit(ExitCode.DRIFT)


@app.command()
def permissions(context: typer.Context) -> None:
    """List what deploy identities need from Microsoft Graph, for the groups and access packages of datasets.

    An administrator of Entra grants it, or the platform stack: `delivery.graph_permissions` in estate.yaml.
    """
    settings = settings_of(context)
    needed = graph_permissions(load_estate(settings.estate_dir))
    table = Table(
        Column("Identity", overflow="fold"),
        "Permission",
        "For",
        title=f"{len(needed)} permissions",
        title_justify="left",
    )
    for one in needed:
        table.add_row(one.identity, one.permission, one.because)
    settings.show([asdict(one) for one in needed], table)


def _table(found: list[dict[str, Any]]) -> Table:
    table = Table("", "Who", "Role", "Stack", "Scope", "Cause", title=f"{len(found)} differences", title_justify="left")
    for one in found:
        table.add_row(
            one["kind"], one["principal"], one["role"], one["stack"] or "", _short(one["scope"]), one["cause"]
        )
    return table


def _short(scope: str) -> str:
    """The end of an id that a person recognises."""
    return "/".join(scope.split("/")[-2:])

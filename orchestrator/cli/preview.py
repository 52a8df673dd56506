"""`estate preview`: what would change, judged by the guardrails, before anything does."""

from typing import Annotated

import typer

from orchestrator.cli import options
from orchestrator.cli.deploy import leave, run_and_tell
from orchestrator.cli.settings import settings_of
from orchestrator.engine.commands import Options
from orchestrator.engine.results import Verb
from orchestrator.engine.workspace import CHECKOUT
from orchestrator.fleet.operate import Request
from orchestrator.fleet.selection import changed_since, chosen
from orchestrator.session import open_session

app = typer.Typer()


@app.command()
def preview(
    context: typer.Context,
    stacks: options.Stacks = None,
    since: Annotated[
        str, typer.Option("--changed-since", metavar="REF", help="Only stacks that a change since REF can touch.")
    ] = "",
    azure: options.Azure = False,
    guardrails: options.Guardrails = True,
    refresh: options.Refresh = False,
    parallel: options.Parallel = 2,
) -> None:
    """Show what `up` would change. Exit code 4 where a mandatory guardrail refuses."""
    settings = settings_of(context)
    session = open_session(settings.estate_dir, azure=azure, note=settings.note.print)
    names = chosen(session.estate, stacks or [])
    if since:
        names = tuple(sorted(set(names) & set(changed_since(session.estate, since, CHECKOUT))))
    request = Request(
        verb=Verb.PREVIEW, stacks=names, guardrails=guardrails, options=Options(refresh=refresh), parallel=parallel
    )
    leave(run_and_tell(session, request, settings))

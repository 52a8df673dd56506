"""The verbs of `estate request` about work that people do: what waits, when it will be done, who is called."""

from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from orchestrator.cli.request_do import Actor, Id, do, safely
from orchestrator.cli.request_door import open_door
from orchestrator.cli.settings import settings_of
from servicedesk.backlog import backlog, due_of, level_of
from servicedesk.model.base import Priority
from servicedesk.notices import title
from servicedesk.state import State
from servicedesk.views import as_data

app = typer.Typer()


@app.command(name="backlog")
def show_backlog(
    context: typer.Context,
    team: Annotated[
        str | None, typer.Option("--team", metavar="GROUP", help="Only what this group does, such as `crm/team`.")
    ] = None,
) -> None:
    """List what people have still to do, the most urgent first: feedback and improvements of templates."""
    settings = settings_of(context)
    now = datetime.now(UTC)
    table = Table("Request", "Priority", "About", "Requester", "Does it", "Due", "Told above")
    records = []
    for state, work in backlog(open_door(settings.estate_dir).desk.requests(), team):
        due, overdue = due_of(work), level_of(work, now) > 0
        records.append({**as_data(state), "work_due": due.isoformat(), "overdue": overdue})
        day = Text(f"{due:%Y-%m-%d}" + " overdue" * overdue, style="red" if overdue else "")
        doers = ", ".join(state.fulfilled_by)
        told = str(work.escalations or "")
        table.add_row(state.id, work.priority, title(state), state.requester, doers, day, told)
    settings.show(records, table if records else "nothing waits")


@app.command()
def prioritise(
    context: typer.Context,
    request_id: Id,
    actor: Actor,
    priority: Annotated[Priority, typer.Option(help="How urgent it is.")],
    planned_for: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day by which it will be done.")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why, in words.")] = "",
) -> None:
    """Say how urgent work is and when it will be done, for a group that does it. The requester is told."""
    day = planned_for.date() if planned_for else None
    do(context, lambda door: door.desk.prioritise(door.person(actor), request_id, priority, day, reason))


@app.command()
def escalate(context: typer.Context) -> None:
    """Tell those accountable about work that is overdue, and the service owner where it stays so. Run it daily."""
    settings = settings_of(context)
    found: tuple[State, ...] = safely(open_door(settings.estate_dir).desk.escalate)
    lines = [f"{state.id}: told above, level {state.work.escalations}" for state in found if state.work]
    settings.show([as_data(state) for state in found], "\n".join(lines) or "nothing is overdue")

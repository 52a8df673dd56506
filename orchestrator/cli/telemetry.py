"""`estate telemetry`: who uses which data, and what follows from it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from config.load import load_estate
from orchestrator.access_logs import from_files, from_workspace
from orchestrator.cli.request_do import refuse, safely
from orchestrator.cli.request_door import Door, open_door
from orchestrator.cli.settings import Settings, settings_of
from orchestrator.report.heatmap import heatmap_page, shade
from servicedesk.problems import Refusal
from servicedesk.state import State
from servicedesk.telemetry.advice import Advice, advice
from servicedesk.telemetry.rows import readings
from servicedesk.telemetry.usage import Heatmap, heatmap

app = typer.Typer(no_args_is_help=True, help="See who uses which data; nominate what is popular, archive what is cold.")

Logs = Annotated[
    Path | None, typer.Option(metavar="PATH", help="Rows of StorageBlobLogs as JSON: a file, or a folder of files.")
]
Workspace = Annotated[
    str | None, typer.Option(metavar="ID", help="Ask this Log Analytics workspace instead (extra `telemetry`).")
]
Weeks = Annotated[int, typer.Option(min=1, max=104, help="How many weeks to look back.")]
_SHADES = ("grey50", "on #dbe9f6", "on #9dc6e6", "on #4f9bd1", "on #1f6fb2", "on #0b4a86")
_SHOWN = 12


@app.command(name="heatmap")
def show_heatmap(
    context: typer.Context,
    logs: Logs = None,
    workspace: Workspace = None,
    weeks: Weeks = 13,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it as a page, too.")] = None,
) -> None:
    """Show how often each dataset was read, week by week, the most read first."""
    settings = settings_of(context)
    seen = _seen(settings, logs, workspace, weeks)
    if html is not None:
        html.write_text(heatmap_page(seen, load_estate(settings.estate_dir)), encoding="utf-8")
        settings.note.print(f"written: {html}")
    settings.show(_as_data(seen), _table(seen))


@app.command()
def advise(
    context: typer.Context,
    logs: Logs = None,
    workspace: Workspace = None,
    weeks: Weeks = 13,
    actor: Annotated[
        str | None,
        typer.Option(
            "--as", metavar="PERSON", envvar="DATA_ESTATE_PERSON", help="Open a ticket for each, as this person."
        ),
    ] = None,
) -> None:
    """Nominate what is popular, propose for archive what nobody reads; with --as, as tickets to the teams.

    The same advice in the same quarter is the same ticket, so it can be run every day.
    """
    settings = settings_of(context)
    seen = _seen(settings, logs, workspace, weeks)
    found = advice(load_estate(settings.estate_dir), seen, datetime.now(UTC).date())
    opened = safely(lambda: _open(open_door(settings.estate_dir), actor, found)) if actor else {}
    table = Table("Advice", "Dataset", "Of", "Ticket", "Why")
    records = []
    for one in found:
        ticket = opened[one.key].id if one.key in opened else None
        records.append(
            {
                "advice": one.what,
                "stack": one.stack,
                "dataset": one.dataset,
                "why": one.ticket.message,
                "ticket": ticket,
            }
        )
        table.add_row(one.what, one.dataset, one.stack, ticket or "", one.ticket.message)
    settings.show(records, table if found else "nothing stands out")


def _seen(settings: Settings, logs: Path | None, workspace: str | None, weeks: int) -> Heatmap:
    if (logs is None) == (workspace is None):
        raise typer.BadParameter("give one of --logs and --workspace; `estate simulate logs --to FILE` writes a sample")
    today = datetime.now(UTC).date()
    lines = from_files(logs) if logs else from_workspace(str(workspace), today, weeks * 7)
    read = readings(lines)
    if isinstance(read, Refusal):
        refuse(read)
    return heatmap(load_estate(settings.estate_dir), read, today, weeks)


def _open(door: Door, actor: str, found: tuple[Advice, ...]) -> dict[str, State]:
    person = door.person(actor)
    opened = {}
    for one in found:
        state = door.desk.create(person, one.ticket, key=one.key)
        opened[one.key] = door.desk.submit(person, state.id) if state.status == "draft" else state
    return opened


def _table(seen: Heatmap) -> Table:
    columns = seen.weeks[-_SHOWN:]
    table = Table("Dataset", "Of", *(f"{week:%d.%m.}" for week in columns), "Readers", "Last read", padding=(0, 1))
    peak = max((count for use in seen.uses for count in use.reads), default=0)
    for use in seen.uses:
        cells = [Text(f"{count:>4}", style=_SHADES[shade(count, peak)]) for count in use.reads[-_SHOWN:]]
        table.add_row(use.dataset, use.stack, *cells, str(use.readers), str(use.last or "never"))
    table.caption = f"{seen.elsewhere} reads in the lakes were of no dataset" if seen.elsewhere else None
    return table


def _as_data(seen: Heatmap) -> dict[str, Any]:
    return {
        "weeks": [week.isoformat() for week in seen.weeks],
        "since": seen.since.isoformat() if seen.since else None,
        "elsewhere": seen.elsewhere,
        "datasets": [
            {
                "stack": use.stack,
                "dataset": use.dataset,
                "reads": [*use.reads],
                "readers": use.readers,
                "bytes": use.size,
                "last": use.last.isoformat() if use.last else None,
            }
            for use in seen.uses
        ],
    }

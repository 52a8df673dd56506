"""The verbs of `estate request` that tell people: deliver what waits, and look after what could not be delivered."""

import os
import time
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.table import Table

from config.load import load_estate
from orchestrator.cli.request_do import refuse, safely
from orchestrator.cli.request_door import Door, open_door
from orchestrator.cli.settings import settings_of
from orchestrator.exit_codes import ExitCode
from servicedesk.outbox.deliver import Delivered, addresses_of, deliver
from servicedesk.outbox.queue import Letter, Outbox
from servicedesk.outbox.senders import sender_of
from servicedesk.outbox.senders.base import Sender
from servicedesk.problems import refusal

app = typer.Typer()


@app.command(name="deliver")
def deliver_letters(
    context: typer.Context,
    watch: Annotated[
        float | None, typer.Option(metavar="SECONDS", min=1, help="Go on, and look again after so many seconds.")
    ] = None,
) -> None:
    """Deliver the notices that wait, by file, e-mail or webhook as `notifications` of estate.yaml says.

    What fails is tried again later, and given up after ten times. Any number of these may run at once. Exit code 1
    where a notice was given up: see `estate request outbox --dead`.
    """
    settings = settings_of(context)
    estate = load_estate(settings.estate_dir)
    door = open_door(settings.estate_dir)
    sender: Sender = safely(lambda: sender_of(estate.settings.notifications, os.environ, door.notices))
    outbox, address_of = _outbox(door), addresses_of(estate)
    done = deliver(outbox, sender, address_of, lambda: door.desk.now)
    while watch is not None:
        settings.note.print(_told(done))
        time.sleep(watch)
        done = deliver(outbox, sender, address_of, lambda: door.desk.now)
    settings.show(asdict(done), _told(done))
    if done.dead:
        raise typer.Exit(ExitCode.FAILURE)


@app.command()
def outbox(
    context: typer.Context,
    dead: Annotated[bool, typer.Option("--dead", help="Those that were given up.")] = False,
) -> None:
    """List the notices that are not delivered yet."""
    settings = settings_of(context)
    letters = _outbox(open_door(settings.estate_dir)).waiting(dead=dead)
    table = Table("Letter", "To", "Subject", "Attempts", "Given up" if dead else "Next", "Last error")
    for letter in letters:
        moment = letter.dead or letter.due
        table.add_row(
            str(letter.entry),
            letter.notice.receiver,
            letter.notice.subject,
            str(letter.attempts),
            f"{moment:%Y-%m-%d %H:%M}",
            letter.error or "",
        )
    settings.show([_as_data(letter) for letter in letters], table if letters else "nothing waits")


@app.command()
def resend(context: typer.Context, letter: Annotated[int, typer.Argument(metavar="LETTER")]) -> None:
    """Try a notice that was given up anew; `estate request deliver` delivers it then."""
    settings = settings_of(context)
    door = open_door(settings.estate_dir)
    if not _outbox(door).revive(letter, door.desk.now):
        refuse(
            refusal(
                "D-OUT-002",
                f"letter {letter}",
                found="no letter of this number was given up",
                accepted="a number of `estate request outbox --dead`",
                remedy="see what waits with `estate request outbox`",
            )
        )
    settings.show({"letter": letter}, f"letter {letter} will be tried anew")


def _outbox(door: Door) -> Outbox:
    return Outbox(door.desk.store.engine)


def _told(done: Delivered) -> str:
    parts = (f"{done.sent} delivered", f"{done.put_off} put off", f"{done.dead} given up")
    return ", ".join(part for part in parts if part[0] != "0") or "nothing waits"


def _as_data(letter: Letter) -> dict[str, Any]:
    return {
        "letter": letter.entry,
        "request": letter.request,
        "receiver": letter.notice.receiver,
        "subject": letter.notice.subject,
        "text": letter.notice.text,
        "attempts": letter.attempts,
        "due": letter.due.isoformat(),
        "dead": letter.dead.isoformat() if letter.dead else None,
        "error": letter.error,
    }

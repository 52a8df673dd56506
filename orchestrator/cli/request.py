"""`estate request`: the service desk on the command line."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from orchestrator.cli import request_apply, request_outbox, request_publish, request_work
from orchestrator.cli.request_ask import asked
from orchestrator.cli.request_do import Actor, Id, do, refuse, safely
from orchestrator.cli.request_door import Door, open_door
from orchestrator.cli.request_view import as_text, change_text
from orchestrator.cli.settings import settings_of
from orchestrator.problems import InvalidInputError
from servicedesk.effects import RECORD_ONLY
from servicedesk.examples import examples
from servicedesk.matching import can_decide
from servicedesk.model import KINDS
from servicedesk.problems import Refusal, Refused
from servicedesk.reading import read_body
from servicedesk.state import State
from servicedesk.views import as_data, change_data, history_data

app = typer.Typer(no_args_is_help=True, epilog="Exit codes: 0 done, 1 failed, 2 refused: every reason is told.")
app.add_typer(request_apply.app)
app.add_typer(request_outbox.app)
app.add_typer(request_publish.app)
app.add_typer(request_work.app)

Why = Annotated[str, typer.Option("--reason", help="Why, in words.")]
File = Annotated[Path | None, typer.Option("--file", help="The request as YAML or JSON; `-` reads standard input.")]
Fields = Annotated[
    list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="One field; the value is YAML. Repeat it.")
]


@app.callback(help="Ask for landing zones, products, access and more; decide; see what became of it.")
def request() -> None:
    """Keep the verbs of the service desk together."""


@app.command()
def kinds(context: typer.Context, kind: Annotated[str | None, typer.Argument(help="Show its example.")] = None) -> None:
    """List what can be asked for, or show the example of one kind, ready to be edited."""
    settings = settings_of(context)
    if kind is not None:
        if kind not in KINDS:
            _known(kind)
        settings.show(examples()[kind], json.dumps(examples()[kind], indent=2))
        return
    table = Table("Kind", "What", "Effect")
    records = []
    for name, model in KINDS.items():
        what = (model.__doc__ or "").split("\n")[0]
        effect = f"record only: {RECORD_ONLY[name]}" if name in RECORD_ONLY else "a change of the estate's data"
        records.append({"kind": name, "what": what, "effect": effect})
        table.add_row(name, what, effect)
    settings.show(records, table)


@app.command()
def new(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(help="See `estate request kinds`.")],
    actor: Actor,
    file: File = None,
    fields: Fields = None,
    submit_it: Annotated[bool, typer.Option("--submit", help="Ask for approval at once.")] = False,
    key: Annotated[str | None, typer.Option(help="The same key gives the same request again.")] = None,
) -> None:
    """Begin a request, as a draft. At a terminal, the fields that are missing are asked for."""
    given = {**_read(file), **_fields(fields), "kind": kind}
    if file is None and kind in KINDS and sys.stdin.isatty():
        body = asked(kind, given, typer.prompt, settings_of(context).note.print)
    else:
        body = read_body(given)
    if isinstance(body, Refusal):
        refuse(body)

    def act(door: Door) -> State:
        state = door.desk.create(door.person(actor), body, key=key)
        settings_of(context).note.print(f"kept as {state.id}")
        return door.desk.submit(door.person(actor), state.id) if submit_it else state

    do(context, act)


@app.command()
def edit(context: typer.Context, request_id: Id, actor: Actor, file: File = None, fields: Fields = None) -> None:
    """Change fields of a request; approvals given so far fall."""

    def act(door: Door) -> State:
        before = door.desk.get(request_id).body.model_dump(mode="json", exclude_unset=True)
        body = read_body({**before, **_read(file), **_fields(fields)})
        if isinstance(body, Refusal):
            raise Refused(body)
        return door.desk.edit(door.person(actor), request_id, body)

    do(context, act)


@app.command()
def submit(context: typer.Context, request_id: Id, actor: Actor) -> None:
    """Ask for approval. What could not be deployed is refused here, with all reasons."""
    do(context, lambda door: door.desk.submit(door.person(actor), request_id))


@app.command()
def approve(context: typer.Context, request_id: Id, actor: Actor, reason: Why = "") -> None:
    """Say yes, for a group that decides."""
    do(context, lambda door: door.desk.approve(door.person(actor), request_id, reason))


@app.command()
def decline(context: typer.Context, request_id: Id, actor: Actor, reason: Why) -> None:
    """Say no, with a reason."""
    do(context, lambda door: door.desk.decline(door.person(actor), request_id, reason))


@app.command()
def clarify(context: typer.Context, request_id: Id, actor: Actor, reason: Why) -> None:
    """Send a request back to the requester with a question."""
    do(context, lambda door: door.desk.clarify(door.person(actor), request_id, reason))


@app.command()
def delegate(
    context: typer.Context,
    request_id: Id,
    actor: Actor,
    to: Annotated[str, typer.Option(help="Who shall decide.")],
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day on which it ends.")],
    reason: Why = "",
) -> None:
    """Let somebody else decide on one request."""
    end = until.replace(tzinfo=UTC)
    do(context, lambda door: door.desk.delegate(door.person(actor), request_id, door.person(to).name, end, reason))


@app.command()
def withdraw(context: typer.Context, request_id: Id, actor: Actor, reason: Why = "") -> None:
    """Take one's own request back."""
    do(context, lambda door: door.desk.withdraw(door.person(actor), request_id, reason))


@app.command()
def fulfil(
    context: typer.Context,
    request_id: Id,
    actor: Actor,
    outcome: Annotated[str, typer.Option(help="What was done, with a link.")],
) -> None:
    """Say that the work is done, for kinds that change no data of the estate."""
    do(context, lambda door: door.desk.fulfil(door.person(actor), request_id, outcome))


@app.command()
def close(context: typer.Context, request_id: Id, actor: Actor, reason: Why = "") -> None:
    """End a request whose effect is there."""
    do(context, lambda door: door.desk.close(door.person(actor), request_id, reason))


@app.command()
def expire(context: typer.Context) -> None:
    """End every request on which nobody decided in time."""
    settings = settings_of(context)
    states = safely(open_door(settings.estate_dir).desk.expire)
    settings.show([as_data(state) for state in states], f"{len(states)} requests expired")


@app.command()
def show(context: typer.Context, request_id: Id) -> None:
    """Show a request: who asks, who must approve, what it would change, what happened."""
    settings = settings_of(context)
    door = open_door(settings.estate_dir)
    state = safely(lambda: door.desk.get(request_id))
    planned = door.desk.plan(request_id) if state.status in ("draft", "submitted", "approved") else None
    history = door.desk.store.actions(request_id)
    data = as_data(state) | {
        "body": state.body.model_dump(mode="json", exclude_unset=True),
        "change": change_data(planned),
        "history": history_data(history),
        "denied": door.desk.store.denials(request_id),
    }
    lines = [as_text(state), "", json.dumps(data["body"], indent=2, ensure_ascii=False), *change_text(planned), ""]
    lines += [
        f"{entry.at:%Y-%m-%d %H:%M}  {entry.action:<9} {entry.actor.name}  {entry.reason}".rstrip() for entry in history
    ]
    settings.show(data, "\n".join(lines))


@app.command(name="list")
def list_requests(
    context: typer.Context,
    status: Annotated[str | None, typer.Option(help="Only those in this status.")] = None,
    decider: Annotated[
        str | None, typer.Option("--for", metavar="PERSON", help="Only those on which this person can decide.")
    ] = None,
) -> None:
    """List requests, oldest first."""
    settings = settings_of(context)
    door = open_door(settings.estate_dir)
    states = [state for state in door.desk.requests() if status in (None, str(state.status))]
    if decider is not None:
        person = safely(lambda: door.person(decider))
        states = [state for state in states if can_decide(state, person, datetime.now(UTC))]
    table = Table("Request", "Status", "Kind", "About", "Requester", "Waits for")
    for state in states:
        row = as_data(state)
        waits = ", ".join(need["key"] for need in row["required"] if need["given_by"] is None)
        table.add_row(state.id, str(state.status), state.body.kind, row["about"], state.requester, waits)
    settings.show([as_data(state) for state in states], table)


def _known(kind: str) -> None:
    body = read_body({"kind": kind})
    if isinstance(body, Refusal):
        refuse(body)


def _read(file: Path | None) -> dict[str, Any]:
    if file is None:
        return {}
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
        loaded = YAML(typ="safe").load(text)
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise _unreadable(str(file), " ".join(str(error).split())[:200]) from None
    if not isinstance(loaded, dict):
        raise _unreadable(str(file), "not a map of fields")
    return loaded


def _fields(fields: list[str] | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for given in fields or []:
        name, separator, value = given.partition("=")
        if not separator:
            raise _unreadable("--set", f"`{given}`")
        found[name] = YAML(typ="safe").load(value)
    return found


def _unreadable(where: str, found: str) -> InvalidInputError:
    return InvalidInputError(
        code="D-REQ-001",
        where=where,
        found=found,
        accepted="a YAML or JSON map of fields, or FIELD=VALUE",
        remedy="see `estate request kinds KIND` for an example",
    )

"""The verbs of `estate request` that change the estate's repository."""

from typing import Annotated

import typer

from orchestrator.cli.request_do import Actor, Id, do, safely
from orchestrator.cli.request_door import Door, open_door
from orchestrator.cli.settings import settings_of
from servicedesk.ending import AccessEnds
from servicedesk.state import State

app = typer.Typer()

Repository = Annotated[
    str | None, typer.Option(metavar="URL", help="The estate's git repository; else the checkout around its folder.")
]
Branch = Annotated[str, typer.Option(help="The branch that is deployed.")]


@app.command()
def apply(context: typer.Context, request_id: Id, repository: Repository = None, branch: Branch = "main") -> None:
    """Put the change of an approved request on a branch, and open its pull request."""
    folder = settings_of(context).estate_dir
    do(context, lambda door: door.applier(folder, repository, branch).propose(request_id))


@app.command()
def merge(
    context: typer.Context, request_id: Id, actor: Actor, repository: Repository = None, branch: Branch = "main"
) -> None:
    """Merge a request's pull request, for somebody of the groups that decided; it is applied then."""
    folder = settings_of(context).estate_dir
    do(context, lambda door: door.applier(folder, repository, branch).merge(door.person(actor), request_id))


@app.command()
def revoke(
    context: typer.Context,
    request_id: Id,
    actor: Actor,
    reason: Annotated[str, typer.Option(help="Why; it is kept with the change.")],
    repository: Repository = None,
    branch: Branch = "main",
) -> None:
    """Take back the access that a request gave, for somebody of those who decided on it."""
    folder = settings_of(context).estate_dir

    def act(door: Door) -> State:
        ends = AccessEnds(door.applier(folder, repository, branch))
        return ends.revoke(door.person(actor), request_id, reason)

    do(context, act)


@app.command(name="end-access")
def end_access(context: typer.Context, repository: Repository = None, branch: Branch = "main") -> None:
    """Take access that has ended out of the estate's data, by a commit of its own. Run it daily."""
    settings = settings_of(context)
    applier = open_door(settings.estate_dir).applier(settings.estate_dir, repository, branch)
    ended = safely(AccessEnds(applier).ended)
    settings.show(list(ended), "\n".join(ended) or "all access holds")

"""`estate template`: changes between the templates and their forks."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, TypeVar

import typer

from config.delivery import repository_url, template_url
from config.estate import Estate
from config.load import load_estate
from orchestrator.cli.offers import open_offer, with_git
from orchestrator.cli.request_do import safely
from orchestrator.cli.request_door import open_door
from orchestrator.cli.settings import settings_of
from orchestrator.problems import InvalidInputError, OperationError
from servicedesk.model.governance import TemplateImprovementRequest
from servicedesk.state import State
from servicedesk.template_changes import Conflicts, NotInFork, commit_in, offer_fix, offer_update

Found = TypeVar("Found")

app = typer.Typer(no_args_is_help=True, help="Bring fixes of forks into templates, and changes of templates to forks.")

Main = Annotated[str, typer.Option("--branch", help="The main branch of template and forks.")]
Template = Annotated[
    str | None, typer.Option("--template", metavar="URL", help="The template's repository; else as `delivery` has it.")
]


@app.command()
def offer(
    context: typer.Context,
    stack: Annotated[str | None, typer.Argument(help="The stack whose fork has the fix.")] = None,
    commit: Annotated[str | None, typer.Option(help="The fix: a commit of the fork.")] = None,
    request_id: Annotated[
        str | None, typer.Option("--request", metavar="ID", help="The request that asks for it; it is applied then.")
    ] = None,
    actor: Annotated[
        str | None, typer.Option("--as", metavar="PERSON", envvar="DATA_ESTATE_PERSON", help="Who does it.")
    ] = None,
    fork: Annotated[str | None, typer.Option(metavar="URL", help="The fork; else as `delivery` has it.")] = None,
    template: Template = None,
    branch: Main = "main",
) -> None:
    """Offer one commit of a fork to its template, as a branch and a pull request there."""
    settings = settings_of(context)
    estate = load_estate(settings.estate_dir)
    because = ""
    if request_id:
        body = safely(lambda: open_door(settings.estate_dir).desk.get(request_id)).body
        if not isinstance(body, TemplateImprovementRequest):
            raise _lacks(request_id, f"a request of kind `{body.kind}`", "a request of kind `template-improvement`")
        stack, because = stack or body.fork_stack, f"{request_id}: {body.proposal}"
        commit = commit or (commit_in(body.commit_link) if body.commit_link else None)
    if not stack or stack not in estate.stacks:
        raise _lacks("STACK", f"`{stack}`" if stack else "no stack", "a zone's or a team's stack")
    if not commit:
        raise _lacks("--commit", "no commit", "the fix, as a commit of the fork")
    source, target = fork or _url(estate, stack, fork=True), template or _url(estate, stack, fork=False)
    made = _told(lambda: offer_fix(source, commit, target, because=because, main=branch), target)
    link = open_offer(made, branch)
    if request_id and actor:
        door = open_door(settings.estate_dir)
        done: State = safely(
            lambda: door.desk.fulfil(door.person(actor), request_id, f"offered to the template: {link}")
        )
        settings.note.print(f"{done.id}: {done.status}")
    settings.show({"repository": target, "branch": made.branch, "link": link}, link)


@app.command()
def update(
    context: typer.Context,
    stacks: Annotated[list[str] | None, typer.Argument(help="Stacks whose forks are offered it; all else.")] = None,
    fork: Annotated[str | None, typer.Option(metavar="URL", help="The fork, with one stack.")] = None,
    template: Template = None,
    branch: Main = "main",
) -> None:
    """Offer what a template has changed to its forks, as a branch and a pull request in each."""
    settings = settings_of(context)
    estate = load_estate(settings.estate_dir)
    names = stacks or [*estate.landing_zones, *estate.management_zones, *estate.teams]
    records = []
    for name in names:
        if name not in estate.stacks:
            raise _lacks("STACK", f"`{name}`", "a zone's or a team's stack")
        target = fork or _url(estate, name, fork=True)
        source = template or _url(estate, name, fork=False)
        made = _told(partial(offer_update, source, target, main=branch), target)
        link = open_offer(made, branch) if made else "has all of it"
        records.append({"stack": name, "repository": target, "branch": made.branch if made else None, "link": link})
    settings.show(records, "\n".join(f"{one['stack']}: {one['link']}" for one in records))


def _url(estate: Estate, stack: str, *, fork: bool) -> str:
    found = (repository_url if fork else template_url)(estate, stack)
    if found is None:
        option = "--fork" if fork else "--template"
        raise _lacks(option, f"`delivery` names no repository for `{stack}`", f"a repository, with `{option} URL`")
    return found


def _told(work: Callable[[], Found], repository: str) -> Found:
    try:
        return with_git(work, repository)
    except Conflicts as error:
        raise OperationError(
            code="E-TPL-002",
            where=f"`{repository}`",
            found=f"the fix does not fit in {error}",
            accepted="a fix that applies to the template's main branch",
            remedy="take the template's changes over into the fork, repair the fix there, and offer that commit",
        ) from error
    except NotInFork as error:
        raise _lacks("--commit", str(error), "a commit that the fork has and the template has not") from error


def _lacks(where: str, found: str, accepted: str) -> InvalidInputError:
    return InvalidInputError(
        code="E-TPL-001", where=where, found=found, accepted=accepted, remedy="see `estate template --help`"
    )

"""`estate request publish`: a certified product's certificate and data contracts, into its own repository."""

from typing import Annotated

import typer

from config.delivery import repository_url
from config.load import load_estate
from orchestrator.cli.offers import open_offer, with_git
from orchestrator.cli.request_do import Id, refuse, safely
from orchestrator.cli.request_door import open_door
from orchestrator.cli.settings import settings_of
from orchestrator.problems import InvalidInputError
from servicedesk.model.governance import CertificationRequest
from servicedesk.offers import offer_files
from servicedesk.problems import Refusal
from servicedesk.publication import publication
from servicedesk.state import State

app = typer.Typer()


@app.command()
def publish(
    context: typer.Context,
    request_id: Id,
    repository: Annotated[
        str | None,
        typer.Option("--product", metavar="URL", help="The product's repository; else as `delivery` has it."),
    ] = None,
    branch: Annotated[str, typer.Option(help="Its main branch.")] = "main",
) -> None:
    """Publish a certification in the product's repository: certificate and data contracts, as a pull request."""
    settings = settings_of(context)
    estate = load_estate(settings.estate_dir)
    state: State = safely(lambda: open_door(settings.estate_dir).desk.get(request_id))
    stack = state.body.product if isinstance(state.body, CertificationRequest) else ""
    url = repository or (repository_url(estate, stack) if stack in estate.teams else None) or ""
    found = publication(estate, state, url)
    if isinstance(found, Refusal):
        refuse(found)
    offer, files = found
    if not url:
        raise InvalidInputError(
            code="E-TPL-001",
            where="--product",
            found=f"`delivery` names no repository for `{stack}`",
            accepted="a repository, with `--product URL`",
            remedy="see `estate request publish --help`",
        )
    if with_git(lambda: offer_files(url, offer, files, branch), url):
        link = open_offer(offer, branch)
    else:
        link = f"{url} has it"
    settings.show({"repository": url, "branch": offer.branch, "files": sorted(files), "link": link}, link)

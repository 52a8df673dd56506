"""What the verbs of `estate request` have in common: options, doing, and telling refusals."""

from collections.abc import Callable
from typing import Annotated, Any, NoReturn

import typer

from orchestrator.cli.request_door import Door, open_door
from orchestrator.cli.request_view import as_text
from orchestrator.cli.settings import settings_of
from orchestrator.problems import InvalidInputError
from servicedesk.problems import Refusal, Refused
from servicedesk.state import State
from servicedesk.views import as_data

Id = Annotated[str, typer.Argument(metavar="ID", help="The request, such as R-0007.")]
Actor = Annotated[
    str, typer.Option("--as", metavar="PERSON", envvar="DATA_ESTATE_PERSON", help="Who acts: a user principal name.")
]


def do(context: typer.Context, act: Callable[[Door], State]) -> None:
    """Act on one request, and show what became of it."""
    settings = settings_of(context)
    state = safely(lambda: act(open_door(settings.estate_dir)))
    settings.show(as_data(state), as_text(state))


def safely(work: Callable[[], Any]) -> Any:
    """Do some work; what the service desk refuses ends the command with every reason."""
    try:
        return work()
    except Refused as refused:
        refuse(Refusal(refused.problems))


def refuse(refused: Refusal) -> NoReturn:
    """End the command with every reason of a refusal."""
    first, *others = refused.problems
    raise InvalidInputError(
        code=first.code,
        where=first.where,
        found=first.found,
        accepted=first.accepted,
        remedy=first.remedy,
        details="\n".join(str(problem) for problem in others),
    )

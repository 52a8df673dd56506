"""Branches offered to the repositories of teams: opening their pull requests, and telling what git says."""

import os
from collections.abc import Callable
from typing import TypeVar

from orchestrator.cli.request_do import safely
from orchestrator.problems import OperationError
from servicedesk.git import GitError
from servicedesk.hosts import hosted
from servicedesk.offers import Offer
from servicedesk.template_changes import Conflicts, NotInFork

Found = TypeVar("Found")


def open_offer(made: Offer, main: str) -> str:
    """Open the pull request where the repository has a place for it; else the branch is what people find."""
    place = safely(lambda: hosted(made.repository, main, os.environ))
    if place is None:
        return f"branch {made.branch} of {made.repository}"
    opened = safely(lambda: place.open("", made.branch, "", made.title, made.text))
    return str(opened.link)


def with_git(work: Callable[[], Found], repository: str) -> Found:
    """Do some work on a repository. Errors: `OperationError` with git's words; what is told more precisely passes."""
    try:
        return work()
    except (Conflicts, NotInFork):
        raise
    except GitError as error:
        raise OperationError(
            code="E-TPL-003",
            where=f"`{repository}`",
            found=" ".join(str(error).split()),
            accepted="repositories that git can read, and write branches to",
            remedy="correct what git says, then offer again: nothing is half done",
        ) from error

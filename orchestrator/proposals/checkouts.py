"""What a change makes of the estate, in checkouts that end with the block.

Errors of both: `servicedesk.git.GitError`, and `config.problems.EstateErrors` where the data is not valid.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config.estate import Estate
from config.load import load_estate
from orchestrator.proposals.touched import touched
from servicedesk.git import EstateRepository
from servicedesk.texts import read_texts


@dataclass(frozen=True)
class ChangedEstate:
    """The estate after a change."""

    estate: Estate
    stacks: tuple[str, ...]
    """The stacks that the change can touch, sorted."""


@contextmanager
def proposed(repository: EstateRepository, branch: str) -> Iterator[ChangedEstate]:
    """The estate as a branch has it, with what the branch changes."""
    with repository.at(repository.fork_point(branch), f"origin/{branch}") as (before, after):
        yield _changed(before, after, load_estate(after))


@contextmanager
def merged(repository: EstateRepository, commit: str) -> Iterator[ChangedEstate]:
    """The estate as the main branch has it now, with what one commit of it changed."""
    with repository.at(f"{commit}^", commit, f"origin/{repository.branch}") as (before, after, now):
        yield _changed(before, after, load_estate(now))


def _changed(before: Path, after: Path, now: Estate) -> ChangedEstate:
    old, new = read_texts(before), read_texts(after)
    files = {name for name in {*old, *new} if old.get(name) != new.get(name)}
    stacks = touched(load_estate(before), load_estate(after), files)
    return ChangedEstate(now, tuple(name for name in stacks if name in now.stacks))

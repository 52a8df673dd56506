"""Branches that the service desk puts into the repositories of teams, for whose people it is to review and to merge."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from servicedesk.git import git


@dataclass(frozen=True)
class Offer:
    """A branch that was put into a repository."""

    repository: str
    branch: str
    title: str
    text: str


def offer_files(repository: str, offer: Offer, files: Mapping[str, str], main: str = "main") -> bool:
    """Put files on a branch, on top of the main branch; False where the main branch has all of them already.

    Offering again gives the same branch, with what the files are now. Errors: `GitError`.
    """
    with cloned(repository, main) as clone:
        git(clone, "switch", "--quiet", "--create", offer.branch)
        for name, text in files.items():
            path = clone / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            git(clone, "add", "--", name)
        if not git(clone, "diff", "--cached", "--name-only"):
            return False
        same = stands(clone, offer.branch) and not git(
            clone, "diff", "--cached", "--name-only", f"origin/{offer.branch}"
        )
        if not same:
            git(clone, "commit", "--quiet", "--message", offer.title)
            git(clone, "push", "--quiet", "--force", "origin", f"HEAD:refs/heads/{offer.branch}")
        return True


@contextmanager
def cloned(url: str, main: str) -> Iterator[Path]:
    """A clone of a repository, thrown away after the block."""
    with TemporaryDirectory(prefix="offer-clone-") as folder:
        clone = Path(folder) / "clone"
        git(Path(folder), "clone", "--quiet", "--branch", main, "--", url, str(clone))
        yield clone


def stands(clone: Path, branch: str) -> bool:
    """Whether a clone's repository has a branch."""
    return bool(git(clone, "for-each-ref", f"refs/remotes/origin/{branch}"))

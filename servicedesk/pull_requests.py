"""Pull requests: a small interface, and an implementation that keeps them in the service desk's own database."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from sqlalchemy import Engine, insert, select, update

from servicedesk.tables import PULL_REQUESTS


class PullRequestStatus(StrEnum):
    """Where a pull request stands."""

    OPEN = "open"
    MERGED = "merged"


@dataclass(frozen=True, kw_only=True)
class PullRequest:
    """One pull request."""

    link: str
    """Where people find it."""
    branch: str
    title: str
    text: str
    status: PullRequestStatus
    commit: str | None = None
    """The merge's commit."""


class PullRequests(Protocol):
    """What the service desk needs of the place where changes are reviewed."""

    def open(self, request: str, branch: str, title: str, text: str) -> PullRequest:
        """Open a pull request of a branch, or bring the open one up to date."""
        ...

    def find(self, branch: str) -> PullRequest | None:
        """The pull request of a branch."""
        ...

    def merged(self, branch: str, commit: str) -> None:
        """Note that a branch was merged."""
        ...


class StoredPullRequests:
    """Pull requests in the service desk's database, for a repository without a service of its own for them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def open(self, request: str, branch: str, title: str, text: str) -> PullRequest:
        """Open a pull request of a branch, or bring the open one up to date."""
        row = {"title": title, "text": text, "status": str(PullRequestStatus.OPEN), "commit": None}
        with self._engine.begin() as connection:
            known = connection.execute(update(PULL_REQUESTS).where(PULL_REQUESTS.c.branch == branch).values(**row))
            if not known.rowcount:
                connection.execute(insert(PULL_REQUESTS), {**row, "request": request, "branch": branch})
        found = self.find(branch)
        if found is None:
            raise LookupError(branch)
        return found

    def find(self, branch: str) -> PullRequest | None:
        """The pull request of a branch."""
        query = select(PULL_REQUESTS).where(PULL_REQUESTS.c.branch == branch)
        with self._engine.begin() as connection:
            row = connection.execute(query).mappings().one_or_none()
        if row is None:
            return None
        return PullRequest(
            link=f"pull request {row['number']} ({branch})",
            branch=branch,
            title=row["title"],
            text=row["text"],
            status=PullRequestStatus(row["status"]),
            commit=row["commit"],
        )

    def merged(self, branch: str, commit: str) -> None:
        """Note that a branch was merged."""
        row = {"status": str(PullRequestStatus.MERGED), "commit": commit}
        with self._engine.begin() as connection:
            connection.execute(update(PULL_REQUESTS).where(PULL_REQUESTS.c.branch == branch).values(**row))

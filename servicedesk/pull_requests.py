"""Pull requests: a small interface, and an implementation that keeps them in the service desk's own database."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from sqlalchemy import Engine, insert, select, update

from servicedesk.database import one_at_a_time
from servicedesk.tables import PULL_REQUESTS


class PullRequestStatus(StrEnum):
    """Where a pull request stands."""

    OPEN = "open"
    MERGED = "merged"


class Checks(StrEnum):
    """What the preview of a pull request's head said."""

    NONE = "none"
    """It was not previewed."""
    PASSED = "passed"
    REFUSED = "refused"
    """A guardrail refuses it, or it cannot be deployed."""


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
    checks: Checks = Checks.NONE
    report: str = ""
    """The preview and the guardrails' findings, as Markdown."""


class PullRequests(Protocol):
    """What the service desk needs of the place where changes are reviewed."""

    def open(self, request: str, branch: str, head: str, title: str, text: str) -> PullRequest:
        """Open a pull request of a branch, or bring the open one up to date. A new head has not been previewed."""
        ...

    def attach(self, branch: str, checks: Checks, report: str) -> PullRequest:
        """Attach what the preview of the branch's head says."""
        ...

    def find(self, branch: str) -> PullRequest | None:
        """The pull request of a branch."""
        ...

    def merged(self, branch: str, commit: str) -> None:
        """Note that a branch was merged."""
        ...


@runtime_checkable
class Merging(Protocol):
    """What a place can do beside, where it merges under rules of its own."""

    def merge(self, branch: str, message: str) -> str:
        """Merge the reviewed head of a branch, and give the merge's commit. Again gives the same."""
        ...


class StoredPullRequests:
    """Pull requests in the service desk's database, for a repository without a service of its own for them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def open(self, request: str, branch: str, head: str, title: str, text: str) -> PullRequest:
        """Open a pull request of a branch, or bring the open one up to date. A new head has not been previewed."""
        row = {"title": title, "text": text, "status": str(PullRequestStatus.OPEN), "commit": None}
        unseen = {"head": head, "checks": str(Checks.NONE), "report": ""}
        mine = PULL_REQUESTS.c.branch == branch
        with self._engine.begin() as connection:
            one_at_a_time(connection, branch)
            if not connection.execute(update(PULL_REQUESTS).where(mine).values(**row)).rowcount:
                connection.execute(insert(PULL_REQUESTS), {**row, **unseen, "request": request, "branch": branch})
            connection.execute(update(PULL_REQUESTS).where(mine, PULL_REQUESTS.c.head != head).values(**unseen))
        return self._known(branch)

    def attach(self, branch: str, checks: Checks, report: str) -> PullRequest:
        """Attach what the preview of the branch's head says."""
        row = {"checks": str(checks), "report": report}
        with self._engine.begin() as connection:
            connection.execute(update(PULL_REQUESTS).where(PULL_REQUESTS.c.branch == branch).values(**row))
        return self._known(branch)

    def _known(self, branch: str) -> PullRequest:
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
            checks=Checks(row["checks"]),
            report=row["report"],
        )

    def merged(self, branch: str, commit: str) -> None:
        """Note that a branch was merged."""
        row = {"status": str(PullRequestStatus.MERGED), "commit": commit}
        with self._engine.begin() as connection:
            connection.execute(update(PULL_REQUESTS).where(PULL_REQUESTS.c.branch == branch).values(**row))

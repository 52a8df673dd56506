"""Pull requests on GitHub. Source: GitHub REST API, version 2022-11-28."""

import re
from collections.abc import Mapping
from typing import Any

import httpx

from servicedesk.hosts.calls import Calls, token
from servicedesk.pull_requests import Checks, PullRequest, PullRequestStatus

_URL = re.compile(
    r"(?:https://(?:[^@/]+@)?github\.com/|(?:ssh://)?git@github\.com[:/])([\w.-]+)/([\w.-]+?)(?:\.git)?/?$"
)
_API = "https://api.github.com"
_CONTEXT = "data-estate/preview"
_MARK = "<!-- data-estate/preview -->"
_LONGEST_COMMENT = 65_000
"""GitHub takes 65,536 characters."""
_STATES = {Checks.PASSED: "success", Checks.REFUSED: "failure"}
_PAGE = 100


class GitHubPullRequests:
    """The pull requests of one repository that go to one branch."""

    def __init__(self, calls: Calls, owner: str, branch: str) -> None:
        self._calls = calls
        self._owner = owner
        self._branch = branch

    @classmethod
    def of(
        cls, url: str, branch: str, environment: Mapping[str, str], transport: httpx.BaseTransport | None
    ) -> "GitHubPullRequests | None":
        """For a URL on github.com; the token is `GITHUB_TOKEN` or `GH_TOKEN`."""
        found = _URL.match(url)
        if found is None:
            return None
        headers = {
            "Authorization": f"Bearer {token(url, environment, 'GITHUB_TOKEN', 'GH_TOKEN')}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        return cls(Calls(f"{_API}/repos/{found[1]}/{found[2]}", headers, transport), found[1], branch)

    def open(self, request: str, branch: str, head: str, title: str, text: str) -> PullRequest:  # noqa: ARG002
        """Open a pull request of a branch, or bring the open one up to date."""
        standing = self._standing(branch)
        if standing is None or standing["state"] != "open":
            body = {"title": title, "body": text, "head": branch, "base": self._branch}
            standing = self._calls.send("POST", "/pulls", body)
        else:
            standing = self._calls.send("PATCH", f"/pulls/{standing['number']}", {"title": title, "body": text})
        return self._shown(branch, standing)

    def attach(self, branch: str, checks: Checks, report: str) -> PullRequest:
        """Set a status on the head, and keep one comment with the report."""
        standing = self._found(branch)
        status = {"state": _STATES[checks], "context": _CONTEXT, "description": f"preview {checks}"}
        self._calls.send("POST", f"/statuses/{standing['head']['sha']}", status)
        body = {"body": f"{_MARK}\n{report}"[:_LONGEST_COMMENT]}
        comment = self._comment(standing["number"])
        if comment is None:
            self._calls.send("POST", f"/issues/{standing['number']}/comments", body)
        else:
            self._calls.send("PATCH", f"/issues/comments/{comment['id']}", body)
        return self._shown(branch, standing)

    def find(self, branch: str) -> PullRequest | None:
        """The newest pull request of a branch that is open or merged."""
        standing = self._standing(branch)
        return None if standing is None else self._shown(branch, standing)

    def merge(self, branch: str, message: str) -> str:
        """Merge the head that was reviewed, by the host and its rules for the branch."""
        standing = self._found(branch)
        if standing["merged_at"]:
            return str(standing["merge_commit_sha"])
        title, _, text = message.partition("\n")
        body = {"merge_method": "merge", "sha": standing["head"]["sha"], "commit_title": title, "commit_message": text}
        return str(self._calls.send("PUT", f"/pulls/{standing['number']}/merge", body)["sha"])

    def merged(self, branch: str, commit: str) -> None:
        """Nothing: GitHub notes it by itself."""

    def _standing(self, branch: str) -> dict[str, Any] | None:
        query = {"head": f"{self._owner}:{branch}", "base": self._branch, "state": "all", "sort": "created"}
        found: list[dict[str, Any]] = self._calls.get("/pulls", **query, direction="desc", per_page=_PAGE)
        return next((one for one in found if one["state"] == "open" or one["merged_at"]), None)

    def _found(self, branch: str) -> dict[str, Any]:
        standing = self._standing(branch)
        if standing is None:
            raise LookupError(branch)
        return standing

    def _comment(self, number: int) -> dict[str, Any] | None:
        page = 1
        while True:
            found = self._calls.get(f"/issues/{number}/comments", per_page=_PAGE, page=page)
            for comment in found:
                if comment["body"].startswith(_MARK):
                    return dict(comment)
            if len(found) < _PAGE:
                return None
            page += 1

    def _shown(self, branch: str, standing: Mapping[str, Any]) -> PullRequest:
        status = self._calls.get(f"/commits/{standing['head']['sha']}/status", per_page=_PAGE)
        told = {one["context"]: one["state"] for one in status["statuses"]}.get(_CONTEXT)
        comment = self._comment(standing["number"]) if told else None
        return PullRequest(
            link=standing["html_url"],
            branch=branch,
            title=standing["title"],
            text=standing["body"] or "",
            status=PullRequestStatus.MERGED if standing["merged_at"] else PullRequestStatus.OPEN,
            commit=standing["merge_commit_sha"] if standing["merged_at"] else None,
            checks=next((checks for checks, state in _STATES.items() if state == told), Checks.NONE),
            report=comment["body"].removeprefix(_MARK).strip() if comment else "",
        )

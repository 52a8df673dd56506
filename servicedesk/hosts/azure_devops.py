"""Pull requests on Azure DevOps Services. Source: Azure DevOps REST API, version 7.1."""

import re
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

import httpx

from servicedesk.hosts.calls import Calls, token
from servicedesk.problems import Refused, refusal
from servicedesk.pull_requests import Checks, PullRequest, PullRequestStatus

_URLS = (
    re.compile(r"https://(?:[^@/]+@)?dev\.azure\.com/(?P<org>[^/]+)/(?P<project>[^/]+)/_git/(?P<repo>[^/]+)/?$"),
    re.compile(
        r"https://(?P<org>[\w-]+)\.visualstudio\.com/(?:DefaultCollection/)?(?P<project>[^/]+)/_git/(?P<repo>[^/]+)/?$"
    ),
    re.compile(r"(?:ssh://)?git@ssh\.dev\.azure\.com[:/]v3/(?P<org>[^/]+)/(?P<project>[^/]+)/(?P<repo>[^/]+)/?$"),
)
_VERSION = "7.1"
_CONTEXT = {"genre": "data-estate", "name": "preview"}
_MARK = "<!-- data-estate/preview -->"
_LONGEST_TEXT = 4_000
"""Characters that the description of a pull request holds."""
_LONGEST_COMMENT = 150_000
_STATES = {Checks.PASSED: "succeeded", Checks.REFUSED: "failed"}
_MERGE_SECONDS = 60.0
_WAIT_SECONDS = 1.0


class AzureDevOpsPullRequests:
    """The pull requests of one repository that go to one branch."""

    wait_seconds = _WAIT_SECONDS
    """Between two looks at a merge that is not done yet."""

    def __init__(self, calls: Calls, pages: str, branch: str) -> None:
        self._calls = calls
        self._pages = pages
        self._branch = branch

    @classmethod
    def of(
        cls, url: str, branch: str, environment: Mapping[str, str], transport: httpx.BaseTransport | None
    ) -> "AzureDevOpsPullRequests | None":
        """For a URL of Azure DevOps; a pipeline's `SYSTEM_ACCESSTOKEN`, or a personal `AZURE_DEVOPS_EXT_PAT`."""
        found = next((match for pattern in _URLS if (match := pattern.match(url))), None)
        if found is None:
            return None
        given = token(url, environment, "SYSTEM_ACCESSTOKEN", "AZURE_DEVOPS_EXT_PAT")
        bearer = given == environment.get("SYSTEM_ACCESSTOKEN")
        organization, project, repository = (quote(unquote(found[part])) for part in ("org", "project", "repo"))
        place = f"https://dev.azure.com/{organization}/{project}"
        calls = Calls(
            f"{place}/_apis/git/repositories/{repository}",
            {"Authorization": f"Bearer {given}"} if bearer else {},
            transport,
            None if bearer else httpx.BasicAuth("", given),
        )
        return cls(calls, f"{place}/_git/{repository}/pullrequest", branch)

    def open(self, request: str, branch: str, head: str, title: str, text: str) -> PullRequest:  # noqa: ARG002
        """Open a pull request of a branch, or bring the open one up to date."""
        standing = self._standing(branch)
        told = {"title": title, "description": text[:_LONGEST_TEXT]}
        if standing is None or standing["status"] != "active":
            ends = {"sourceRefName": f"refs/heads/{branch}", "targetRefName": f"refs/heads/{self._branch}"}
            standing = self._send("POST", "/pullrequests", {**ends, **told})
        else:
            standing = self._send("PATCH", f"/pullrequests/{standing['pullRequestId']}", told)
        return self._shown(branch, standing)

    def attach(self, branch: str, checks: Checks, report: str) -> PullRequest:
        """Set a status on the newest push, and keep one thread with the report: active while it is refused."""
        standing = self._found(branch)
        place = f"/pullrequests/{standing['pullRequestId']}"
        status = {
            "state": _STATES[checks],
            "context": _CONTEXT,
            "description": f"preview {checks}",
            "iterationId": self._pushes(place),
        }
        self._send("POST", f"{place}/statuses", status)
        content = f"{_MARK}\n{report}"[:_LONGEST_COMMENT]
        told = "active" if checks is Checks.REFUSED else "closed"
        thread = self._thread(place)
        if thread is None:
            comment = {"parentCommentId": 0, "content": content, "commentType": "text"}
            self._send("POST", f"{place}/threads", {"comments": [comment], "status": told})
        else:
            self._send("PATCH", f"{place}/threads/{thread['id']}/comments/1", {"content": content})
            self._send("PATCH", f"{place}/threads/{thread['id']}", {"status": told})
        return self._shown(branch, standing)

    def find(self, branch: str) -> PullRequest | None:
        """The newest pull request of a branch that is active or completed."""
        standing = self._standing(branch)
        return None if standing is None else self._shown(branch, standing)

    def merge(self, branch: str, message: str) -> str:
        """Complete the push that was reviewed, under the branch's policies. Errors: `Refused` where they do not let."""
        standing = self._found(branch)
        place = f"/pullrequests/{standing['pullRequestId']}"
        if standing["status"] == "active":
            options = {"mergeStrategy": "noFastForward", "mergeCommitMessage": message, "deleteSourceBranch": False}
            body = {
                "status": "completed",
                "lastMergeSourceCommit": {"commitId": standing["lastMergeSourceCommit"]["commitId"]},
                "completionOptions": options,
            }
            standing = self._send("PATCH", place, body)
        until = time.monotonic() + _MERGE_SECONDS
        while standing["status"] != "completed" and time.monotonic() < until:
            time.sleep(self.wait_seconds)
            standing = self._get(place)
        if standing["status"] != "completed":
            raise Refused(_not_completed(f"{self._pages}/{standing['pullRequestId']}", standing))
        return str(standing["lastMergeCommit"]["commitId"])

    def merged(self, branch: str, commit: str) -> None:
        """Nothing: completing it noted it."""

    def _standing(self, branch: str) -> dict[str, Any] | None:
        query = {
            "searchCriteria.sourceRefName": f"refs/heads/{branch}",
            "searchCriteria.targetRefName": f"refs/heads/{self._branch}",
            "searchCriteria.status": "all",
        }
        found = self._get("/pullrequests", **query)["value"]
        newest = sorted(found, key=lambda one: int(one["pullRequestId"]), reverse=True)
        return next((one for one in newest if one["status"] in ("active", "completed")), None)

    def _found(self, branch: str) -> dict[str, Any]:
        standing = self._standing(branch)
        if standing is None:
            raise LookupError(branch)
        return standing

    def _pushes(self, place: str) -> int:
        return max(int(one["id"]) for one in self._get(f"{place}/iterations")["value"])

    def _thread(self, place: str) -> dict[str, Any] | None:
        threads: list[dict[str, Any]] = self._get(f"{place}/threads")["value"]
        return next((one for one in threads if _content(one).startswith(_MARK)), None)

    def _shown(self, branch: str, standing: Mapping[str, Any]) -> PullRequest:
        place = f"/pullrequests/{standing['pullRequestId']}"
        completed = standing["status"] == "completed"
        mine = [one for one in self._get(f"{place}/statuses")["value"] if one["context"] == _CONTEXT]
        last = max(mine, key=lambda one: int(one["id"]), default=None)
        told = last["state"] if last and last.get("iterationId") == self._pushes(place) else None
        thread = self._thread(place) if told else None
        return PullRequest(
            link=f"{self._pages}/{standing['pullRequestId']}",
            branch=branch,
            title=standing["title"],
            text=standing.get("description") or "",
            status=PullRequestStatus.MERGED if completed else PullRequestStatus.OPEN,
            commit=standing["lastMergeCommit"]["commitId"] if completed else None,
            checks=next((checks for checks, state in _STATES.items() if state == told), Checks.NONE),
            report=_content(thread).removeprefix(_MARK).strip() if thread else "",
        )

    def _get(self, path: str, **query: str) -> Any:
        return self._calls.get(path, **query, **{"api-version": _VERSION})

    def _send(self, method: str, path: str, body: Mapping[str, Any]) -> Any:
        return self._calls.send(method, f"{path}?api-version={_VERSION}", body)


def _content(thread: Mapping[str, Any]) -> str:
    comments = thread.get("comments") or ()
    return str(comments[0].get("content") or "") if comments else ""


def _not_completed(link: str, standing: Mapping[str, Any]) -> Any:
    return refusal(
        "D-APP-007",
        link,
        found=f"`{standing['status']}`, merge status `{standing.get('mergeStatus', 'unknown')}`",
        accepted="a pull request that its branch's policies let complete",
        remedy="see there what is missing (reviews, builds, conflicts), then merge again",
    )

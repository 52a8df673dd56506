"""Two hosts of pull requests that keep what they are told, as their APIs are documented. Over a real remote."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

Answer = tuple[int, Any]


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "core.hooksPath=/dev/null"]
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def merge_in(remote: Path, head: str) -> str:
    """Merge a commit into the remote's main branch, as a host does; the merge's commit."""
    tree = git(remote, "merge-tree", "--write-tree", "main", head)
    commit = git(remote, "commit-tree", tree, "-p", "main", "-p", head, "-m", "Merged by the host")
    git(remote, "update-ref", "refs/heads/main", commit)
    return commit


class Host:
    """Answers calls by the first route that fits, and keeps them."""

    def __init__(self, remote: Path, base: str, authorization: str) -> None:
        self.remote = remote
        self.calls: list[str] = []
        self.pulls: list[dict[str, Any]] = []
        self.protected = False
        self._base = base
        self._authorization = authorization
        self._routes: list[tuple[str, re.Pattern[str], Callable[..., Answer]]] = []

    def route(self, method: str, path: str, handler: Callable[..., Answer]) -> None:
        self._routes.append((method, re.compile(path + r"\Z"), handler))

    @property
    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        url = str(request.url.copy_with(query=None))
        self.calls.append(f"{request.method} {url.removeprefix(self._base)}")
        if request.headers.get("Authorization") != self._authorization or not url.startswith(self._base):
            return httpx.Response(401, json={"message": "Bad credentials"})
        body = json.loads(request.content) if request.content else {}
        for method, pattern, handler in self._routes:
            found = pattern.match(url.removeprefix(self._base))
            if method == request.method and found:
                status, answer = handler(*found.groups(), body=body, query=dict(request.url.params))
                return httpx.Response(status, json=answer)
        return httpx.Response(404, json={"message": "Not Found"})

    def head(self, branch: str) -> str:
        return git(self.remote, "rev-parse", f"refs/heads/{branch}")


class FakeGitHub(Host):
    def __init__(self, remote: Path) -> None:
        super().__init__(remote, "https://api.github.com/repos/contoso/estate", "Bearer secret-token")
        self.statuses: dict[str, list[dict[str, Any]]] = {}
        self.comments: list[dict[str, Any]] = []
        self.route("GET", "/pulls", self._list)
        self.route("POST", "/pulls", self._open)
        self.route("PATCH", r"/pulls/(\d+)", self._edit)
        self.route("PUT", r"/pulls/(\d+)/merge", self._merge)
        self.route("POST", r"/statuses/(\w+)", self._set_status)
        self.route("GET", r"/commits/(\w+)/status", self._status)
        self.route("GET", r"/issues/\d+/comments", self._comments)
        self.route("POST", r"/issues/\d+/comments", self._comment)
        self.route("PATCH", r"/issues/comments/(\d+)", self._change_comment)

    def _list(self, *, body: Any, query: dict[str, str]) -> Answer:
        assert query["state"] == "all"
        found = [pull for pull in self.pulls if f"contoso:{pull['head']['ref']}" == query["head"]]
        for pull in found:
            if pull["state"] == "open":
                pull["head"]["sha"] = self.head(pull["head"]["ref"])
        return 200, found[::-1]

    def _open(self, *, body: Any, query: Any) -> Answer:
        if any(pull["state"] == "open" and pull["head"]["ref"] == body["head"] for pull in self.pulls):
            return 422, {"message": "A pull request already exists"}
        number = len(self.pulls) + 1
        pull = {
            "number": number,
            "title": body["title"],
            "body": body["body"],
            "state": "open",
            "head": {"ref": body["head"], "sha": self.head(body["head"])},
            "base": {"ref": body["base"]},
            "merged_at": None,
            "merge_commit_sha": "0" * 40,
            "html_url": f"https://github.com/contoso/estate/pull/{number}",
        }
        self.pulls.append(pull)
        return 201, pull

    def _edit(self, number: str, *, body: Any, query: Any) -> Answer:
        self.pulls[int(number) - 1].update(body)
        return 200, self.pulls[int(number) - 1]

    def _merge(self, number: str, *, body: Any, query: Any) -> Answer:
        pull = self.pulls[int(number) - 1]
        if self.protected:
            return 405, {"message": "At least 1 approving review is required"}
        if body["sha"] != self.head(pull["head"]["ref"]):
            return 409, {"message": "Head branch was modified"}
        commit = merge_in(self.remote, body["sha"])
        pull.update(state="closed", merged_at="2026-11-23T10:00:00Z", merge_commit_sha=commit)
        return 200, {"sha": commit, "merged": True}

    def _set_status(self, sha: str, *, body: Any, query: Any) -> Answer:
        assert len(body["description"]) <= 140
        self.statuses.setdefault(sha, []).append(body)
        return 201, body

    def _status(self, sha: str, *, body: Any, query: Any) -> Answer:
        latest = {one["context"]: one for one in self.statuses.get(sha, [])}
        return 200, {"state": "success", "statuses": list(latest.values())}

    def _comments(self, *, body: Any, query: dict[str, str]) -> Answer:
        size, page = int(query["per_page"]), int(query["page"])
        return 200, self.comments[(page - 1) * size : page * size]

    def _comment(self, *, body: Any, query: Any) -> Answer:
        assert len(body["body"]) <= 65536
        self.comments.append({"id": len(self.comments) + 1, **body})
        return 201, self.comments[-1]

    def _change_comment(self, number: str, *, body: Any, query: Any) -> Answer:
        self.comments[int(number) - 1].update(body)
        return 200, self.comments[int(number) - 1]


class FakeAzureDevOps(Host):
    """Completes a pull request in its second moment, as the service does."""

    def __init__(self, remote: Path, authorization: str = "Bearer secret-token") -> None:
        base = "https://dev.azure.com/contoso/data%20estate/_apis/git/repositories/estate"
        super().__init__(remote, base, authorization)
        self.statuses: list[dict[str, Any]] = []
        self.threads: list[dict[str, Any]] = []
        self.pushes: dict[str, list[str]] = {}
        self.route("GET", "/pullrequests", self._list)
        self.route("POST", "/pullrequests", self._open)
        self.route("GET", r"/pullrequests/(\d+)", self._one)
        self.route("PATCH", r"/pullrequests/(\d+)", self._edit)
        self.route("GET", r"/pullrequests/(\d+)/iterations", self._iterations)
        self.route("GET", r"/pullrequests/\d+/statuses", self._statuses)
        self.route("POST", r"/pullrequests/\d+/statuses", self._set_status)
        self.route("GET", r"/pullrequests/\d+/threads", self._list_threads)
        self.route("POST", r"/pullrequests/\d+/threads", self._open_thread)
        self.route("PATCH", r"/pullrequests/\d+/threads/(\d+)", self._edit_thread)
        self.route("PATCH", r"/pullrequests/\d+/threads/(\d+)/comments/1", self._edit_comment)

    def _seen(self, pull: dict[str, Any]) -> dict[str, Any]:
        ref = pull["sourceRefName"]
        if pull["status"] == "active":
            head = self.head(ref.removeprefix("refs/heads/"))
            pull["lastMergeSourceCommit"] = {"commitId": head}
            known = self.pushes.setdefault(ref, [])
            if head not in known:
                known.append(head)
        return pull

    def _list(self, *, body: Any, query: dict[str, str]) -> Answer:
        assert query["api-version"] == "7.1"
        wanted = query["searchCriteria.sourceRefName"]
        return 200, {"value": [self._seen(pull) for pull in self.pulls if pull["sourceRefName"] == wanted]}

    def _open(self, *, body: Any, query: Any) -> Answer:
        assert len(body["description"]) <= 4000
        self.pulls.append({"pullRequestId": len(self.pulls) + 1, "status": "active", **body})
        return 201, self._seen(self.pulls[-1])

    def _one(self, number: str, *, body: Any, query: Any) -> Answer:
        pull = self.pulls[int(number) - 1]
        if pull.pop("completing", False):
            commit = merge_in(self.remote, pull["lastMergeSourceCommit"]["commitId"])
            pull.update(status="completed", lastMergeCommit={"commitId": commit})
        return 200, self._seen(pull)

    def _edit(self, number: str, *, body: Any, query: Any) -> Answer:
        pull = self.pulls[int(number) - 1]
        if body.get("status") == "completed":
            assert body["completionOptions"]["mergeStrategy"] == "noFastForward"
            if self.protected:
                return 403, {"message": "TF402455: Pushes to this branch are not permitted"}
            return 200, {**pull, "mergeStatus": "queued", "completing": pull.setdefault("completing", True)}
        pull.update(body)
        return 200, self._seen(pull)

    def _iterations(self, number: str, *, body: Any, query: Any) -> Answer:
        pushes = self.pushes[self._seen(self.pulls[int(number) - 1])["sourceRefName"]]
        return 200, {"value": [{"id": index + 1} for index, _ in enumerate(pushes)]}

    def _statuses(self, *, body: Any, query: Any) -> Answer:
        return 200, {"value": self.statuses}

    def _set_status(self, *, body: Any, query: Any) -> Answer:
        self.statuses.append({"id": len(self.statuses) + 1, **body})
        return 200, self.statuses[-1]

    def _list_threads(self, *, body: Any, query: Any) -> Answer:
        return 200, {"value": self.threads}

    def _open_thread(self, *, body: Any, query: Any) -> Answer:
        self.threads.append({"id": len(self.threads) + 1, **body})
        return 200, self.threads[-1]

    def _edit_thread(self, number: str, *, body: Any, query: Any) -> Answer:
        self.threads[int(number) - 1].update(body)
        return 200, self.threads[int(number) - 1]

    def _edit_comment(self, number: str, *, body: Any, query: Any) -> Answer:
        self.threads[int(number) - 1]["comments"][0].update(body)
        return 200, {}

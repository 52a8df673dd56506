"""Requests whose pull requests live on GitHub or Azure DevOps: opened once, previewed, merged by the host's rules."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from servicedesk.apply import Applier, branch_of
from servicedesk.git import EstateRepository
from servicedesk.hosts import hosted
from servicedesk.hosts.azure_devops import AzureDevOpsPullRequests
from servicedesk.problems import Refused
from servicedesk.pull_requests import Checks, PullRequests, PullRequestStatus
from servicedesk.state import Status
from tests.unit.servicedesk.hosts.fakes import FakeAzureDevOps, FakeGitHub, Host, git, merge_in
from tests.unit.servicedesk.world import GRACE, LEA, World

GITHUB = "https://github.com/contoso/estate.git"
AZURE = "https://contoso@dev.azure.com/contoso/data%20estate/_git/estate"
TOKENS = {"GITHUB_TOKEN": "secret-token", "SYSTEM_ACCESSTOKEN": "secret-token"}


@pytest.fixture(name="remote")
def _remote(world: World, tmp_path: Path) -> Path:
    bare, work = tmp_path / "remote.git", tmp_path / "work"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch", "main", str(bare))
    git(bare, "config", "user.name", "Host")
    git(tmp_path, "clone", "--quiet", str(bare), str(work))
    (work / "estate").mkdir()
    for name, text in world.texts.items():
        (work / "estate" / name).write_text(text, encoding="utf-8")
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "--message", "Begin")
    git(work, "push", "--quiet", "origin", "HEAD:main")
    return bare


@dataclass
class Place:
    host: Host
    pull_requests: PullRequests
    shown: Callable[[], str]
    """What people read of the preview."""
    link: str


@pytest.fixture(name="place", params=["github", "azure-devops"])
def _place(request: pytest.FixtureRequest, remote: Path) -> Place:
    if request.param == "github":
        github = FakeGitHub(remote)
        found = hosted(GITHUB, "main", TOKENS, github.transport)
        assert found is not None
        page = "https://github.com/contoso/estate/pull/1"
        return Place(github, found, lambda: "".join(comment["body"] for comment in github.comments), page)
    azure = FakeAzureDevOps(remote)
    standing = hosted(AZURE, "main", TOKENS, azure.transport)
    assert isinstance(standing, AzureDevOpsPullRequests)
    standing.wait_seconds = 0.0
    page = "https://dev.azure.com/contoso/data%20estate/_git/estate/pullrequest/1"
    return Place(azure, standing, lambda: "".join(one["comments"][0]["content"] for one in azure.threads), page)


@pytest.fixture(name="applier")
def _applier(world: World, remote: Path, place: Place) -> Applier:
    return Applier(world.desk, EstateRepository(url=str(remote)), place.pull_requests)


@pytest.fixture(name="request_id")
def _request_id(world: World) -> str:
    request = world.submitted("integration", GRACE)
    world.desk.approve(world.person(LEA), request)
    return request


def test_a_request_is_opened_once_and_merged_by_the_host(
    world: World, applier: Applier, place: Place, remote: Path, request_id: str
) -> None:
    state = applier.propose(request_id)
    assert state.pull_request == place.link
    assert applier.propose(request_id).pull_request == place.link
    assert len(place.host.pulls) == 1
    done = applier.merge(world.person(LEA), request_id)
    commit = git(remote, "rev-parse", "main")
    assert done.outcome == f"merged as {commit} by {LEA}"
    assert applier.merge_of(request_id) == commit
    found = place.pull_requests.find(branch_of(state))
    assert found is not None
    assert (found.status, found.commit) == (PullRequestStatus.MERGED, commit)


def test_the_preview_is_a_status_and_one_text(applier: Applier, place: Place, request_id: str) -> None:
    branch = branch_of(applier.propose(request_id))
    refused = place.pull_requests.attach(branch, Checks.REFUSED, "G-STO-001 refuses it.")
    assert (refused.checks, refused.report) == (Checks.REFUSED, "G-STO-001 refuses it.")
    passed = place.pull_requests.attach(branch, Checks.PASSED, "Nothing refused.")
    assert (passed.checks, passed.report) == (Checks.PASSED, "Nothing refused.")
    assert "Nothing refused." in place.shown()
    assert "G-STO-001" not in place.shown()


def test_a_push_has_not_been_previewed(applier: Applier, place: Place, remote: Path, request_id: str) -> None:
    branch = branch_of(applier.propose(request_id))
    place.pull_requests.attach(branch, Checks.REFUSED, "G-STO-001 refuses it.")
    tree = git(remote, "rev-parse", f"{branch}^{{tree}}")
    git(remote, "update-ref", f"refs/heads/{branch}", git(remote, "commit-tree", tree, "-p", branch, "-m", "More"))
    found = place.pull_requests.find(branch)
    assert found is not None
    assert (found.checks, found.report) == (Checks.NONE, "")


def test_what_its_preview_refused_is_not_merged(world: World, applier: Applier, place: Place, request_id: str) -> None:
    branch = branch_of(applier.propose(request_id))
    place.pull_requests.attach(branch, Checks.REFUSED, "G-STO-001 refuses it.")
    with pytest.raises(Refused, match="D-APP-004"):
        applier.merge(world.person(LEA), request_id)
    assert world.desk.get(request_id).status is Status.APPROVED


def test_a_branch_with_rules_keeps_them(world: World, applier: Applier, place: Place, request_id: str) -> None:
    applier.propose(request_id)
    place.host.protected = True
    with pytest.raises(Refused, match="D-APP-006") as refused:
        applier.merge(world.person(LEA), request_id)
    assert "secret-token" not in str(refused.value)
    assert world.desk.get(request_id).status is Status.APPROVED


def test_what_was_merged_there_by_hand_is_noted(
    world: World, applier: Applier, place: Place, remote: Path, request_id: str
) -> None:
    branch = branch_of(applier.propose(request_id))
    assert applier.sync() == ()
    commit = merge_in(remote, git(remote, "rev-parse", branch))
    place.host.pulls[0].update(
        state="closed",
        merged_at="2026-11-23T10:00:00Z",
        merge_commit_sha=commit,
        status="completed",
        lastMergeCommit={"commitId": commit},
    )
    (state,) = applier.sync()
    assert (state.status, state.outcome) == (Status.APPLIED, f"merged as {commit}")
    assert applier.sync() == ()


@pytest.mark.parametrize(
    ("url", "known"),
    [
        ("git@github.com:contoso/estate.git", True),
        ("ssh://git@github.com/contoso/estate", True),
        ("https://github.com/contoso/estate", True),
        ("https://contoso.visualstudio.com/DefaultCollection/data/_git/estate", True),
        ("git@ssh.dev.azure.com:v3/contoso/data/estate", True),
        ("https://github.com.evil.example/contoso/estate", False),
        ("https://evil.example/github.com/contoso/estate", False),
        ("/srv/git/estate.git", False),
    ],
)
def test_the_host_is_told_by_the_url(url: str, known: bool) -> None:
    assert (hosted(url, "main", TOKENS) is not None) is known


@pytest.mark.parametrize("url", [GITHUB, AZURE])
def test_a_missing_token_says_which_variable(url: str) -> None:
    with pytest.raises(Refused, match=r"D-APP-005.*(GITHUB_TOKEN|SYSTEM_ACCESSTOKEN)"):
        hosted(url, "main", {})


def test_a_personal_token_is_sent_as_azure_devops_takes_it(remote: Path) -> None:
    azure = FakeAzureDevOps(remote, authorization="Basic OnBhdA==")
    found = hosted(AZURE, "main", {"AZURE_DEVOPS_EXT_PAT": "pat"}, azure.transport)
    assert found is not None
    assert found.find("request/R-0001") is None


@pytest.mark.parametrize("answer", ["gone", "page"])
def test_what_goes_wrong_on_the_way_is_a_refusal_without_the_token(answer: str) -> None:
    def broken(request: httpx.Request) -> httpx.Response:
        if answer == "page":
            return httpx.Response(203, text="<html>Sign in</html>")
        raise httpx.ConnectError("no route", request=request)

    found = hosted(GITHUB, "main", TOKENS, httpx.MockTransport(broken))
    assert found is not None
    with pytest.raises(Refused, match="D-APP-006") as refused:
        found.find("request/R-0001")
    assert "secret-token" not in str(refused.value)

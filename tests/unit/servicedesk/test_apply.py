"""From approval to a merged change, on a real git remote."""

import subprocess
from pathlib import Path

import pytest

from servicedesk.apply import Applier, branch_of
from servicedesk.ending import Ends
from servicedesk.git import EstateRepository
from servicedesk.problems import Refusal, Refused
from servicedesk.pull_requests import Checks, PullRequestStatus, StoredPullRequests
from servicedesk.state import Status
from servicedesk.texts import load_texts
from tests.unit.servicedesk.world import GRACE, HENRIK, JONAS, JORDAN, LEA, MONDAY, NADIA, YUKI, World


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "core.hooksPath=/dev/null"]
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def remote(world: World, tmp_path: Path) -> Path:
    """A bare repository that holds the estate."""
    bare, work = tmp_path / "remote.git", tmp_path / "work"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch", "main", str(bare))
    git(tmp_path, "clone", "--quiet", str(bare), str(work))
    (work / "estate").mkdir()
    for name, text in world.texts.items():
        (work / "estate" / name).write_text(text, encoding="utf-8")
    (work / "README.md").write_text("An estate.\n", encoding="utf-8")
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "--message", "Begin")
    git(work, "push", "--quiet", "origin", "HEAD:main")
    return bare


@pytest.fixture
def applier(world: World, remote: Path) -> Applier:
    repository = EstateRepository(url=str(remote))
    return Applier(world.desk, repository, StoredPullRequests(world.desk.store.engine))


def approved(world: World, kind: str, by: str, *approvers: str, **changes: object) -> str:
    request = world.submitted(kind, by, **changes)
    for approver in approvers:
        world.desk.approve(world.person(approver), request)
    assert world.desk.get(request).status is Status.APPROVED
    return request


def test_an_approved_request_becomes_a_pull_request_and_is_merged(world: World, applier: Applier, remote: Path) -> None:
    request = approved(world, "landing-zone", JONAS, NADIA)
    state = applier.propose(request)
    branch = branch_of(state)
    assert git(remote, "diff", "--name-only", f"main...{branch}") == "estate/Pulumi.finance-dev.yaml"
    assert "Approved by nadia.benali" in git(remote, "log", "-1", "--format=%B", branch)
    found = applier.pull_requests.find(branch)
    assert found is not None
    assert found.status is PullRequestStatus.OPEN
    done = applier.merge(world.person(NADIA), request)
    assert done.status is Status.APPLIED
    assert done.outcome == f"merged as {git(remote, 'rev-parse', 'main')} by {NADIA}"
    assert not isinstance(load_texts(applier.repository.texts(), MONDAY.date()), Refusal)
    assert git(remote, "for-each-ref", "--format=%(refname:short)", "refs/heads") == "main"


def test_proposing_and_merging_again_changes_nothing(world: World, applier: Applier, remote: Path) -> None:
    request = approved(world, "integration", GRACE, LEA)
    first = applier.propose(request)
    head = git(remote, "rev-parse", branch_of(first))
    assert applier.propose(request) == first
    assert git(remote, "rev-parse", branch_of(first)) == head
    done = applier.merge(world.person(LEA), request)
    assert applier.merge(world.person(LEA), request) == done


def test_a_merge_that_was_not_noted_is_found(world: World, applier: Applier, remote: Path) -> None:
    request = approved(world, "integration", GRACE, LEA)
    state = applier.propose(request)
    commit = applier.repository.merge(branch_of(state), "Merge", lambda _: True)
    assert applier.merge(world.person(LEA), request).outcome == f"merged as {commit} by {LEA}"


def test_what_its_preview_refused_is_not_merged(world: World, applier: Applier, remote: Path) -> None:
    request = approved(world, "integration", GRACE, LEA)
    branch = branch_of(applier.propose(request))
    attached = applier.pull_requests.attach(branch, Checks.REFUSED, "G-STO-001 refuses it.")
    assert (attached.checks, attached.report) == (Checks.REFUSED, "G-STO-001 refuses it.")
    head = git(remote, "rev-parse", "main")
    with pytest.raises(Refused, match="D-APP-004"):
        applier.merge(world.person(LEA), request)
    assert git(remote, "rev-parse", "main") == head
    assert [denied["action"] for denied in world.desk.store.denials(request)] == ["merge"]
    applier.propose(request)
    again = applier.pull_requests.find(branch)
    assert again is not None
    assert again.checks is Checks.REFUSED  # the head is the same
    applier.pull_requests.open(request, branch, "another head", again.title, again.text)
    assert applier.merge(world.person(LEA), request).status is Status.APPLIED


def test_what_was_merged_is_deployed_and_closed_by_the_service_desk(world: World, applier: Applier) -> None:
    request = approved(world, "integration", GRACE, LEA)
    applier.propose(request)
    with pytest.raises(Refused, match="D-LIF-001"):
        applier.merge_of(request)
    applier.merge(world.person(LEA), request)
    commit = applier.merge_of(request)
    with applier.repository.at(f"{commit}^", commit) as (before, after):
        assert {path.name for path in after.iterdir()} - {path.name for path in before.iterdir()} == {
            "Pulumi.orders.yaml"
        }
    closed = world.desk.note_deployed(request, "deployed: orders 11 create")
    assert closed.status is Status.CLOSED
    assert applier.merge_of(request) == commit


def test_a_branch_goes_off_where_the_main_branch_was(world: World, applier: Applier, remote: Path) -> None:
    head = git(remote, "rev-parse", "main")
    one = approved(world, "integration", GRACE, LEA)
    two = approved(world, "product", GRACE, LEA, HENRIK)
    applier.propose(one)
    branch = branch_of(applier.propose(two))
    applier.merge(world.person(LEA), one)
    assert applier.repository.fork_point(branch) == head


def test_two_requests_for_one_slot_get_two(world: World, applier: Applier) -> None:
    one = approved(world, "integration", GRACE, LEA)
    two = approved(world, "product", GRACE, LEA, HENRIK)
    applier.propose(one)
    applier.propose(two)
    applier.merge(world.person(LEA), one)
    assert applier.merge(world.person(LEA), two).status is Status.APPLIED
    estate = load_texts(applier.repository.texts(), MONDAY.date())
    assert not isinstance(estate, Refusal)
    assert sorted(team.subnet_slot for team in estate.in_zone("sales-dev").values()) == [0, 1, 2, 3, 4]


def test_what_does_not_fit_any_more_goes_back(world: World, applier: Applier) -> None:
    one = approved(world, "integration", GRACE, LEA)
    two = approved(world, "integration", GRACE, LEA, source="Another shop")
    applier.propose(one)
    applier.merge(world.person(LEA), one)
    with pytest.raises(Refused, match="D-EFF-003"):
        applier.propose(two)
    back = world.desk.get(two)
    assert back.status is Status.DRAFT
    assert back.question is not None
    assert "D-EFF-003" in back.question


def test_only_who_decided_merges(world: World, applier: Applier) -> None:
    request = approved(world, "integration", GRACE, LEA)
    applier.propose(request)
    with pytest.raises(Refused, match="D-LIF-004"):
        applier.merge(world.person(GRACE), request)
    assert [denied["action"] for denied in world.desk.store.denials(request)] == ["merge"]


def test_nothing_is_proposed_without_approval_or_change(world: World, applier: Applier) -> None:
    waiting = world.submitted("integration", GRACE)
    with pytest.raises(Refused, match="D-LIF-001"):
        applier.propose(waiting)
    with pytest.raises(Refused, match="D-APP-001"):
        applier.propose(world.submitted("feedback", GRACE))


def test_a_repository_that_is_not_there_loses_nothing(world: World, applier: Applier, tmp_path: Path) -> None:
    request = approved(world, "integration", GRACE, LEA)
    elsewhere = Applier(world.desk, EstateRepository(url=str(tmp_path / "nothing")), applier.pull_requests)
    with pytest.raises(Refused, match="D-APP-002"):
        elsewhere.propose(request)
    assert applier.propose(request).pull_request


def test_a_checked_out_branch_is_merged_by_hand(world: World, applier: Applier, tmp_path: Path) -> None:
    work = tmp_path / "work"
    git(work, "switch", "--quiet", "-C", "main")
    here = Applier(world.desk, EstateRepository(url=str(work)), applier.pull_requests)
    request = approved(world, "integration", GRACE, LEA)
    state = here.propose(request)
    with pytest.raises(Refused, match="merge the branch in that checkout by hand"):
        here.merge(world.person(LEA), request)
    git(work, "merge", "--quiet", "--no-ff", "--message", "By hand", branch_of(state))
    assert here.merge(world.person(LEA), request).status is Status.APPLIED


def accessible(applier: Applier) -> tuple[str, ...]:
    """Who may use `contacts`, by the repository's main branch."""
    estate = load_texts(applier.repository.texts())
    assert not isinstance(estate, Refusal)
    return tuple(one.principal for one in estate.teams["crm"].datasets["contacts"].access)


def given(world: World, applier: Applier) -> str:
    request = approved(world, "access", YUKI, JORDAN)
    applier.propose(request)
    applier.merge(world.person(JORDAN), request)
    assert accessible(applier) == (YUKI,)
    return request


def test_access_is_taken_out_after_its_last_day(world: World, applier: Applier) -> None:
    given(world, applier)
    ends = Ends(applier)
    world.clock.pass_days(30)
    assert ends.ended() == ()
    world.clock.pass_days(1)
    assert ends.ended() == (f"{YUKI} may no longer read `contacts` of `crm` in enriched",)
    assert accessible(applier) == ()
    assert ends.ended() == ()


def test_storage_for_uploads_is_removed_on_its_day(world: World, applier: Applier) -> None:
    request = approved(world, "upload-storage", JORDAN, LEA, remove_on="2026-12-01")
    applier.propose(request)
    applier.merge(world.person(LEA), request)
    ends = Ends(applier)
    world.clock.pass_days(7)
    assert ends.ended() == ()
    world.clock.pass_days(30)
    assert ends.ended() == ("Market data agency uploads no longer to `sales-dev`",)
    estate = load_texts(applier.repository.texts(), world.desk.today)
    assert not isinstance(estate, Refusal)
    assert not estate.landing_zones["sales-dev"].uploads
    assert not estate.exemptions


def test_those_who_gave_access_take_it_back_and_nobody_else(world: World, applier: Applier, remote: Path) -> None:
    request = given(world, applier)
    ends = Ends(applier)
    with pytest.raises(Refused, match="D-LIF-004"):
        ends.revoke(world.person(YUKI), request, "I do not like it")
    assert world.desk.store.denials(request)
    assert ends.revoke(world.person(JORDAN), request, "The project ended").status is Status.CLOSED
    assert accessible(applier) == ()
    assert "The project ended" in git(remote, "log", "-1", "--format=%B", "main")


def test_only_what_gave_access_is_revoked(world: World, applier: Applier) -> None:
    request = approved(world, "landing-zone", JONAS, NADIA)
    with pytest.raises(Refused):
        Ends(applier).revoke(world.person(NADIA), request, "No")

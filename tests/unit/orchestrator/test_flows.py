"""The teams' functions walked on a real repository, with a deployment that only takes notes."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from config.estate import Estate
from config.load import load_estate
from orchestrator.flows.page import Chapter, page
from orchestrator.flows.repository import WalkedEstate, prepare
from orchestrator.flows.walking import Deployed, Walked, Walker
from orchestrator.flows.walks import walks
from orchestrator.problems import OperationError
from orchestrator.proposals.checkouts import merged, proposed
from orchestrator.proposals.touched import touched
from servicedesk.apply import Applier
from servicedesk.desk import Desk
from servicedesk.git import EstateRepository
from servicedesk.identity import EstateDirectory
from servicedesk.pull_requests import StoredPullRequests
from servicedesk.state import Status
from servicedesk.store import Store
from servicedesk.texts import read_texts
from tests.unit.config.reference import REFERENCE


class Run:
    """One run over all walks, on a home that runs share."""

    def __init__(self, home: Path) -> None:
        self.walked: WalkedEstate = prepare(REFERENCE, home)
        self.desk = Desk(Store(f"sqlite:///{home}/journal.sqlite"), lambda: read_texts(self.walked.estate_dir))
        self.said: list[str] = []
        self.previewed: list[tuple[str, ...]] = []
        self.deployed: list[tuple[str, ...]] = []

        self.repository = EstateRepository(url=str(self.walked.remote))

    def estate(self) -> Estate:
        self.walked.pull()
        return load_estate(self.walked.estate_dir)

    def preview(self, branch: str) -> str:
        with proposed(self.repository, branch) as changed:
            self.previewed.append(changed.stacks)
        return "previewed"

    def deploy(self, commit: str) -> Deployed:
        with merged(self.repository, commit) as changed:
            self.deployed.append(changed.stacks)
        return Deployed(changed.stacks, "done")

    def walker(self) -> Walker:
        applier = Applier(self.desk, self.repository, StoredPullRequests(self.desk.store.engine))
        directory = EstateDirectory(load_estate(self.walked.estate_dir))
        pull, preview, deploy = self.walked.pull, self.preview, self.deploy
        return Walker(self.desk, directory, applier, pull, preview, deploy, self.said.append)

    def all(self) -> Mapping[str, Walked]:
        return {walk.key: self.walker().walk(walk) for walk in walks()}


@pytest.fixture(name="home", scope="module")
def _home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("flows") / "home"


@pytest.fixture(name="first", scope="module")
def _first(home: Path) -> tuple[Run, Mapping[str, Walked]]:
    run = Run(home)
    return run, run.all()


def test_every_walk_ends(first: tuple[Run, Mapping[str, Walked]]) -> None:
    _, found = first
    assert {key: one.status for key, one in found.items()} == {
        walk.key: Status.DECLINED if walk.declines else Status.CLOSED for walk in walks()
    }


def test_a_walk_deploys_what_it_touches(first: tuple[Run, Mapping[str, Walked]]) -> None:
    _, found = first
    assert {key: one.stacks for key, one in found.items()} == {
        "landing-zone": ("finance-dev", "peering", "platform"),
        "integration-declined": (),
        "integration": ("orders", "platform"),
        "product": ("campaigns", "platform"),
        "dataset": ("crm",),
        "access": ("crm",),
        "upload-storage": ("peering", "platform", "sales-dev"),
        "exemption": (),
        "service": ("customer-360",),
        "certification": ("customer-360",),
        "feedback": (),
        "template-improvement": (),
    }


def test_what_is_deployed_was_previewed_before_it_was_merged(first: tuple[Run, Mapping[str, Walked]]) -> None:
    run, _ = first
    assert run.previewed == run.deployed


def test_the_estate_grows_by_what_was_asked_for(first: tuple[Run, Mapping[str, Walked]]) -> None:
    run, _ = first
    estate = run.estate()
    assert {"finance-dev", "orders", "campaigns"} <= set(estate.stacks)
    assert "orders-copy" not in estate.stacks
    assert [one.guardrail for one in estate.exemptions] == ["G-STO-001", "G-STO-004", "E-NET-006", "G-CST-002"]


def test_the_log_says_who_asked_who_decided_and_who_was_told(first: tuple[Run, Mapping[str, Walked]]) -> None:
    run, _ = first
    log = "\n".join(run.said)
    for part in ("jonas.weber@contoso.example asks:", "nadia.benali@contoso.example approves", "declines:", "told:"):
        assert part in log
    assert "needs data-office: the data office assesses every new product" in log


def test_a_second_run_finds_what_the_first_has_walked(home: Path, first: tuple[Run, Mapping[str, Walked]]) -> None:
    again = Run(home)
    found = again.all()
    assert {one.request for one in found.values()} == {one.request for one in first[1].values()}
    assert again.deployed == []
    assert "  R-0003 was walked before: closed" in again.said
    assert any("lea.moreau@contoso.example approve" in line for line in again.said)


def test_what_was_merged_but_not_deployed_is_deployed_by_the_next_run(tmp_path: Path) -> None:
    run = Run(tmp_path / "home")
    walk = next(walk for walk in walks() if walk.key == "dataset")

    def fail(commit: str) -> Deployed:
        raise OperationError(code="E-FLW-002", where="x", found="x", accepted="x", remedy="x")

    walker = run.walker()
    with pytest.raises(OperationError):
        replace(walker, deploy=fail).walk(walk)
    assert run.walker().walk(walk).status is Status.CLOSED
    assert run.deployed == [("crm",)]


def test_a_change_of_a_teams_own_file_touches_only_its_stack() -> None:
    estate = load_estate(REFERENCE)
    assert touched(estate, estate, ["Pulumi.crm.yaml"]) == ("crm",)
    assert touched(estate, estate, ["Pulumi.sales-dev.yaml"]) == ("peering", "platform", "sales-dev")
    assert touched(estate, estate, ["exemptions.yaml"]) == ()


def test_the_page_escapes_what_people_wrote() -> None:
    made = page("<svg></svg>", "<svg></svg>", [Chapter("A walk", ("asks: <script>",), "closed")])
    assert "&lt;script&gt;" in made
    assert made.count("<svg></svg>") == 2

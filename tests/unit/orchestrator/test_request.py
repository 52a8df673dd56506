"""`estate request`: the service desk on the command line, from question to merge."""

from collections.abc import Callable
from pathlib import Path

import pytest

from orchestrator.exit_codes import ExitCode
from servicedesk.examples import examples
from servicedesk.model import KINDS
from tests.unit.orchestrator.desk import Run, git
from tests.unit.servicedesk.world import GRACE, JONAS, LEA


def test_every_kind_is_listed_with_its_effect(run: Run) -> None:
    code, listed = run("kinds")
    assert code == ExitCode.OK
    assert [entry["kind"] for entry in listed] == list(KINDS)
    assert run("kinds", "product")[1] == examples()["product"]
    assert run("kinds", "produkt")[0] == ExitCode.INVALID_INPUT


def test_from_draft_to_merged(run: Run, example: Callable[[str], str], checkout: Path) -> None:
    code, made = run("new", "integration", "--as", GRACE, "--file", example("integration"), "--set", "name=shop")
    assert (code, made["status"], made["about"]) == (ExitCode.OK, "draft", "integration shop")
    assert run("submit", "R-0001", "--as", GRACE)[1]["status"] == "submitted"
    assert run("approve", "R-0001", "--as", GRACE)[0] == ExitCode.INVALID_INPUT
    assert [entry["id"] for entry in run("list", "--for", LEA)[1]] == ["R-0001"]
    assert run("approve", "R-0001", "--as", LEA)[1]["status"] == "approved"
    assert run("list", "--for", LEA)[1] == []
    assert "request/R-0001" in run("apply", "R-0001", "--no-preview")[1]["pull_request"]
    assert run("merge", "R-0001", "--as", LEA)[1]["status"] == "applied"
    assert run("close", "R-0001", "--as", GRACE)[1]["status"] == "closed"
    git(checkout, "switch", "--quiet", "main")
    assert (checkout / "estate" / "Pulumi.shop.yaml").exists()
    code, shown = run("show", "R-0001")
    assert [entry["action"] for entry in shown["history"]] == [
        "create", "submit", "approve", "propose", "apply", "close",
    ]  # fmt: skip
    assert [denied["problems"][0]["code"] for denied in shown["denied"]] == ["D-LIF-003"]


def test_what_cannot_be_deployed_is_refused_with_every_reason(run: Run, example: Callable[[str], str]) -> None:
    line = ["new", "integration", "--as", GRACE, "--file", example("integration"), "--submit"]
    code, told = run(*line, "--set", "name=crm", "--set", "classification=restricted")
    assert code == ExitCode.INVALID_INPUT
    assert told["problems"][0]["code"] == "D-EFF-003"
    assert "D-EFF-004" in told["problems"][0]["details"]


def test_other_ends(run: Run, example: Callable[[str], str]) -> None:
    for number in range(1, 4):
        run("new", "integration", "--as", GRACE, "--file", example("integration"), "--submit")
        assert run("show", f"R-000{number}")[1]["change"]["files"]
    assert run("decline", "R-0001", "--as", LEA, "--reason", "There is one.")[1]["status"] == "declined"
    assert run("withdraw", "R-0002", "--as", GRACE)[1]["status"] == "withdrawn"
    assert run("delegate", "R-0003", "--as", JONAS, "--to", LEA, "--until", "2999-01-01")[0] == ExitCode.OK
    assert run("clarify", "R-0003", "--as", LEA, "--reason", "Which shop?")[1]["question"] == "Which shop?"
    assert run("edit", "R-0003", "--as", GRACE, "--set", "source=The shop")[0] == ExitCode.OK
    assert run("expire")[1] == []
    assert [entry["id"] for entry in run("list", "--status", "draft")[1]] == ["R-0003"]


def test_work_is_fulfilled_and_its_effect_is_said_to_be_none(run: Run, example: Callable[[str], str]) -> None:
    run("new", "feedback", "--as", GRACE, "--file", example("feedback"), "--submit")
    assert "record_only" in run("show", "R-0001")[1]["change"]
    done = run("fulfil", "R-0001", "--as", "jordan.silva@contoso.example", "--outcome", "Repaired.")[1]
    assert done["status"] == "applied"


@pytest.mark.parametrize(
    "line",
    [
        ("new", "integration", "--as", "nobody@contoso.example", "--set", "name=x"),
        ("new", "integration", "--as", GRACE, "--set", "name"),
        ("new", "integration", "--as", GRACE, "--file", "/does/not/exist"),
        ("new", "nothing", "--as", GRACE),
        ("approve", "R-0009", "--as", GRACE),
        ("show", "R-0009"),
    ],
)
def test_what_is_wrong_is_said_without_a_trace(run: Run, line: tuple[str, ...]) -> None:
    code, told = run(*line)
    assert code == ExitCode.INVALID_INPUT
    assert told["problems"][0]["remedy"]


@pytest.mark.parametrize("new_database", ["postgresql"], indirect=True)
def test_the_journal_lies_where_the_environment_says(
    run: Run, example: Callable[[str], str], checkout: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_ESTATE_DATABASE", database)
    run("new", "integration", "--as", GRACE, "--file", example("integration"), "--submit")
    assert run("approve", "R-0001", "--as", LEA)[1]["status"] == "approved"
    assert not (checkout.parent / "work" / "servicedesk" / "journal.sqlite").exists()
    monkeypatch.setenv("DATA_ESTATE_DATABASE", "postgresql://desk:Hunter2@db.example.com/desk")
    code, told = run("list")
    assert (code, told["problems"][0]["code"]) == (ExitCode.INVALID_INPUT, "D-STO-002")

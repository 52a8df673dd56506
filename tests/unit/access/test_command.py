"""`estate access` on a simulated Azure in which the reference estate stands."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from orchestrator import access
from orchestrator.cli.app import main
from orchestrator.exit_codes import ExitCode
from tests.unit.access.conftest import Hands

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def run(hands: Hands, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setattr(access, "simulator_directory", lambda _: hands.folder)

    def call(*line: str) -> tuple[int, Any]:
        with pytest.raises(SystemExit) as ended:
            main(["--json", "access", *line])
        return int(ended.value.code or 0), json.loads(capsys.readouterr().out)

    return call


def test_equal_rights_end_with_zero(run: Run) -> None:
    assert run("diff") == (ExitCode.OK, [])


def test_differences_end_with_three(run: Run, hands: Hands) -> None:
    hands.grant("grp-cts-crm-team", "Contributor", hands.scope("telematics"))
    code, found = run("diff")
    assert code == ExitCode.DRIFT
    assert [(one["kind"], one["principal"], one["stack"]) for one in found] == [
        ("above", "grp-cts-crm-team", "telematics")
    ]


def test_the_rights_of_a_team(run: Run) -> None:
    code, found = run("show", "--team", "crm/team")
    assert code == ExitCode.OK
    assert {one["principal"] for one in found} == {"grp-cts-crm-team"}
    assert {one["role"] for one in found if one["stack"] == "crm"} >= {"Contributor", "Network Contributor"}
    assert all(one["because"] for one in found)


def test_the_rights_of_a_person_come_through_the_teams(run: Run) -> None:
    _, found = run("show", "--person", "jonas.weber@contoso.example")
    assert found
    assert all(one["through"] for one in found)


def test_who_has_rights_on_a_stack(run: Run) -> None:
    _, crm = run("show", "--scope", "crm")
    assert {"grp-cts-crm-team", "grp-cts-sales-dev-ops", "grp-cts-data-platform-ops"} <= {
        one["principal"] for one in crm
    }
    assert "sales-dev" in {one["stack"] for one in crm}
    assert "telematics" not in {one["stack"] for one in crm}


@pytest.mark.parametrize("line", [("--team", "nobody"), ("--person", "nobody@contoso.example"), ("--scope", "nowhere")])
def test_what_does_not_exist_is_refused(run: Run, line: tuple[str, str]) -> None:
    code, told = run("show", *line)
    assert code == ExitCode.INVALID_INPUT
    assert told["problems"][0]["code"] == "E-ACC-002"


def test_nothing_deployed_is_refused(run: Run, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "simulator_directory", lambda _: hands.folder / "none")
    code, told = run("diff")
    assert code == ExitCode.INVALID_INPUT
    assert told["problems"][0]["code"] == "E-ACC-001"


@pytest.mark.parametrize(("line", "words"), [("show", "Who"), ("diff", "above")])
def test_people_read_a_table(
    run: Run,
    hands: Hands,
    capsys: pytest.CaptureFixture[str],
    line: str,
    words: str,
) -> None:
    hands.grant("grp-cts-crm-team", "Contributor", hands.scope("telematics"))
    with pytest.raises(SystemExit):
        main(["access", line])
    assert words in capsys.readouterr().out


def test_what_identities_need_from_microsoft_graph(run: Run) -> None:
    code, found = run("permissions")
    assert code == ExitCode.OK
    crm = {one["permission"]: one["because"] for one in found if one["stack"] == "crm"}
    assert crm["Group.Create"] == "groups of its datasets"
    assert {one["identity"] for one in found if one["stack"] == "crm"} == {"sp-cts-crm-deploy-dev"}

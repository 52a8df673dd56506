"""`estate catalogue`, against the simulated Azure as `estate` starts it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from config.groups import team_groups
from config.load import load_estate
from config.purview import account_id
from orchestrator import catalogue, session
from orchestrator.cli.app import main
from orchestrator.engine.workspace import simulator_directory
from orchestrator.exit_codes import ExitCode
from orchestrator.problems import InvalidInputError
from orchestrator.world import world_before
from simulator import control
from tests.unit.config.reference import REFERENCE, copy_estate

_OWN: dict[str, Any] = {"Pulumi.management.yaml": {"catalogue": {}}}


def run(*line: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(line)
    return int(ended.value.code or 0)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An estate with an account of its own; whatever is simulated for it ends with the test."""
    work = tmp_path / "work"
    for module in (catalogue, session):
        monkeypatch.setattr(module, "work_directory", lambda _: work)
    yield copy_estate(tmp_path, change=_OWN)
    control.stop(simulator_directory(work))


@pytest.fixture
def standing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, with the account deployed, as the world before the estate has it."""
    account = account_id(load_estate(folder))
    made = {"id": str(account), "location": "westeurope", "properties": {"createdBy": "deployer"}}

    def with_account(estate: Any) -> dict[str, Any]:
        seed = world_before(estate)
        return {**seed, "resources": [*seed["resources"], made]}

    monkeypatch.setattr(session, "world_before", with_account)
    return folder


def test_an_estate_without_an_account_is_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--estate", str(REFERENCE), "--json", "catalogue", "plan") == ExitCode.INVALID_INPUT
    assert json.loads(capsys.readouterr().out)["problems"][0]["code"] == "E-CAT-001"


def test_an_account_that_is_not_deployed_is_told_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--estate", str(folder), "--json", "catalogue", "plan") == ExitCode.FAILURE
    problem = json.loads(capsys.readouterr().out)["problems"][0]
    assert (problem["code"], problem["found"]) == ("E-CAT-002", "it does not stand")


def test_an_estate_is_planned_registered_and_shown(standing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = ("--estate", str(standing))
    assert run(*at, "--json", "catalogue", "plan") == ExitCode.DRIFT
    planned = json.loads(capsys.readouterr().out)
    assert {"action": "create", "kind": "collection", "name": "cts-crm", "reasons": ["there is none"]} in planned
    assert run(*at, "catalogue", "apply") == ExitCode.OK
    told = capsys.readouterr()
    assert "create collection cts-crm" in told.err
    assert f"{len(planned)} created" in told.out
    assert run(*at, "catalogue", "plan") == ExitCode.OK
    assert "all is registered" in capsys.readouterr().out
    assert run(*at, "--json", "catalogue", "show") == ExitCode.OK
    shown = json.loads(capsys.readouterr().out)
    assert len(shown) == len(planned)
    assert {"collection", "source", "scan"} == {one["kind"] for one in shown}


def test_an_account_that_exists_beside_the_estate_is_used(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    account = "/subscriptions/9d1c7b3e-0f7a-4f0e-8a56-0c4be1f7a900/resourceGroups/rg-data/providers"
    existing = {"purview_account_resource_id": f"{account}/Microsoft.Purview/accounts/pview-contoso"}
    other = copy_estate(tmp_path / "other", change={"estate.yaml": {"connectivity": existing}})
    assert run("--estate", str(other), "catalogue", "apply", "--for", "management") == ExitCode.OK
    assert run("--estate", str(other), "catalogue", "plan") == ExitCode.OK
    assert catalogue.registers(load_estate(other), "management")
    assert not catalogue.registers(load_estate(REFERENCE), "management")


def test_only_the_accounts_pipeline_registers(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--estate", str(folder), "catalogue", "apply", "--for", "crm") == ExitCode.OK
    assert "nothing to do" in capsys.readouterr().out
    assert catalogue.registers(load_estate(folder), "management")
    assert control.status(simulator_directory(folder.parent / "work")) is None


def test_a_missing_package_is_told_by_name(standing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def without(name: str) -> Any:
        raise ImportError(name=name)

    monkeypatch.setattr("catalogue.client.importlib.import_module", without)
    with pytest.raises(InvalidInputError) as caught:
        catalogue.open_account(standing, azure=False, note=lambda _: None)
    assert caught.value.code == "E-CAT-003"
    assert "azure" in caught.value.where + str(caught.value)


def test_groups_that_stand_are_known_by_their_names(standing: Path) -> None:
    opened = catalogue.open_account(standing, azure=False, note=lambda _: None)
    assert opened.groups == {}
    assert len(team_groups(opened.estate)) > 10

"""`estate policies … --folder`, and `estate check` with a folder of own policies."""

import json
from pathlib import Path
from typing import Any

import pytest

from config.load import load_estate
from orchestrator.cli.app import main
from orchestrator.guardrails import packs
from tests.unit.config.reference import REFERENCE, copy_estate
from tests.unit.policies.own_folder import ASSIGNMENT, DEFINITION, EXEMPTION, HERE, INITIATIVE, write

CASE = """
resource:
  id: {here}/resourceGroups/{group}/providers/Microsoft.Storage/storageAccounts/s
  type: Microsoft.Storage/storageAccounts
  name: s
  location: westeurope
  properties: {{minimumTlsVersion: TLS1_2}}
expect: {{verdict: {verdict}}}
"""


def run(*line: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(line))
    return int(ended.value.code or 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "own", tls=DEFINITION, set=INITIATIVE, assigned=ASSIGNMENT, waiver=EXEMPTION)


def case(folder: Path, verdict: str, group: str = "rg-a") -> None:
    path = folder / "cases" / "prod.storageTls" / f"fail.{group}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(CASE.format(here=HERE, verdict=verdict, group=group), encoding="utf-8")


def test_own_policies_are_listed_and_explained(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    assert run("policies", "list", "--folder", str(folder), "--json") == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["name"], one["effect"], one["assignedBy"]) == ("prod.storageTls", "deny", "assigned.json")
    assert run("policies", "explain", "prod.storagetls", "--folder", str(folder)) == 0
    text = capsys.readouterr().out
    for part in ("rg-lab", "rg-scans until 2027-01-31", "TLS1_3", "tls.json"):
        assert part in text
    assert run("policies", "explain", "prod.storageTsl", "--folder", str(folder)) == 2
    assert "write `prod.storageTls`" in capsys.readouterr().err


def test_cases_of_own_policies_are_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case(folder, "violation")
    case(folder, "not-applicable", "rg-lab")
    assert run("policies", "test", "--folder", str(folder)) == 0
    assert "2 cases of 1 rules" in capsys.readouterr().out
    case(folder, "pass", "rg-b")
    assert run("policies", "test", "--folder", str(folder)) == 1
    assert "P-CAS-004 · prod.storageTls/fail.rg-b.yaml" in capsys.readouterr().out


def test_every_problem_of_a_folder_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path, a="{", b={"colour": "red"})
    assert run("policies", "list", "--folder", str(folder)) == 2
    told = capsys.readouterr().err.splitlines()
    assert [line.split(" ")[0] for line in told] == ["P-OWN-002", "P-OWN-003"]
    assert run("policies", "list", "--folder", str(folder), "--json") == 2
    records: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["problems"]
    assert [record["where"] for record in records] == ["a.json", "b.json"]


def test_an_estate_is_judged_by_its_folder_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (REFERENCE / "estate.yaml").read_text(encoding="utf-8") + "\npolicy_folder: azure-policy\n"
    estate = copy_estate(tmp_path, raw={"estate.yaml": text})
    assert [pack.folder.name for pack in packs(Path(), load_estate(estate))][2:] == ["bring_your_own"]
    assert [pack.folder.name for pack in packs(Path(), load_estate(REFERENCE))][2:] == []
    assert run("--estate", str(estate), "check") == 2
    assert "P-OWN-001" in capsys.readouterr().err
    write(estate / "azure-policy", tls=DEFINITION)
    assert run("--estate", str(estate), "check") == 0


def test_rules_in_python_are_listed_and_explained_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("policies", "list", "--json") == 0
    found = {one["id"]: one["effect"] for one in json.loads(capsys.readouterr().out)}
    assert (found["E-NET-006"], found["G-STO-001"]) == ("mandatory at preview", "Deny")
    assert run("policies", "explain", "e-net-006") == 0
    assert "No door is open" in capsys.readouterr().out

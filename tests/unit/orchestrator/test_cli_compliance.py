"""`estate policies compliance`: a line per resource and guardrail, what needs hands first."""

import json
from pathlib import Path
from typing import Any

import pytest

from orchestrator.cli import compliance
from orchestrator.cli.app import main
from simulator import control

GROUP = "/subscriptions/3a4f2c61-8b1d-4f3a-b3c5-6d2e9f7081a3/resourceGroups/rg-a"
ABOVE = "/providers/Microsoft.Management/managementGroups/mg-cts-data-dev"
ASSIGNMENT = f"{ABOVE}/providers/Microsoft.Authorization/policyAssignments/encryption"


class Session:
    """A session on a simulated Azure that nobody has to start."""

    simulator_dir = Path("nowhere")


def verdict(state: str, name: str = "stone", **more: Any) -> dict[str, Any]:
    return {
        "resource": f"{GROUP}/providers/Microsoft.Storage/storageAccounts/{name}",
        "assignment": ASSIGNMENT,
        "reference": "G-STO-001",
        "definition": "storage-account-tls-floor",
        "effect": "deny",
        "state": state,
        "at": "2026-11-23T00:00:00Z",
        **more,
    }


def run(monkeypatch: pytest.MonkeyPatch, found: list[dict[str, Any]], *line: str) -> int:
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setattr(compliance, "open_session", lambda *_, **__: Session())
    monkeypatch.setattr(control, "compliance", lambda _: found)
    with pytest.raises(SystemExit) as ended:
        main(["policies", "compliance", *line])
    return int(ended.value.code or 0)


FOUND = [verdict("compliant"), verdict("exempt", "stexempt"), verdict("non-compliant", "stbroken", reference="")]


def test_people_see_what_needs_hands_and_the_counts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, FOUND) == 0
    told = capsys.readouterr().out
    rows = [line.split("│") for line in told.splitlines() if line.startswith("│")]
    assert [[cell.strip() for cell in row[1:-1]] for row in rows] == [
        ["non-compliant", "storage-account-tls-floor", "rg-a: storageAccounts/stbroken", "mg-cts-data-dev"],
        ["exempt", "G-STO-001", "rg-a: storageAccounts/stexempt", "mg-cts-data-dev"],
    ]
    assert "1 non-compliant, 1 exempt, 1 compliant" in told


def test_all_shows_what_complies(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    run(monkeypatch, FOUND, "--all")
    assert "storageAccounts/stone" in capsys.readouterr().out


def test_machines_get_every_verdict(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    run(monkeypatch, FOUND, "--json")
    assert [one["state"] for one in json.loads(capsys.readouterr().out)] == ["non-compliant", "exempt", "compliant"]


def test_nothing_stands(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    run(monkeypatch, [])
    assert capsys.readouterr().out == "nothing is assigned\n"


def test_a_subscription_is_named_as_it_is(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    run(monkeypatch, [verdict("non-compliant", resource="/subscriptions/3a4f2c61")])
    assert "subscriptions/3a4f2c61" in capsys.readouterr().out

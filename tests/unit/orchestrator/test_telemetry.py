"""`estate telemetry`: from sample logs of the lakes that stand to tickets for their teams."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from orchestrator.cli.app import main
from orchestrator.exit_codes import ExitCode
from orchestrator.report.heatmap import shade
from simulator.control import sample_access_logs
from tests.unit.orchestrator.desk import Run
from tests.unit.servicedesk.world import NADIA
from tests.unit.stacks.deployment import Deployment


@pytest.fixture(name="logs")
def _logs(reference: Deployment, reference_state: Path, tmp_path: Path) -> Path:
    """Sample logs of the reference estate, up to today."""
    assert reference.exported
    rows = sample_access_logs(reference_state, datetime.now(UTC).date(), 120, seed=0)
    assert rows == sample_access_logs(reference_state, datetime.now(UTC).date(), 120, seed=0)
    assert rows != sample_access_logs(reference_state, datetime.now(UTC).date(), 120, seed=1)
    half = len(rows) // 2
    for name, part in (("a.jsonl", rows[:half]), ("b.json", rows[half:])):
        (tmp_path / "logs").mkdir(exist_ok=True)
        (tmp_path / "logs" / name).write_text("".join(f"{json.dumps(row)}\n" for row in part), encoding="utf-8")
    return tmp_path / "logs"


def telemetry(capsys: pytest.CaptureFixture[str], *line: str) -> tuple[int, str]:
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main([*line])
    return int(ended.value.code or 0), capsys.readouterr().out


def test_the_heatmap_shows_every_dataset(logs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "heat.html"
    code, out = telemetry(capsys, "--json", "telemetry", "heatmap", "--logs", str(logs), "--html", str(page))
    seen = json.loads(out)
    assert code == ExitCode.OK
    assert {row["dataset"] for row in seen["datasets"]} == {"customers", "vehicle_positions", "route_costs", "contacts"}
    assert len(seen["weeks"]) == 13
    assert all(len(row["reads"]) == 13 for row in seen["datasets"])
    html = page.read_text(encoding="utf-8")
    for row in seen["datasets"]:
        assert f"<b>{row['dataset']}</b>" in html
        for count in filter(None, row["reads"]):
            assert f": {count} reads" in html


def test_advice_becomes_one_ticket_each(
    logs: Path, checkout: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ("--json", "--estate", str(checkout / "estate"), "telemetry", "advise", "--logs", str(logs))
    found = json.loads(telemetry(capsys, *line)[1])
    assert found
    assert {one["ticket"] for one in found} == {None}
    for _ in range(2):
        opened = json.loads(telemetry(capsys, *line, "--as", NADIA)[1])
        assert [one["ticket"] for one in opened] == [f"R-{number:04}" for number in range(1, len(found) + 1)]
    waiting = run("backlog")[1]
    assert {entry["id"] for entry in waiting} == {one["ticket"] for one in opened}
    teams = {one["ticket"]: f"{one['stack']}/team" for one in opened}
    assert {entry["id"]: entry["fulfilled_by"] for entry in waiting} == {name: [team] for name, team in teams.items()}


def test_logs_that_cannot_be_read_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.jsonl").write_text("{}\n", encoding="utf-8")
    assert telemetry(capsys, "telemetry", "heatmap", "--logs", str(tmp_path))[0] == ExitCode.INVALID_INPUT
    assert telemetry(capsys, "telemetry", "heatmap", "--logs", str(tmp_path / "no"))[0] == ExitCode.INVALID_INPUT
    assert telemetry(capsys, "telemetry", "heatmap")[0] == ExitCode.INVALID_INPUT


def test_a_workspace_says_what_it_needs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "azure.identity", None)
    with pytest.raises(SystemExit) as ended:
        main(["telemetry", "heatmap", "--workspace", "3a4f2c61-8b1d-4f3a-b3c5-6d2e9f7081a3"])
    assert ended.value.code == ExitCode.FAILURE
    told = capsys.readouterr().err
    assert "E-TEL-002" in told
    assert "install the extra" in told


def test_shades_tell_little_from_nothing() -> None:
    assert [shade(count, 1000) for count in (0, 1, 10, 100, 1000)] == [0, 1, 2, 4, 5]
    assert shade(0, 0) == 0

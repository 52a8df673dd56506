"""`estate template`: fixes to templates and changes to forks, from the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from config.delivery import repository_url, template_url
from config.load import load_estate
from orchestrator.cli import request_door
from orchestrator.cli.app import main
from orchestrator.exit_codes import ExitCode
from servicedesk.examples import examples
from tests.unit.config.reference import REFERENCE, copy_estate
from tests.unit.servicedesk.hosts.fakes import git
from tests.unit.servicedesk.test_template_changes import Repositories

GRACE, NADIA = "grace.hall@contoso.example", "nadia.benali@contoso.example"
Run = Callable[..., tuple[int, Any]]


@pytest.fixture(name="run")
def _run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    folder = copy_estate(tmp_path / "data")
    monkeypatch.setattr(request_door, "work_directory", lambda _: tmp_path / "work")

    def call(*line: str) -> tuple[int, Any]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as caught:
            main(["--json", "--estate", str(folder), *line])
        printed = capsys.readouterr()
        return int(caught.value.code or 0), json.loads(printed.out) if printed.out else printed.err

    return call


def test_repositories_are_where_delivery_builds_them() -> None:
    estate = load_estate(REFERENCE)
    assert repository_url(estate, "crm") == "https://dev.azure.com/contoso/cts-sales-dev/_git/crm"
    assert template_url(estate, "crm") == "https://dev.azure.com/contoso/data-templates/_git/integration"
    assert repository_url(estate, "platform") is None


def test_a_request_for_an_improvement_ends_with_the_offer(run: Run, tmp_path: Path) -> None:
    (tmp_path / "git").mkdir()
    both = Repositories(tmp_path / "git")
    fix = both.commit(both.fork, "Alert when a run is late", {"alerts.yaml": "late: 1h\n"})
    body = {**examples()["template-improvement"], "commit_link": f"https://example.com/commit/{fix}"}
    file = tmp_path / "request.json"
    file.write_text(json.dumps(body), encoding="utf-8")
    code, made = run("request", "new", "template-improvement", "--as", GRACE, "--file", str(file), "--submit")
    assert (code, made["status"]) == (ExitCode.OK, "submitted")
    assert run("request", "approve", made["id"], "--as", NADIA)[1]["status"] == "approved"
    places = ("--fork", str(both.fork), "--template", str(both.template))
    code, offered = run("template", "offer", "--request", made["id"], "--as", NADIA, *places)
    assert (code, offered["branch"]) == (ExitCode.OK, f"fork/{fix[:12]}")
    assert git(both.template, "rev-parse", "--verify", offered["branch"])
    code, shown = run("request", "show", made["id"])
    assert "offered to the template" in json.dumps(shown)


def test_a_fork_is_offered_a_change_and_told_when_there_is_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "git").mkdir()
    both = Repositories(tmp_path / "git")
    places = ("--fork", str(both.fork), "--template", str(both.template))
    code, (record,) = run("template", "update", "crm", *places)
    assert (code, record["link"]) == (ExitCode.OK, "has all of it")
    both.commit(both.template, "Say so", {"README.md": "More\n"})
    assert run("template", "update", "crm", *places)[1][0]["branch"].startswith("template/")


@pytest.mark.parametrize(
    "line",
    [
        ("template", "offer"),
        ("template", "offer", "crm"),
        ("template", "offer", "nothing", "--commit", "0a1b2c3d"),
        ("template", "offer", "platform", "--commit", "0a1b2c3d"),
        ("template", "update", "nothing"),
    ],
)
def test_what_is_missing_is_told(run: Run, line: tuple[str, ...]) -> None:
    code, told = run(*line)
    assert code == ExitCode.INVALID_INPUT
    assert [problem["code"] for problem in told["problems"]] == ["E-TPL-001"]

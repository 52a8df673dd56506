"""`estate api`: tokens, the document, and a server on the same desk as `estate request`."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi.testclient import TestClient

from orchestrator import http
from orchestrator.cli import request_door
from orchestrator.cli.app import main
from orchestrator.exit_codes import ExitCode
from servicedesk.examples import examples
from tests.unit.config.reference import REFERENCE

GRACE = "grace.hall@contoso.example"
Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `estate --json` on the reference estate: the exit code, and what was printed."""
    for module in (request_door, http):
        monkeypatch.setattr(module, "work_directory", lambda _: tmp_path / "work")

    def call(*line: str) -> tuple[int, Any]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as caught:
            main(["--json", "--estate", str(REFERENCE), *line])
        printed = capsys.readouterr().out
        return int(caught.value.code or 0), json.loads(printed) if printed else None

    return call


def test_a_token_opens_the_desk_of_the_command(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[tuple[Any, dict[str, Any]]] = []
    monkeypatch.setattr(uvicorn, "run", lambda app, **settings: served.append((app, settings)))
    code, made = run("request", "new", "feedback", "--as", GRACE, "--file", str(_feedback(tmp_path)))
    assert code == ExitCode.OK
    token = run("api", "token", "--as", GRACE, "--ttl", "5m")[1]["token"]
    assert run("api", "serve", "--port", "9000") == (ExitCode.OK, None)
    app, settings = served[0]
    assert (settings["host"], settings["port"]) == ("127.0.0.1", 9000)
    listed = TestClient(app).get("/requests", headers={"Authorization": f"Bearer {token}"}).json()
    assert [item["id"] for item in listed["items"]] == [made["id"]]


def _feedback(folder: Path) -> Path:
    path = folder / "feedback.json"
    path.write_text(json.dumps(examples()["feedback"]))
    return path


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("--as", "no.body@contoso.example"), "D-PER-001"),
        (("--as", GRACE, "--ttl", "25h"), "H-IDN-005"),
        (("--as", GRACE, "--ttl", "soon"), "E-API-001"),
    ],
)
def test_a_token_is_refused_for_strangers_and_long_lives(run: Run, line: tuple[str, ...], code: str) -> None:
    left, told = run("api", "token", *line)
    assert (left, told["problems"][0]["code"]) == (ExitCode.INVALID_INPUT, code)


def test_the_document_is_printed_or_written(run: Run, tmp_path: Path) -> None:
    printed = run("api", "openapi")[1]
    assert run("api", "openapi", "--out", str(tmp_path / "api.json"))[0] == ExitCode.OK
    assert json.loads((tmp_path / "api.json").read_text(encoding="utf-8")) == printed
    assert printed["openapi"].startswith("3.")


def test_without_the_extra_the_verb_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "orchestrator.http")
    monkeypatch.setitem(sys.modules, "fastapi", None)
    for name in [name for name in sys.modules if name == "api" or name.startswith("api.")]:
        monkeypatch.delitem(sys.modules, name)
    left, told = run("api", "openapi")
    assert (left, told["problems"][0]["code"]) == (ExitCode.INVALID_INPUT, "E-API-002")

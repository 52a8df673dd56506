"""An estate in a git checkout of its own, and its service desk on the command line."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from orchestrator.cli import request_door
from orchestrator.cli.app import main
from servicedesk.examples import examples
from tests.unit.config.reference import REFERENCE
from tests.unit.orchestrator.desk import Run, git


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """An estate in a git checkout of its own, on another branch than the one that is deployed."""
    folder = tmp_path / "checkout"
    shutil.copytree(REFERENCE, folder / "estate")
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Begin")
    git(folder, "switch", "--quiet", "--create", "work")
    return folder


@pytest.fixture
def run(checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the verb on the estate: the exit code, and what `--json` printed."""
    monkeypatch.setattr(request_door, "work_directory", lambda _: checkout.parent / "work")

    def call(*line: str) -> tuple[int, Any]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as caught:
            main(["--json", "--estate", str(checkout / "estate"), "request", *line])
        printed = capsys.readouterr().out
        return int(caught.value.code or 0), json.loads(printed) if printed else None

    return call


@pytest.fixture
def example(tmp_path: Path) -> Callable[[str], str]:
    """The path of a file that holds a kind's example."""

    def write(kind: str) -> str:
        path = tmp_path / f"{kind}.json"
        path.write_text(json.dumps(examples()[kind]), encoding="utf-8")
        return str(path)

    return write

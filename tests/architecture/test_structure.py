"""The house keeps its shape: who may import whom, how large a file may grow, what may not be in the tree."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).resolve().parents[2]
MAX_LINES = 300
SIZE_EXCEPTIONS: dict[str, str] = json.loads(
    (Path(__file__).parent / "size_exceptions.json").read_text(encoding="utf-8")
)
"""File to the reason why it may be longer than the ceiling."""

_PERSONAL = re.compile(r"(?:/home/[a-z]|/Users/(?!deployer\b)[A-Za-z]|/root/(?!\.)[a-z]|C:\\\\Users)")
_PULUMI_IMPORT = re.compile(r"^\s*(?:import|from)\s+pulumi(?:_\w+)?\b", re.MULTILINE)
_GENERATED = {".venv", ".estate", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
_TEXT = {".py", ".md", ".toml", ".yaml", ".yml", ".json", ".sh", ".html", ".css", ".js", ".txt", ".cfg", ""}


def tracked(pattern: str = "*") -> Iterator[Path]:
    """The files of the tree: what git keeps or would keep; in a tree without git, all that is not generated."""
    if not (ROOT / ".git").exists():
        own = (path for path in ROOT.rglob("*") if not _GENERATED & set(path.relative_to(ROOT).parts))
        return (path for path in own if path.is_file() and path.relative_to(ROOT).match(pattern))
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", pattern],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return (path for name in listing.stdout.splitlines() if (path := ROOT / name).is_file())


def test_every_room_imports_only_what_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS


def test_config_never_imports_pulumi() -> None:
    assert [
        str(path) for path in tracked("config/*.py") if _PULUMI_IMPORT.search(path.read_text(encoding="utf-8"))
    ] == []


def test_no_python_file_outgrows_the_ceiling() -> None:
    sizes = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in tracked("*.py")
    }
    grown = {name for name, lines in sizes.items() if lines > MAX_LINES}
    assert grown - set(SIZE_EXCEPTIONS) == set(), "split these files, or write down why not"
    assert set(SIZE_EXCEPTIONS) - grown == set(), "these exceptions are not needed any more"


def test_every_size_exception_has_a_reason() -> None:
    assert [name for name, reason in SIZE_EXCEPTIONS.items() if len(reason.split()) < 4] == []


def test_no_personal_path_is_in_the_tree() -> None:
    here = Path(__file__)
    found = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.suffix in _TEXT and path != here and _PERSONAL.search(path.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert found == []


def test_shell_scripts_stop_at_the_first_error() -> None:
    scripts = [*tracked("*.sh"), ROOT / ".ci" / "run"]
    bash = [path for path in scripts if path.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash")]
    assert bash
    assert [str(path) for path in bash if "set -euo pipefail" not in path.read_text(encoding="utf-8")] == []


def test_workflows_pin_every_action_and_ask_for_the_least() -> None:
    for path in tracked(".github/workflows/*"):
        text = path.read_text(encoding="utf-8")
        uses = re.findall(r"uses:\s*(\S+)", text)
        assert [action for action in uses if not re.search(r"@[0-9a-f]{40}$", action)] == [], path.name
        assert re.search(r"^permissions:", text, re.MULTILINE), path.name

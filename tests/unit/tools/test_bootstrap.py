"""Setting up on machines whose pip is configured in one way or another."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tools import bootstrap

LISTING = """\
:env:.index-url='https://env.example/simple'
global.cert='/etc/ssl/ca.pem'
global.extra-index-url='\\nhttps://one.example/simple\\nhttps://two.example/simple'
global.index-url='https://global.example/simple'
install.timeout='60'
"""


def test_pips_settings_are_read_and_the_environment_wins() -> None:
    settings = bootstrap.parse_pip_settings(LISTING)
    assert settings["index-url"] == "https://env.example/simple"
    assert "timeout" not in settings


def test_they_become_uvs_settings() -> None:
    environment = bootstrap.uv_environment({"PATH": "/bin"}, bootstrap.parse_pip_settings(LISTING))
    assert environment["UV_DEFAULT_INDEX"] == "https://env.example/simple"
    assert environment["UV_INDEX"] == "https://one.example/simple https://two.example/simple"
    assert environment["SSL_CERT_FILE"] == "/etc/ssl/ca.pem"
    assert environment["UV_PYTHON_DOWNLOADS"] == "never"


def test_what_uv_was_told_itself_stays() -> None:
    told = {"UV_DEFAULT_INDEX": "https://uv.example/simple"}
    environment = bootstrap.uv_environment(told, {"index-url": "https://pip.example/simple"})
    assert environment["UV_DEFAULT_INDEX"] == "https://uv.example/simple"


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    lines: list[list[str]] = []

    def run(line: list[str], _environment: Mapping[str, str]) -> int:
        lines.append(line)
        return 0

    monkeypatch.setattr(bootstrap, "_run", run)
    return lines


def test_from_pypi_the_lock_is_taken_as_it_is(ran: list[list[str]]) -> None:
    assert bootstrap.sync("uv", {}) == 0
    assert [line[1] for line in ran] == ["sync"]


def test_from_another_index_the_same_versions_and_hashes_are_taken(ran: list[list[str]]) -> None:
    assert bootstrap.sync("uv", {"UV_DEFAULT_INDEX": "https://mirror.example/simple"}) == 0
    assert [line[1] for line in ran] == ["venv", "export", "pip", "pip"]
    assert "--require-hashes" in ran[2]


def test_the_first_step_that_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "_run", lambda line, _: 7 if "export" in line else 0)
    assert bootstrap.sync("uv", {"UV_DEFAULT_INDEX": "https://mirror.example/simple"}) == 7


def test_nothing_is_done_where_nothing_changed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("uv.lock", "pyproject.toml", "tools/bootstrap.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    (tmp_path / ".venv" / bootstrap.STAMP).write_text(bootstrap.fingerprint(), encoding="utf-8")
    monkeypatch.setattr(bootstrap, "find_uv", lambda: pytest.fail("nothing to do"))
    assert bootstrap.main() == 0
    (tmp_path / "uv.lock").write_text("changed", encoding="utf-8")
    monkeypatch.setattr(bootstrap, "find_uv", lambda: None)
    assert bootstrap.main() == 1


def test_an_old_uv_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def says(version: str) -> None:
        done = subprocess.CompletedProcess([], 0, stdout=f"uv {version} (abc 2026-01-01)\n")
        monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)

    says("0.4.30")
    assert bootstrap.uv_version("uv") < bootstrap.OLDEST_UV
    says("0.13.9")
    assert bootstrap.uv_version("uv") >= bootstrap.OLDEST_UV
    says("nonsense")
    assert bootstrap.uv_version("uv") == ()

"""Where an engine comes from, and each way in which it cannot be had."""

import os
import shutil
import sys
import threading
from pathlib import Path

import pytest

from orchestrator.engine import build, golang, install, official
from orchestrator.engine.cache import install_executable, require_space, sole_writer
from orchestrator.engine.engine import LANGUAGE_EXECUTOR, LANGUAGE_HOST, VERSION, Origin
from orchestrator.engine.install import ensure_engine, find_engine
from orchestrator.problems import OperationError

FAILS_OFFLINE = "go: example.com/x@v1: dial tcp: lookup proxy.golang.org: no such host"
FAILS_OTHERWISE = "# github.com/pulumi/pulumi\nsignal: killed"


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """An empty machine: nothing on PATH but the shell's tools, an empty cache, no network."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "cat", "dirname", "readlink"):
        (tools / name).symlink_to(str(shutil.which(name)))
    monkeypatch.setenv("PATH", str(tools))
    monkeypatch.setattr(official, "reachable", lambda: False)
    return []


def script(folder: Path, name: str, body: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    file.chmod(0o755)
    return file


def on_path(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.pathsep.join((str(folder), os.environ["PATH"])))


def go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, version: str = "go1.26.6", fails: str = "") -> None:
    """A Go that builds nothing but behaves like one."""
    sdk = tmp_path / "sdk"
    script(sdk / "python" / "cmd", LANGUAGE_EXECUTOR, "true")
    body = f"""
case "$1" in
env) echo {version};;
build) {f"echo '{fails}' >&2; exit 1" if fails else "echo some/package >&2; echo '#!/bin/sh' > pulumi"};;
list) echo {sdk};;
esac"""
    on_path(script(tmp_path / "go", "go", body).parent, monkeypatch)


def test_a_new_enough_engine_on_path_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = script(tmp_path / "bin", "pulumi", "echo v3.300.1").parent
    script(folder, LANGUAGE_HOST, "true")
    on_path(folder, monkeypatch)
    engine = find_engine()
    assert engine is not None
    assert (engine.version, engine.origin) == ("3.300.1", Origin.PATH)


@pytest.mark.parametrize(
    ("version", "host", "reason"),
    [("v3.100.0", True, "is 3.100.0"), ("broken", True, "not runnable"), ("v3.300.0", False, "comes without")],
)
def test_an_unfit_engine_on_path_is_passed_over_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[str], version: str, host: bool, reason: str
) -> None:
    folder = script(tmp_path / "bin", "pulumi", f"echo {version}").parent
    if host:
        script(folder, LANGUAGE_HOST, "true")
    on_path(folder, monkeypatch)
    assert find_engine(told.append) is None
    assert reason in told[0]


def test_the_pulumi_that_estate_env_put_on_path_is_not_an_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = script(tmp_path / ".estate" / "estate" / "bin", "pulumi", "echo v3.300.0").parent
    script(folder, LANGUAGE_HOST, "true")
    on_path(folder, monkeypatch)
    assert find_engine() is None


def test_without_anything_the_engine_is_built_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    go(tmp_path, monkeypatch)
    built = ensure_engine(told.append)
    assert built.origin is Origin.BUILT
    assert {file.name for file in built.directory.iterdir()} == {"pulumi", LANGUAGE_HOST, LANGUAGE_EXECUTOR}
    assert all(os.access(file, os.X_OK) for file in built.directory.iterdir())
    assert any("cannot be reached" in line for line in told)
    assert ensure_engine(told.append).origin is Origin.CACHE


def test_what_an_earlier_build_lacks_is_brought_without_building_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    go(tmp_path, monkeypatch, fails=FAILS_OTHERWISE)
    script(tmp_path / "cache" / "data-estate" / "engine" / VERSION, "pulumi", "echo v3")
    assert ensure_engine(told.append).version == VERSION


@pytest.mark.parametrize(("words", "code"), [(FAILS_OFFLINE, "E-ENG-004"), (FAILS_OTHERWISE, "E-ENG-005")])
def test_a_failed_build_is_told_with_its_last_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[str], words: str, code: str
) -> None:
    go(tmp_path, monkeypatch, fails=words)
    with pytest.raises(OperationError) as caught:
        ensure_engine(told.append)
    assert caught.value.code == code
    assert words.splitlines()[-1] in caught.value.details
    assert find_engine() is None


def test_no_room_is_told_before_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[str]) -> None:
    go(tmp_path, monkeypatch)
    monkeypatch.setattr(build, "_SPACE_TO_BUILD", 10**18)
    with pytest.raises(OperationError) as caught:
        ensure_engine(told.append)
    assert caught.value.code == "E-ENG-002"


def test_no_go_and_no_index_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[str]) -> None:
    go(tmp_path, monkeypatch, version="go1.19.1")
    base = script(tmp_path / "python", "python", "echo no matching distribution >&2; exit 1")
    monkeypatch.setattr(sys, "_base_executable", str(base))
    with pytest.raises(OperationError) as caught:
        ensure_engine(told.append)
    assert caught.value.code == "E-ENG-003"
    assert "Go 1.19.1 on PATH, 1.25.11 is needed" in str(caught.value)
    assert "no matching distribution" in caught.value.details


def test_go_from_the_index_is_used_where_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own"
    monkeypatch.setattr(golang, "_install", lambda folder, _have: script(folder / "bin", "go", "echo go1.26.6"))
    environment = {"PATH": os.environ["PATH"]}
    assert golang.ensure_go((1, 25, 11), own, environment, lambda _: None) == own / "bin" / "go"
    monkeypatch.setattr(golang, "_install", None)
    assert golang.ensure_go((1, 25, 11), own, environment, lambda _: None) == own / "bin" / "go"


def test_the_official_installer_is_preferred(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[str]) -> None:
    def installed(target: Path, _tell: object) -> bool:
        script(target / "bin", "pulumi", "echo v3")
        return True

    monkeypatch.setattr(install, "install_official", installed)
    engine = ensure_engine(told.append)
    assert engine.command == tmp_path / "cache" / "data-estate" / "engine" / f"{VERSION}-official" / "bin" / "pulumi"


def test_an_official_installer_that_fails_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    monkeypatch.setattr(official, "reachable", lambda: True)
    monkeypatch.setattr(sys, "executable", str(script(tmp_path / "py", "python", "echo 404 >&2; exit 1")))
    assert official.install_official(tmp_path / "target", told.append) is False
    assert told[-1] == "the official installer failed: 404"
    assert not (tmp_path / "target").exists()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OperationError) as caught, sole_writer(tmp_path / "file" / "engine", lambda _: None):
        pass
    assert caught.value.code == "E-ENG-001"


def test_the_lock_is_free_again_after_the_block(tmp_path: Path) -> None:
    said: list[str] = []
    for _ in range(2):
        with sole_writer(tmp_path, said.append):
            pass
    assert said == []


def test_a_second_writer_waits_and_says_so(tmp_path: Path) -> None:
    said: list[str] = []
    held, release = threading.Event(), threading.Event()
    order: list[str] = []

    def waits(line: str) -> None:
        said.append(line)
        release.set()

    def second() -> None:
        held.wait(10)
        with sole_writer(tmp_path, waits):
            order.append("second")

    thread = threading.Thread(target=second)
    thread.start()
    with sole_writer(tmp_path, said.append):
        held.set()
        assert release.wait(10)
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]
    assert "another process is installing the engine" in said[0]


def test_enough_room(tmp_path: Path) -> None:
    require_space(tmp_path, 1)


def test_an_executable_is_replaced_in_one_step(tmp_path: Path) -> None:
    source, target = script(tmp_path, "new", "true"), script(tmp_path, "old", "false")
    before = target.stat().st_ino
    install_executable(source, target)
    assert target.read_text(encoding="utf-8") == source.read_text(encoding="utf-8")
    assert target.stat().st_ino != before


def test_the_go_version_that_the_modules_ask_for() -> None:
    assert golang.required_version("module x\n\ngo 1.25.11\n") == (1, 25, 11)
    assert golang.required_version("module x\n\ngo 1.25\n") == (1, 25, 0)
    with pytest.raises(ValueError, match="without a `go` line"):
        golang.required_version("module x\n")

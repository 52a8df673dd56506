"""Locks of living and of dead engines."""

import json
import os
import socket
import subprocess
from pathlib import Path

import pytest

from orchestrator.engine import locks
from orchestrator.engine.locks import remove_dead_locks, stack_locks
from orchestrator.engine.results import Notice, Progress
from orchestrator.engine.stacks import Claim, wait_for_lock

NOBODY = 2**22 + 1  # above the largest process id of Linux


def lock(backend: Path, name: str, pid: int, host: str | None = None) -> Path:
    folder = backend / ".pulumi" / "locks" / "organization" / "estate" / "dev"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.json"
    owner = {"pid": pid, "username": "someone", "hostname": host or socket.gethostname(), "timestamp": "2026-01-01"}
    file.write_text(json.dumps(owner), encoding="utf-8")
    return file


def test_the_lock_of_a_dead_process_is_removed(tmp_path: Path) -> None:
    file = lock(tmp_path, "dead", NOBODY)
    (dead,) = remove_dead_locks(tmp_path, "estate", "dev")
    assert dead.pid == NOBODY
    assert not file.exists()


def test_a_process_number_that_another_program_has_now_counts_as_dead(tmp_path: Path) -> None:
    lock(tmp_path, "reused", os.getpid())
    assert [found.pid for found in remove_dead_locks(tmp_path, "estate", "dev")] == [os.getpid()]


def test_a_living_engine_keeps_its_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_name = Path("/proc/self/comm").read_text(encoding="utf-8").strip()
    monkeypatch.setattr(locks, "ENGINE_PROCESS", own_name)
    lock(tmp_path, "alive", os.getpid())
    assert remove_dead_locks(tmp_path, "estate", "dev") == ()
    assert len(stack_locks(tmp_path, "estate", "dev")) == 1


def test_nothing_is_known_of_other_machines(tmp_path: Path) -> None:
    lock(tmp_path, "elsewhere", NOBODY, host="another-machine")
    assert remove_dead_locks(tmp_path, "estate", "dev") == ()


def test_a_lock_that_is_being_written_is_no_lock_yet(tmp_path: Path) -> None:
    lock(tmp_path, "half", NOBODY).write_text('{"pid": 1', encoding="utf-8")
    assert stack_locks(tmp_path, "estate", "dev") == ()


def test_a_stack_without_locks(tmp_path: Path) -> None:
    assert stack_locks(tmp_path, "estate", "dev") == ()


def test_the_lock_of_an_engine_that_dies_while_others_wait_is_cleared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = subprocess.Popen(["sleep", "60"])
    monkeypatch.setattr(locks, "ENGINE_PROCESS", "sleep")
    file = lock(tmp_path, "dying", engine.pid)
    told: list[str] = []

    def kill_at_the_first_word(progress: Progress) -> None:
        assert isinstance(progress, Notice)
        told.append(progress.message)
        if engine.poll() is None:
            engine.kill()
            engine.wait()

    claim = wait_for_lock(tmp_path, "estate", "dev", kill_at_the_first_word, lambda: False)
    assert claim is Claim.READY
    assert not file.exists()
    assert [message.split(" ")[0] for message in told] == ["waiting", "cleared"]

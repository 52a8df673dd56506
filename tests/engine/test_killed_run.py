"""The `estate` command and its engine are killed in the middle of a deployment; the same command then finishes it."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestrator.engine.results import Outcome, StackResult, Verb
from orchestrator.engine.run import Cancellation
from orchestrator.engine.workspace import CHECKOUT
from orchestrator.fleet.operate import Request, operate
from orchestrator.inventory import standing
from orchestrator.session import Session, open_session
from tests.unit.config.reference import copy_estate

pytestmark = pytest.mark.engine
_STACKS = ("platform", "management")
_KILL_AT = 60
"""Resources that stand when the kill comes: in the middle of the management zone."""


@pytest.fixture(name="session")
def _session(tmp_path: Path) -> Iterator[Session]:
    session = open_session(copy_estate(tmp_path), azure=False, note=lambda _: None)
    yield session
    session.stop_simulator()
    shutil.rmtree(session.workspace.directory, ignore_errors=True)


def test_a_killed_run_is_finished_by_the_next(session: Session) -> None:
    process = subprocess.Popen(
        [str(Path(sys.executable).with_name("estate")), "--estate", str(session.estate.folder), "up", *_STACKS],
        cwd=CHECKOUT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 180
    while len(standing(session)) < _KILL_AT and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.2)
    assert process.poll() is None, "the run ended before it could be killed"
    _kill_family(process.pid)
    process.wait()
    left = len(standing(session))

    first, second = (_up(session) for _ in range(2))

    assert [result.outcome for result in first] == [Outcome.SUCCEEDED] * len(_STACKS), [r.diagnostics for r in first]
    assert not [result.resources for result in second if result.changed]
    assert len(standing(session)) > left


def _up(session: Session) -> list[StackResult]:
    request = Request(verb=Verb.UP, stacks=_STACKS)
    results = operate(session, request, on_progress=lambda _: None, cancellation=Cancellation())
    return [result for result in results.values() if isinstance(result, StackResult)]


def _kill_family(pid: int) -> None:
    """Kill the command, the engine that it started and everything below, without a chance to tidy up."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout.split("\n")
    children: dict[int, list[int]] = {}
    for line in filter(None, map(str.strip, listed)):
        child, parent = map(int, line.split())
        children.setdefault(parent, []).append(child)
    family, waiting = [], [pid]
    while waiting:
        family.append(waiting.pop())
        waiting += children.get(family[-1], [])
    for member in family:
        os.kill(member, signal.SIGKILL)

"""A run that is killed in the middle, and the run after it."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable

import pytest

from orchestrator.engine import stacks
from orchestrator.engine.commands import Options, export_state
from orchestrator.engine.locks import stack_locks
from orchestrator.engine.results import Notice, Outcome, Progress, Verb
from orchestrator.engine.run import run
from orchestrator.engine.workspace import Workspace
from tests.engine.tiny_provider import TinyProvider

pytestmark = pytest.mark.engine


@pytest.fixture
def kill_during(workspace: Workspace, provider: TinyProvider) -> Callable[..., None]:
    """Run `many` and kill the engine while it creates a thing that the provider has already made."""

    def kill(thing: str, *, checkpoints: bool = True) -> None:
        provider.hold = thing

        def end_the_engine() -> None:
            assert provider.held.wait(60)
            assert workspace.simulation is not None
            (lock,) = stack_locks(workspace.simulation.backend, workspace.project_name, "many")
            os.kill(lock.pid, signal.SIGKILL)

        thread = threading.Thread(target=end_the_engine)
        thread.start()
        assert run(workspace, "many", Verb.UP, Options(checkpoints=checkpoints)).outcome is Outcome.FAILED
        thread.join()
        provider.hold = ""
        provider.release.set()

    return kill


def test_the_next_run_clears_the_lock_adopts_what_was_cut_off_and_ends_well(
    workspace: Workspace,
    provider: TinyProvider,
    kill_during: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kill_during("/many/thing-3")
    monkeypatch.setattr(stacks, "resolve", lambda *_: "/many/thing-3")
    seen: list[Progress] = []
    result = run(workspace, "many", Verb.UP, on_progress=seen.append)
    notices = [item.message for item in seen if isinstance(item, Notice)]
    assert result.outcome is Outcome.SUCCEEDED
    assert sorted(provider.created) == [f"/many/thing-{number}" for number in range(8)]
    assert any("cleared the lock" in message for message in notices)
    assert any("was killed" in message for message in notices)
    assert not export_state(workspace, "many")["deployment"].get("pending_operations")
    assert run(workspace, "many", Verb.UP).changed is False


def test_a_creation_that_never_happened_is_done_by_the_next_run(
    workspace: Workspace,
    provider: TinyProvider,
    kill_during: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kill_during("/many/thing-3")
    del provider.things["/many/thing-3"]
    monkeypatch.setattr(stacks, "resolve", lambda *_: "/many/thing-3")
    assert run(workspace, "many", Verb.UP).outcome is Outcome.SUCCEEDED
    assert len(provider.things) == 8


def test_a_creation_without_a_known_id_is_named_and_done_again(
    workspace: Workspace, provider: TinyProvider, kill_during: Callable[..., None]
) -> None:
    kill_during("/many/thing-3")
    del provider.things["/many/thing-3"]
    seen: list[Progress] = []
    result = run(workspace, "many", Verb.UP, on_progress=seen.append)
    assert result.outcome is Outcome.SUCCEEDED
    assert any("thing-3` was cut off" in item.message for item in seen if isinstance(item, Notice))


def test_a_killed_run_without_checkpoints_is_rebuilt_from_its_event_log(
    workspace: Workspace,
    provider: TinyProvider,
    kill_during: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kill_during("/many/thing-3", checkpoints=False)
    monkeypatch.setattr(stacks, "resolve", lambda *_: "/many/thing-3")
    assert "resources" not in export_state(workspace, "many")["deployment"]
    result = run(workspace, "many", Verb.UP, Options(checkpoints=False))
    assert result.outcome is Outcome.SUCCEEDED
    assert sorted(provider.created) == [f"/many/thing-{number}" for number in range(8)]
    assert run(workspace, "many", Verb.UP).changed is False


COMMAND = """
import sys
from pathlib import Path
from orchestrator.engine.engine import VERSION, Engine, Origin
from orchestrator.engine.results import Verb
from orchestrator.engine.run import run
from orchestrator.engine.workspace import open_workspace
checkout, engine, providers = Path(sys.argv[1]), Engine(Path(sys.argv[2]), VERSION, Origin.CACHE), sys.argv[3]
run(open_workspace(checkout / "stacks", engine=engine, debug_providers=providers, checkout=checkout), "many", Verb.UP)
"""


def test_when_only_the_command_is_killed_the_engine_ends_in_order_and_the_next_run_waits(
    workspace: Workspace, provider: TinyProvider
) -> None:
    assert workspace.simulation is not None
    provider.hold = "/many/thing-3"
    line = [str(workspace.checkout), str(workspace.engine.command), workspace.simulation.debug_providers]
    with subprocess.Popen([sys.executable, "-c", COMMAND, *line]) as command:
        assert provider.held.wait(60)
        command.kill()
    seen: list[Progress] = []

    def show(progress: Progress) -> None:
        seen.append(progress)
        provider.release.set()

    result = run(workspace, "many", Verb.UP, on_progress=show)
    assert result.outcome is Outcome.SUCCEEDED
    assert result.changed is False
    assert sorted(provider.created) == [f"/many/thing-{number}" for number in range(8)]
    assert any("waiting for process" in item.message for item in seen if isinstance(item, Notice))

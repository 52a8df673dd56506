"""Runs of a stack on the real engine."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from orchestrator.engine.commands import Options, PolicyPack, stack_outputs
from orchestrator.engine.results import Outcome, Progress, StackResult, StepFinished, Verb
from orchestrator.engine.run import Cancellation, run
from orchestrator.engine.workspace import Workspace
from tests.engine.conftest import TINY
from tests.engine.tiny_provider import TinyProvider

pytestmark = pytest.mark.engine


def errors(result: StackResult) -> list[str]:
    return [item.message for item in result.diagnostics if item.severity == "error"]


def test_up_creates_then_changes_nothing_and_leaves_the_checkout_clean(workspace: Workspace, checkout: Path) -> None:
    before = {file: file.read_bytes() for file in (checkout / "stacks").iterdir()}
    seen: list[Progress] = []
    first = run(workspace, "one", Verb.UP, on_progress=seen.append)
    second = run(workspace, "one", Verb.UP)
    assert (first.outcome, first.changes) == (Outcome.SUCCEEDED, {"create": 4})
    assert [item.change.name for item in seen if isinstance(item, StepFinished)][-1] == "tiny-one"
    assert (second.outcome, second.changed) == (Outcome.SUCCEEDED, False)
    assert stack_outputs(workspace, "one") == {"things": 3}
    assert {file: file.read_bytes() for file in (checkout / "stacks").iterdir()} == before


def test_preview_plans_each_resource_once_and_does_nothing(workspace: Workspace, provider: TinyProvider) -> None:
    result = run(workspace, "two", Verb.PREVIEW)
    planned = [change.name for change in result.resources if change.type == "tiny:index:Thing"]
    assert sorted(planned) == ["thing-0", "thing-1"]
    assert result.changed
    assert provider.things == {}


def test_refresh_finds_what_was_removed_by_hand(workspace: Workspace, provider: TinyProvider) -> None:
    run(workspace, "two", Verb.UP)
    del provider.things["/two/thing-1"]
    drift = run(workspace, "two", Verb.REFRESH, Options(preview_only=True))
    assert [(change.operation, change.name) for change in drift.resources] == [("delete", "thing-1")]
    assert drift.changed


def test_destroy_removes_everything_and_a_second_one_has_nothing_to_do(
    workspace: Workspace, provider: TinyProvider
) -> None:
    assert run(workspace, "two", Verb.DESTROY).outcome is Outcome.SUCCEEDED
    run(workspace, "two", Verb.UP)
    assert run(workspace, "two", Verb.DESTROY).changes["delete"] == 3
    assert provider.things == {}


def test_a_mandatory_violation_refuses_without_noise(workspace: Workspace, provider: TinyProvider) -> None:
    options = Options(policy_packs=(PolicyPack(folder=TINY / "pack"),))
    result = run(workspace, "many", Verb.UP, options)
    assert result.outcome is Outcome.REFUSED
    (violation,) = result.violations
    assert (violation.pack, violation.policy, violation.level) == (
        "tiny-pack",
        "thing-size-not-two",
        "mandatory",
    )
    assert violation.urn.endswith("thing-2")
    assert result.log is not None
    log = result.log.read_text(encoding="utf-8")
    assert "Traceback" not in log
    assert "exit code" not in log
    assert "/many/thing-2" not in provider.things


def test_a_users_mistake_is_told_without_a_trace(workspace: Workspace) -> None:
    result = run(workspace, "refused", Verb.PREVIEW)
    assert result.outcome is Outcome.FAILED
    assert any("the address is taken" in message for message in errors(result))
    assert not any("Traceback" in message for message in errors(result))


def test_our_mistake_is_told_once_with_its_trace(workspace: Workspace) -> None:
    result = run(workspace, "broken", Verb.PREVIEW)
    told = [message for message in errors(result) if "this is our own mistake" in message]
    assert len(told) == 1
    assert "Traceback" in told[0]
    assert not any("exit code" in message for message in errors(result))


def test_the_exit_code_of_a_program_is_told(workspace: Workspace) -> None:
    assert any("exit code 7" in message for message in errors(run(workspace, "left", Verb.PREVIEW)))


def test_what_a_program_prints_arrives(workspace: Workspace) -> None:
    result = run(workspace, "chatty", Verb.PREVIEW)
    assert ("info", "hello from the program") in [(item.severity, item.message) for item in result.diagnostics]


def test_a_stack_without_a_file_has_no_configuration(workspace: Workspace) -> None:
    result = run(workspace, "nowhere", Verb.PREVIEW)
    assert result.outcome is Outcome.SUCCEEDED


def test_stacks_run_at_the_same_time(workspace: Workspace, provider: TinyProvider) -> None:
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda stack: run(workspace, stack, Verb.UP), ("one", "two")))
    assert [result.outcome for result in results] == [Outcome.SUCCEEDED, Outcome.SUCCEEDED]
    assert len(provider.things) == 5


def test_an_interrupted_run_keeps_what_was_done_and_the_next_one_ends_well(
    workspace: Workspace, provider: TinyProvider
) -> None:
    provider.hold = "/many/thing-3"
    cancellation = Cancellation()

    def interrupt() -> None:
        provider.held.wait(60)
        cancellation.request()

    thread = threading.Thread(target=interrupt)
    thread.start()
    stopped = run(workspace, "many", Verb.UP, cancellation=cancellation)
    thread.join()
    assert stopped.outcome is Outcome.INTERRUPTED
    assert 4 <= len(provider.things) < 8
    again = run(workspace, "many", Verb.UP)
    assert again.outcome is Outcome.SUCCEEDED
    assert sorted(provider.created) == [f"/many/thing-{number}" for number in range(8)]


def test_a_cancelled_command_starts_nothing(workspace: Workspace, provider: TinyProvider) -> None:
    cancellation = Cancellation()
    cancellation.request()
    assert run(workspace, "one", Verb.UP, cancellation=cancellation).outcome is Outcome.INTERRUPTED
    assert provider.created == []

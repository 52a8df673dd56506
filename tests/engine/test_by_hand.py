"""Plain `pulumi` by hand, for the simulated estate and for another folder."""

import os
import subprocess
from pathlib import Path

import pytest

from orchestrator.engine.by_hand import prepare
from orchestrator.engine.results import Verb
from orchestrator.engine.run import run
from orchestrator.engine.workspace import Workspace
from tests.engine.tiny_provider import TinyProvider

pytestmark = pytest.mark.engine


def by_hand(checkout: Path, variables: dict[str, str], *line: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["pulumi", *line, "--non-interactive", "--color", "never"],
        cwd=checkout,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_pulumi_up_by_hand_leaves_the_checkout_as_it_was(
    workspace: Workspace, checkout: Path, provider: TinyProvider
) -> None:
    before = {file: file.read_bytes() for file in checkout.rglob("*.yaml") if ".estate" not in file.parts}
    variables = prepare(workspace)
    done = by_hand(checkout, variables, "up", "--stack", "two", "--yes", "--skip-preview")
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(provider.things) == 2
    after = {file: file.read_bytes() for file in checkout.rglob("*.yaml") if ".estate" not in file.parts}
    assert after == before


def test_a_changed_stack_file_counts_at_once(workspace: Workspace, checkout: Path) -> None:
    variables = prepare(workspace)
    (checkout / "stacks" / "Pulumi.two.yaml").write_text("config:\n  tiny:things: 4\n", encoding="utf-8")
    done = by_hand(checkout, variables, "preview", "--stack", "two")
    assert "thing-3" in done.stdout


def test_runs_by_hand_and_by_the_command_see_the_same_stacks(workspace: Workspace, checkout: Path) -> None:
    variables = prepare(workspace)
    assert by_hand(checkout, variables, "up", "--stack", "two", "--yes", "--skip-preview").returncode == 0
    assert run(workspace, "two", Verb.UP).changed is False

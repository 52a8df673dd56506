"""Every template, service and option on the real engine with the guardrails on: it stands, and it stays."""

import shutil
from pathlib import Path

import pytest

from orchestrator.engine.results import Outcome, Verb
from orchestrator.session import open_session
from tests.engine.runs import results_of, run, told

pytestmark = pytest.mark.engine
EVERYTHING = Path(__file__).parents[1] / "everything"
_AGAIN = ("zone", "analytics", "batch", "learning")
"""Stacks with resources of every package; all others run twice in tests/unit/stacks/test_everything.py."""


def test_everything_stands_and_stays(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(EVERYTHING, tmp_path / "everything"))
    session = open_session(folder, azure=False, note=lambda _: None)
    try:
        first = run(session, Verb.UP)
        assert all(result.outcome is Outcome.SUCCEEDED for result in results_of(first)), told(first)
        assert not told(first)
        second = run(session, Verb.UP, *_AGAIN)
        assert not [result.stack for result in results_of(second) if result.changed]
        assert not told(second)
    finally:
        session.stop_simulator()
        shutil.rmtree(session.workspace.directory, ignore_errors=True)

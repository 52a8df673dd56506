"""The azuredevops, databricks, azure and azuread providers under the real engine."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestrator.engine.engine import Engine
from orchestrator.engine.results import Outcome, Verb
from tests.engine.cloud import Estate, done, errors

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("providers")]
PROGRAM = Path(__file__).parent / "workshop_program"
RESOURCES = 24


@pytest.fixture
def estate(engine: Engine, tmp_path: Path) -> Iterator[Estate]:
    made = Estate(engine, tmp_path, PROGRAM)
    yield made
    made.close()


def test_the_workshop_stands_stays_changes_and_goes(estate: Estate) -> None:
    foreseen = estate.run(Verb.PREVIEW)
    assert (foreseen.outcome, foreseen.changes) == (Outcome.SUCCEEDED, {"create": RESOURCES}), errors(foreseen)
    made = estate.run(Verb.UP)
    assert (made.outcome, made.changes) == (Outcome.SUCCEEDED, {"create": RESOURCES}), errors(made)
    for verb in (Verb.PREVIEW, Verb.REFRESH, Verb.UP):
        again = estate.run(verb)
        assert (again.outcome, again.changes) == (Outcome.SUCCEEDED, {"same": RESOURCES}), errors(again)

    kept = estate.kept()
    assert kept["federated"]["inputs"]["subject"] == "sc://contoso/estate/deploy"
    assert kept["schema"]["id"] == "sales.raw"
    assert kept["orders"]["id"] == "https://stworkshop.dfs.core.windows.net/raw/sales/orders"
    assert "hidden" not in json.dumps(kept)
    outputs = json.loads(estate.call("stack", "output", "--json"))
    assert outputs["contributors"].startswith("vssgp.")

    estate.configure(reviewers='"2"')
    stricter = estate.run(Verb.UP)
    assert done(stricter) == [("update", "review")], errors(stricter)
    gone = estate.run(Verb.DESTROY)
    assert (gone.outcome, gone.changes) == (Outcome.SUCCEEDED, {"delete": RESOURCES}), errors(gone)

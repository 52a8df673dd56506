"""What stacks were deployed with is read from the state's files, and compared before anything runs."""

import json
from pathlib import Path
from typing import Any

import pytest

from config.frozen import configuration
from config.load import load_estate
from config.problems import EstateErrors
from orchestrator.engine.engine import Engine, Origin
from orchestrator.engine.environment import Simulation
from orchestrator.engine.workspace import CHECKOUT, Workspace
from orchestrator.frozen import refuse_frozen_changes
from orchestrator.guardrails import settings_file
from orchestrator.session import Session
from tests.unit.config.reference import REFERENCE


@pytest.fixture
def session(tmp_path: Path) -> Session:
    simulation = Simulation(backend=tmp_path / "backend", home=tmp_path / "home", debug_providers="")
    return Session(
        load_estate(REFERENCE),
        Workspace(
            checkout=CHECKOUT,
            estate_dir=REFERENCE,
            directory=tmp_path,
            engine=Engine(tmp_path / "no-engine", "0.0.0", Origin.PATH),
            simulation=simulation,
            project_name="data-estate",
        ),
    )


def _stands(session: Session, stack: str, outputs: dict[str, Any] | None) -> None:
    folder = session.workspace.directory / "backend" / ".pulumi" / "stacks" / "data-estate"
    folder.mkdir(parents=True, exist_ok=True)
    resource = {"type": "pulumi:pulumi:Stack", "urn": "u", **({} if outputs is None else {"outputs": outputs})}
    latest = {"resources": [{"type": "pulumi:providers:random", "urn": "p"}, resource]}
    text = json.dumps({"version": 3, "checkpoint": {"stack": stack, "latest": latest}})
    (folder / f"{stack}.json").write_text(text, encoding="utf-8")


def test_all_differences_of_all_stacks_are_told_at_once(session: Session) -> None:
    for stack in ("sales-dev", "logistics-prod"):
        known = configuration(session.estate, stack)
        _stands(session, stack, {"configuration": {**known, "stack": {**known["stack"], "environment": "test"}}})
    with pytest.raises(EstateErrors) as caught:
        refuse_frozen_changes(session, session.estate.stacks)
    assert [problem.file for problem in caught.value.problems] == [
        "Pulumi.logistics-prod.yaml",
        "Pulumi.sales-dev.yaml",
    ]


def test_a_zone_does_not_delete_what_its_teams_have_no_keys_for(session: Session) -> None:
    known = configuration(session.estate, "crm")
    _stands(session, "crm", {"configuration": {**known, "deletions": dict.fromkeys(known["deletions"])}})
    for stack in ("sales-dev", "crm"):
        with pytest.raises(EstateErrors, match="C-RET-005"):
            refuse_frozen_changes(session, [stack])
    refuse_frozen_changes(session, ["logistics-prod", "customer-360"])


def test_stacks_that_do_not_stand_or_kept_nothing_pass(session: Session) -> None:
    _stands(session, "platform", None)
    _stands(session, "crm", {"contract": {"version": 1}})
    _stands(session, "sales-dev", {"configuration": configuration(session.estate, "sales-dev")})
    refuse_frozen_changes(session, session.estate.stacks)


def test_a_destroyed_stack_may_come_back_elsewhere(session: Session) -> None:
    _stands(session, "sales-dev", None)
    file = session.workspace.directory / "backend/.pulumi/stacks/data-estate/sales-dev.json"
    file.write_text('{"version": 3, "checkpoint": {"stack": "sales-dev", "latest": null}}', encoding="utf-8")
    refuse_frozen_changes(session, ["sales-dev"])


def test_packs_are_told_the_groups_of_a_platform_that_stands(session: Session) -> None:
    assert "groupIds" not in json.loads(settings_file(session, "crm").read_text(encoding="utf-8"))["context"]
    _stands(session, "platform", {"contract": {"groups": {"crm/team": "1"}}})
    assert json.loads(settings_file(session, "crm").read_text(encoding="utf-8"))["context"]["groupIds"] == {
        "crm/team": "1"
    }

"""Refusing, before anything runs, a change of what is fixed since a stack stands, or that deletes earlier."""

from collections.abc import Iterable, Mapping
from typing import Any

from config.earlier import check_earlier
from config.frozen import check_frozen
from config.problems import EstateErrors
from orchestrator.deployed import deployed_outputs
from orchestrator.engine.workspace import Workspace
from orchestrator.session import Session

CONFIGURATION = "configuration"
"""The output in which every stack keeps what it was deployed with."""


def refuse_frozen_changes(session: Session, stacks: Iterable[str]) -> None:
    """Compare the stacks with what they were deployed with. Errors: `EstateErrors` with every difference.

    The rules of a landing zone delete data of its teams, so what its teams were deployed with is looked at too.
    """
    wanted = set(stacks)
    teams = {team for stack in wanted for team in session.estate.in_zone(stack)}
    deployed = {name: known for name in sorted(wanted | teams) if (known := _deployed(session.workspace, name))}
    frozen = check_frozen(session.estate, {name: known for name, known in deployed.items() if name in wanted})
    if problems := [*frozen, *check_earlier(session.estate, deployed)]:
        raise EstateErrors(problems)


def _deployed(workspace: Workspace, stack: str) -> Mapping[str, Any]:
    known = deployed_outputs(workspace, stack).get(CONFIGURATION)
    return known if isinstance(known, Mapping) else {}

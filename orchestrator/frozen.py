"""Refusing, before anything runs, a change of what is fixed since a stack stands."""

from collections.abc import Iterable, Mapping
from typing import Any

from config.frozen import check_frozen
from config.problems import EstateErrors
from orchestrator.deployed import deployed_outputs
from orchestrator.engine.workspace import Workspace
from orchestrator.session import Session

CONFIGURATION = "configuration"
"""The output in which every stack keeps what it was deployed with."""


def refuse_frozen_changes(session: Session, stacks: Iterable[str]) -> None:
    """Compare the stacks with what they were deployed with. Errors: `EstateErrors` with every difference."""
    deployed = {name: known for name in stacks if (known := _deployed(session.workspace, name))}
    if problems := list(check_frozen(session.estate, deployed)):
        raise EstateErrors(problems)


def _deployed(workspace: Workspace, stack: str) -> Mapping[str, Any]:
    known = deployed_outputs(workspace, stack).get(CONFIGURATION)
    return known if isinstance(known, Mapping) else {}

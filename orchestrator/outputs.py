"""What a deployed stack exports, or one value of it."""

import difflib
from collections.abc import Mapping
from typing import Any

from orchestrator.deployed import deployed_outputs
from orchestrator.problems import InvalidInputError
from orchestrator.session import Session

_CONTRACT = "contract"


def contract_of(session: Session, stack: str) -> Mapping[str, Any]:
    """The contract that a stack exports. Errors: `E-OUT-001` where it was never deployed."""
    found = deployed_outputs(session.workspace, stack).get(_CONTRACT)
    if not isinstance(found, Mapping):
        raise InvalidInputError(
            code="E-OUT-001",
            where=f"stack `{stack}`",
            found="exports nothing",
            accepted="a stack that has been deployed",
            remedy=f"run `estate up {stack}` first",
        )
    return found


def value_at(contract: Mapping[str, Any], path: str) -> Any:
    """The value under keys that are joined by dots, such as `services.learning`. Errors: `E-OUT-002`."""
    value: Any = contract
    for key in path.split("."):
        if not isinstance(value, Mapping) or key not in value:
            known = sorted(value) if isinstance(value, Mapping) else []
            near = difflib.get_close_matches(key, known, n=3) or known
            raise InvalidInputError(
                code="E-OUT-002",
                where=f"`{path}`",
                found=f"nothing under `{key}`",
                accepted=", ".join(f"`{name}`" for name in near) or "the value before it, which has no parts",
                remedy="correct the path",
            )
        value = value[key]
    return value

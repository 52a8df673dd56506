"""How errors are told: in one place, on standard error, with an exit code that says what kind it is."""

import json
import sys
from collections.abc import Sequence
from typing import Any

from rich.console import Console

from config.problems import EstateErrors
from orchestrator.exit_codes import ExitCode
from orchestrator.problems import OperationError
from policies.problems import GuardrailDataError
from servicedesk.problems import Refused


def report(error: Exception, *, as_json: bool) -> ExitCode:
    """Tell about an error that the caller can act on; raises any other one again, with its trace."""
    if isinstance(error, EstateErrors | GuardrailDataError | Refused):
        _tell(
            [str(problem) for problem in error.problems],
            [p.as_dict() for p in error.problems],
            as_json=as_json,
        )
        return ExitCode.INVALID_INPUT
    if isinstance(error, OperationError):
        _tell([str(error), *error.details.splitlines()], [error.as_dict()], as_json=as_json)
        return error.exit_code
    raise error


def _tell(lines: Sequence[str], records: Sequence[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps({"problems": list(records)}, indent=2) + "\n")
        return
    console = Console(stderr=True, soft_wrap=True, highlight=False)
    for line in lines:
        console.print(line, markup=False)

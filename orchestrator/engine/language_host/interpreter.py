"""Which Python runs a program or a policy pack."""

import os
import sys
from pathlib import Path

_IN_ENVIRONMENT = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")


class InterpreterError(Exception):
    """The project names a virtual environment that has no Python."""


def interpreter(root: str, virtualenv: str) -> str:
    """The Python of the virtual environment that a project names, or our own where it names none."""
    if not virtualenv:
        return sys.executable
    python = Path(root, virtualenv, *_IN_ENVIRONMENT)
    if not python.exists():
        raise InterpreterError(
            f"no Python in the virtual environment `{Path(root, virtualenv)}`: run `make` to create it"
        )
    return str(python)

"""Plain `pulumi` by hand at the root of the checkout: the same program, any estate, nothing left behind.

A `pulumi` of three lines goes first on PATH. It brings the workspace's copies of the stack files up
to date and runs the engine there, so `pulumi up --stack NAME` writes nothing into the checkout.
"""

import os
import shlex
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from orchestrator.engine.cache import install_text
from orchestrator.engine.environment import variables
from orchestrator.engine.stacks import create_stack, state_exists
from orchestrator.engine.workspace import Target, Workspace, project_directory, refresh_files

_SCRIPT = """\
#!/bin/sh
# Runs the engine in the workspace of {estate}; written by `estate env`.
{python} -m orchestrator.engine.by_hand {estate} {target} {checkout} || exit $?
PULUMI_OPTION_CWD="${{PULUMI_OPTION_CWD:-{project}}}" exec {engine} "$@"
"""
_AT_ONCE = 4


def prepare(workspace: Workspace) -> dict[str, str]:
    """Make the workspace ready for runs by hand; returns the variables that a shell needs."""
    folder = workspace.directory / "bin" / workspace.target
    install_text(folder / "pulumi", _script(workspace))
    if workspace.simulation:
        missing = [stack for stack in workspace.stacks() if not state_exists(workspace, stack)]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            list(pool.map(lambda stack: create_stack(workspace, stack), missing))
    result = variables(python=Path(sys.executable), estate_dir=workspace.estate_dir, simulation=workspace.simulation)
    return {**result, "PATH": os.pathsep.join((str(folder), os.environ.get("PATH", os.defpath)))}


def _script(workspace: Workspace) -> str:
    quoted = {
        "python": sys.executable,
        "estate": workspace.estate_dir,
        "target": workspace.target,
        "checkout": workspace.checkout,
        "project": workspace.project_dir,
        "engine": workspace.engine.command,
    }
    return _SCRIPT.format(**{name: shlex.quote(str(value)) for name, value in quoted.items()})


def main(arguments: Sequence[str]) -> int:
    """Bring the workspace's files up to date: what the `pulumi` on PATH does before each run."""
    estate_dir, target, checkout = Path(arguments[0]), Target(arguments[1]), Path(arguments[2])
    refresh_files(estate_dir, project_directory(estate_dir, target, checkout), target, checkout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

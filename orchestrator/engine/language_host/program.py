"""Running a Pulumi program: what the executor is called with, and what its exit code means."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MESSAGE_SHOWN = 32
"""The executor's exit code after it has shown its message; anything further would be noise."""
_DEFAULT_PARALLEL = 16


def command(python: str, executor: Path, request: Any, engine: str) -> list[str]:
    """The executor's command line for a `RunRequest`."""
    line = [python, str(executor)]
    line += ["--monitor", request.monitor_address, "--engine", engine]
    line += ["--project", request.project, "--stack", request.stack]
    line += ["--pwd", request.pwd, "--root_directory", request.info.root_directory]
    line += ["--parallel", str(request.parallel if request.parallel > 0 else _DEFAULT_PARALLEL)]
    if request.organization:
        line += ["--organization", request.organization]
    if request.dryRun:
        line += ["--dry_run", "true"]
    return [*line, request.info.entry_point or ".", *request.args]


def environment(request: Any, base: Mapping[str, str]) -> dict[str, str]:
    """The executor's environment: the stack's configuration beside the inherited variables."""
    return {
        **base,
        "PULUMI_CONFIG": json.dumps(dict(request.config)),
        "PULUMI_CONFIG_SECRET_KEYS": json.dumps(list(request.configSecretKeys)),
        "PYTHONUNBUFFERED": "1",
    }


def verdict(exit_code: int) -> tuple[str, bool]:
    """The error to report and whether to bail without one, from the executor's exit code."""
    if exit_code == 0:
        return "", False
    if exit_code == MESSAGE_SHOWN:
        return "", True
    if exit_code < 0:
        return f"the program was ended by signal {-exit_code}", False
    return f"the program ended with exit code {exit_code}", False

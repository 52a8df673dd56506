"""Where access logs of the lakes come from: files, or a Log Analytics workspace."""

import importlib
import json
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

from orchestrator.problems import InvalidInputError, OperationError

_SUFFIXES = (".json", ".jsonl")


def from_files(place: Path) -> Iterator[str]:
    """The lines of a file, or of every `.json` and `.jsonl` file below a folder, in order of name."""
    try:
        found = sorted(one for one in place.rglob("*") if one.suffix in _SUFFIXES) if place.is_dir() else [place]
        for file in found:
            with file.open(encoding="utf-8") as lines:
                yield from lines
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInputError(
            code="E-TEL-001",
            where=str(place),
            found=str(error),
            accepted="a file, or a folder of files, with rows of `StorageBlobLogs` as JSON",
            remedy="check the path",
        ) from None


def from_workspace(workspace_id: str, until: date, days: int) -> Iterator[str]:
    """The answer of a workspace, as one line. Needs the extra `telemetry`, and an identity that may read it."""
    begin = until - timedelta(days=days)
    query = files("servicedesk").joinpath("data/access.kql").read_text(encoding="utf-8")
    query = query.replace("{begin}", begin.isoformat()).replace("{until}", until.isoformat())
    try:
        identity: Any = importlib.import_module("azure.identity")
        monitor: Any = importlib.import_module("azure.monitor.query")
    except ImportError as error:
        raise _unreadable(
            workspace_id, f"no package `{error.name}`", "install the extra: `pip install .[telemetry]`"
        ) from None
    try:
        client = monitor.LogsQueryClient(identity.DefaultAzureCredential())
        answer = client.query_workspace(workspace_id, query, timespan=None)
    except Exception as error:  # the SDK's errors share no base that can be named without it
        raise _unreadable(
            workspace_id, f"{type(error).__name__}", "sign in, with `Log Analytics Reader` on it"
        ) from error
    tables = [
        {
            "columns": [{"name": name} for name in table.columns],
            "rows": [[cell.isoformat() if hasattr(cell, "isoformat") else cell for cell in row] for row in table.rows],
        }
        for table in answer.tables
    ]
    yield json.dumps({"tables": tables})


def _unreadable(workspace: str, found: str, remedy: str) -> OperationError:
    return OperationError(
        code="E-TEL-002", where=f"workspace {workspace}", found=found, accepted="an answer to the query", remedy=remedy
    )

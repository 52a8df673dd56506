"""Reading rows of the table `StorageBlobLogs`, as data export, the query API, or a query's own summary hands them out.

Source: Azure Monitor reference, table StorageBlobLogs, general knowledge (2026-11-23).
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from servicedesk.problems import Problem, Refusal

_READS = frozenset({"getblob", "readfile"})
"""Operations that hand out content; looking at names and properties is no use of data."""
_MOST_PROBLEMS = 20


@dataclass(frozen=True)
class Reading:
    """Somebody has read something, once or, in a summary, several times."""

    at: datetime
    account: str
    path: str
    """The container and everything below it."""
    reader: str
    """The object id, in lower case."""
    size: int
    """Bytes."""
    count: int


def readings(lines: Iterable[str]) -> tuple[Reading, ...] | Refusal:
    """Everything that was read, in the order of the lines; each line is a row, a batch of rows, or a query's answer.

    Left out are writes, what was refused, and what the platform itself reads (`TrustedAccess`).
    """
    found: list[Reading] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, start=1):
        if len(problems) >= _MOST_PROBLEMS:
            break
        if not line.strip():
            continue
        try:
            found += [reading for row in _rows(json.loads(line)) if (reading := _reading(row)) is not None]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            problems.append(
                Problem(
                    code="D-TEL-001",
                    where=f"line {number}",
                    found=f"{type(error).__name__}: {error}"[:200],
                    accepted="rows of `StorageBlobLogs` as JSON",
                    remedy="export the table with data export, or query it with `--workspace`",
                )
            )
    return Refusal(tuple(problems)) if problems else tuple(found)


def _rows(value: Any) -> Iterator[Mapping[str, Any]]:
    if "tables" in value:
        for table in value["tables"]:
            names = [column["name"] for column in table["columns"]]
            for row in table["rows"]:
                yield dict(zip(names, row, strict=True))
    elif "records" in value:
        yield from value["records"]
    else:
        yield value


def _reading(row: Mapping[str, Any]) -> Reading | None:
    if str(row["OperationName"]).lower() not in _READS or not str(row["StatusCode"]).startswith("2"):
        return None
    if row.get("AuthenticationType") == "TrustedAccess":
        return None
    _, account, path = str(row["ObjectKey"]).split("/", 2)
    return Reading(
        at=datetime.fromisoformat(_without_ticks(str(row["TimeGenerated"]))),
        account=account.lower(),
        path=path,
        reader=str(row["RequesterObjectId"] or row.get("RequesterUpn") or "unknown").lower(),
        size=int(row.get("ResponseBodySize") or 0),
        count=int(row.get("Count") or 1),
    )


def _without_ticks(moment: str) -> str:
    """A moment without the seventh digit of its fraction, which Azure writes and Python does not read."""
    head, point, fraction = moment.rstrip("Z").partition(".")
    return f"{head}{point}{fraction[:6]}+00:00" if moment.endswith("Z") else moment

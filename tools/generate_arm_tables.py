"""Generate `arm/tables/` from pulumi-azure-native and the azure-mgmt packages (dependency group `generate`).

Run it from the checkout's root: `uv run --group generate python -m tools.generate_arm_tables`.
What no package names, and so follows azure-native's rule of flattening, is printed; `tests/conformance/` judges it.
Which types are wanted stands in `arm_tables/types.csv`, what was left out in `skipped.csv`, corrections in
`overrides.json`.
"""

import importlib.metadata
import json
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tools.arm_tables import pulumi_side
from tools.arm_tables.build import build

TARGET = Path("arm/tables")
DATE = "2026-11-23"
_VERSION = re.compile(r"Uses Azure REST API version ([\w-]+)\.")


@cache
def api_version(token: str) -> str:
    """The API version that the SDK names for a resource."""
    cls = getattr(pulumi_side.module_of(token), token.split(":")[2])
    match = _VERSION.search(Path(sys.modules[cls.__module__].__file__ or "").read_text(encoding="utf-8"))
    if not match:
        raise SystemExit(f"{token}: the SDK names no API version")
    return match.group(1)


def text(name: str, table: Mapping[str, Any]) -> str:
    """One namespace's file: a line per property, so that a change shows as one line."""
    native = importlib.metadata.version("pulumi-azure-native")
    head = {"namespace": name, "source": [f"pulumi-azure-native {native}", *table["source"]], "date": DATE}
    lines = [f" {json.dumps(key)}: {json.dumps(value)}," for key, value in head.items()]
    lines += [' "resources": {', *_joined(_blocks(table["resources"], "  ")), " },"]
    lines += [' "objects": {', *_joined(_blocks(table["objects"], "  ")), " }"]
    return "\n".join(["{", *lines, "}", ""])


def _blocks(entries: Mapping[str, Any], lead: str) -> Iterator[str]:
    for name, entry in sorted(entries.items()):
        body = entry.pop("body", None)
        members = [
            f"{lead} {json.dumps(key)}: {json.dumps(value, sort_keys=True)}" for key, value in sorted(entry.items())
        ]
        if body is not None:
            members.append(f'{lead} "body": ' + _braced(_joined(_lines(body, f"{lead}  ")), f"{lead} "))
        yield f"{lead}{json.dumps(name)}: " + _braced(_joined(members), lead)


def _lines(entry: Mapping[str, Any], lead: str) -> list[str]:
    return [f"{lead}{json.dumps(key)}: {json.dumps(value, sort_keys=True)}" for key, value in sorted(entry.items())]


def _braced(lines: list[str], lead: str) -> str:
    return "\n".join(["{", *lines, f"{lead}}}"]) if lines else "{}"


def _joined(lines: Iterator[str] | list[str]) -> list[str]:
    lines = list(lines)
    return [*(f"{line}," for line in lines[:-1]), *lines[-1:]]


def _concrete(entry: Mapping[str, Any]) -> list[str]:
    """The ARM types of a resource: several where a path parameter is a part of the type."""
    arm_type = str(entry["arm_type"])
    match = re.search(r"\{(\w+)\}", arm_type)
    if match is None:
        return [arm_type]
    values = entry["parameters"][match.group(1)]["values"]
    return [arm_type, *(arm_type.replace(match.group(), value) for value in values)]


def main() -> None:
    """Write every table and the index."""
    tables, notes = build(api_version)
    TARGET.mkdir(parents=True, exist_ok=True)
    index: dict[str, dict[str, Any]] = {"tokens": {}, "arm_types": {}}
    for name, table in tables.items():
        file = f"{name.lower()}.json"
        index["tokens"] |= dict.fromkeys(table["resources"], file)
        for token, entry in sorted(table["resources"].items()):
            for arm_type in _concrete(entry):
                index["arm_types"].setdefault(arm_type.lower(), []).append(token)
        (TARGET / file).write_text(text(name, table), encoding="utf-8")
    (TARGET / "index.json").write_text(json.dumps(index, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print("\n".join(notes))
    print(f"{len(index['tokens'])} types in {len(tables)} namespaces, {len(notes)} notes")


if __name__ == "__main__":
    main()

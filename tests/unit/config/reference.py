"""A changed copy of the reference estate, for tests."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

REFERENCE = Path(__file__).parents[3] / "estate"


def merge(base: Any, change: Any) -> Any:
    """Maps are merged, everything else is replaced."""
    if isinstance(base, dict) and isinstance(change, Mapping):
        return {**base, **{key: merge(base.get(key), value) for key, value in change.items()}}
    return change


def copy_estate(
    to: Path,
    *,
    change: Mapping[str, Any] | None = None,
    remove: Mapping[str, list[str]] | None = None,
    raw: Mapping[str, str] | None = None,
    delete: list[str] | None = None,
) -> Path:
    """Copy the reference estate and change it: by file, merged values, removed keys, whole texts, deleted files."""
    folder = to / "estate"
    shutil.copytree(REFERENCE, folder)

    def stack_value(data: Any, file: str) -> Any:
        return data if file == "estate.yaml" else data["config"]["data-estate:stack"]

    for file in {*(change or {}), *(remove or {})}:
        path = folder / file
        data = (
            yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {"config": {"data-estate:stack": {}}}
        )
        value = merge(stack_value(data, file), (change or {}).get(file, {}))
        for key in (remove or {}).get(file, []):
            del value[key]
        if file == "estate.yaml":
            data = value
        else:
            data["config"]["data-estate:stack"] = value
        with path.open("w", encoding="utf-8") as stream:
            yaml.safe_dump(data, stream, sort_keys=False)
    for file, text in (raw or {}).items():
        (folder / file).write_text(text, encoding="utf-8")
    for file in delete or []:
        (folder / file).unlink()
    return folder

"""Reading JSON files strictly: a repeated key is a mistake, not a choice."""

import json
from pathlib import Path
from typing import Any


def read_object(path: Path) -> dict[str, Any]:
    """The JSON object in a file; raises `ValueError` with the reason where there is none."""
    loaded = read_json(path)
    if not isinstance(loaded, dict):
        raise ValueError(f"a JSON {type(loaded).__name__}, not an object")
    return loaded


def read_json(path: Path) -> Any:
    """The JSON value in a file, with or without a byte order mark; raises `ValueError` with the reason."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=_unique)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise ValueError(f"the key `{key}` appears twice")
        result[key] = value
    return result

"""Guardrails that differ by their type alone, each made from its family's template: `make docs` writes their files."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

FAMILIES = ("private-endpoint-owner",)


@cache
def family(name: str) -> Mapping[str, Any]:
    """A family as its file tells it: `members` with their values, and the `definition` that they fill in."""
    loaded: dict[str, Any] = json.loads(
        files("policies").joinpath(f"data/families/{name}.json").read_text(encoding="utf-8")
    )
    return loaded


def definitions() -> Iterator[tuple[str, str]]:
    """The path of each definition's file, and its text."""
    for each in FAMILIES:
        found = family(each)
        for member in found["members"]:
            noun = member["noun"]
            values = {**member, "name": found["name"].format(**member), "Noun": noun[0].upper() + noun[1:]}
            filled = _filled(found["definition"], values)
            yield f"policies/definitions/{member['folder']}/{values['name']}.json", f"{_text(filled)}\n"


def _text(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _filled(value: Any, values: Mapping[str, str]) -> Any:
    """A value with every `{name}` of the values put in; other braces are the language's own."""
    if isinstance(value, str):
        for name, text in values.items():
            value = value.replace(f"{{{name}}}", text)
        return value
    if isinstance(value, dict):
        return {key: _filled(inner, values) for key, inner in value.items()}
    return [_filled(inner, values) for inner in value] if isinstance(value, list) else value

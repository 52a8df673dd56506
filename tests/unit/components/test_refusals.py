"""The codes of refusals are registered, and registered codes are used."""

import ast
import json
from pathlib import Path

import components

_ROOT = Path(components.__file__).parent


def _codes() -> list[str]:
    found: list[str] = []
    for path in sorted(_ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "ArgumentError":
                assert isinstance(node.args[0], ast.Constant)
                found.append(str(node.args[0].value))
    return found


def test_every_code_is_registered_and_every_registered_code_is_used_once() -> None:
    registry = json.loads((_ROOT / "data/problems.json").read_text(encoding="utf-8"))
    assert sorted(_codes()) == sorted(registry)
    assert all(set(entry) == {"title", "reason"} for entry in registry.values())

"""What the source says of itself: fields that state their duty, refusals that are registered."""

import ast
from pathlib import Path

import pytest

import components
from components._tokens import Token
from components.docs import classes, fields_of, problems, render_problems, render_reference

_ROOT = Path(components.__file__).parent
_ARGUMENTS = sorted(name for name in classes() if name.endswith("Args"))
_INTERFACES = sorted(name for name, described in classes().items() if described.module == "components._interfaces")


def _codes() -> list[str]:
    found: list[str] = []
    for path in sorted(_ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "ArgumentError":
                assert isinstance(node.args[0], ast.Constant)
                found.append(str(node.args[0].value))
    return found


def test_every_code_is_registered_and_every_registered_code_is_used_once() -> None:
    assert sorted(_codes()) == sorted(problems())
    assert all(set(entry) == {"title", "reason"} for entry in problems().values())
    assert all(f"## {code}: " in render_problems() for code in problems())


@pytest.mark.parametrize("name", _ARGUMENTS + _INTERFACES)
def test_every_argument_states_its_duty(name: str) -> None:
    known = classes()
    assert known[name].frozen
    for field in fields_of(name, known):
        duty = field.text.split(".", 1)[0]
        assert duty in {"Required", "Optional", "Conditional"}, f"{name}.{field.name}"
        assert (field.default is None) == (duty == "Required"), f"{name}.{field.name}"


def test_every_component_has_a_section() -> None:
    page = render_reference()
    for token in Token:
        assert f"`{token.value}` in `components." in page
    assert "### PrivateEndpoint\n" in page

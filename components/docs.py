"""The reference of the components, read from their source: tokens, arguments, refusals."""

import ast
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from components._tokens import Token

_ROOT = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of an argument class."""

    name: str
    type: str
    default: str | None
    text: str
    """Its description, on one line; empty where there is none."""


@dataclass(frozen=True, kw_only=True)
class Described:
    """A class with its description and, for dataclasses, its fields; those of its bases come first."""

    name: str
    module: str
    text: str
    bases: tuple[str, ...]
    fields: tuple[Field, ...]
    frozen: bool


def classes() -> Mapping[str, Described]:
    """Every public class of the components, by name."""
    found: dict[str, Described] = {}
    for path in sorted(_ROOT.rglob("*.py")):
        module = ".".join(("components", *path.relative_to(_ROOT).with_suffix("").parts))
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name] = _described(node, module)
    return found


def _described(node: ast.ClassDef, module: str) -> Described:
    return Described(
        name=node.name,
        module=module,
        text=_line(ast.get_docstring(node) or ""),
        bases=tuple(base.id for base in node.bases if isinstance(base, ast.Name)),
        fields=tuple(_fields(node)),
        frozen=any("frozen=True" in ast.unparse(decorator) for decorator in node.decorator_list),
    )


def _fields(node: ast.ClassDef) -> Iterator[Field]:
    for item, after in zip(node.body, [*node.body[1:], ast.Pass()], strict=True):
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
            text = after.value if isinstance(after, ast.Expr) else None
            yield Field(
                name=item.target.id,
                type=ast.unparse(item.annotation),
                default=None if item.value is None else ast.unparse(item.value),
                text=_line(str(text.value)) if isinstance(text, ast.Constant) else "",
            )


def _line(text: str) -> str:
    return " ".join(text.split())


def fields_of(name: str, known: Mapping[str, Described]) -> tuple[Field, ...]:
    """The fields of a class and of what it inherits; its own win."""
    merged: dict[str, Field] = {}
    for base in known[name].bases:
        if base in known:
            merged |= {field.name: field for field in fields_of(base, known)}
    merged |= {field.name: field for field in known[name].fields}
    return tuple(merged.values())


def render_reference() -> str:
    """Every component with its token and arguments, and the types that arguments are made of."""
    known = classes()
    lines = ["# Components", "", "Pulumi component resources: `Component(name, args, opts)`. Arguments are plain.", ""]
    for token in sorted(Token):
        name = token.rsplit(":", 1)[1]
        lines += [f"## {name}", "", known[name].text, "", f"`{token.value}` in `{known[name].module}`", ""]
        lines += _table(fields_of(f"{name}Args", known))
    lines += ["## Types of arguments", ""]
    for described in sorted(known.values(), key=lambda one: one.name):
        if described.frozen and described.fields and _is_argument(described):
            lines += [f"### {described.name}", "", described.text, ""]
            lines += _table(fields_of(described.name, known))
    return "\n".join(lines)


def _is_argument(described: Described) -> bool:
    """Whether a dataclass is made by callers: its fields say what they demand of them."""
    return not described.name.endswith("Args") and described.fields[0].text.startswith(("Required", "Optional"))


def _table(fields: tuple[Field, ...]) -> list[str]:
    rows = [f"| `{field.name}` | `{_cell(field.type)}` | {_cell(field.text)} |" for field in fields]
    return ["| Argument | Type | Meaning |", "| --- | --- | --- |", *rows, ""]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def problems() -> Mapping[str, Mapping[str, str]]:
    """What components refuse, by code: title and reason."""
    text = files("components").joinpath("data/problems.json").read_text(encoding="utf-8")
    registry: Mapping[str, Mapping[str, str]] = json.loads(text)
    return registry


def render_problems() -> str:
    """Every code with which a component refuses its arguments."""
    lines = ["# Refused arguments", "", "A program stops with one of these before anything is registered.", ""]
    for code, entry in sorted(problems().items()):
        lines += [f"## {code}: {entry['title']}", "", entry["reason"], ""]
    return "\n".join(lines)

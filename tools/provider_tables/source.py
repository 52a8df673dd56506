"""One module of a Pulumi package: its classes, their properties and their docstrings."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SCALARS = {"str": "string", "int": "integer", "float": "number", "bool": "boolean", "Any": "any"}
ASSETS = frozenset({"Asset", "Archive", "AssetArchive"})
REPLACES = re.compile(
    r"forces? (?:a )?(?:new|re-?creation|creation of (?:a )?new)|Change forces|trigger recreation"
    r"|will (?:force|trigger) (?:a )?(?:re-?creation|new)",
    re.IGNORECASE,
)
KEEPS = re.compile(r"(?:doesn't|does not|not|without) (?:force|trigger)", re.IGNORECASE)
DEFAULT = re.compile(r"[Dd]efaults? (?:to|is|value is|value of) `([^`]*)`")


def classes(path: Path) -> dict[str, ast.ClassDef]:
    """Classes of a module by name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}


def properties(found: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
    """Python name, wire name and docstring of each property."""
    for node in found.body:
        if not isinstance(node, ast.FunctionDef):
            continue
        for decorator in node.decorator_list:
            text = ast.unparse(decorator)
            if text.startswith("pulumi.getter"):
                wire = _getter_name(decorator) or node.name
                yield node.name, wire, ast.get_docstring(node) or ""


def always_there(found: ast.ClassDef) -> set[str]:
    """Wire names of outputs that are never empty: where the program states none, the service fills them in."""
    return {
        _getter_name(decorator) or node.name
        for node in found.body
        if isinstance(node, ast.FunctionDef) and node.returns and "Optional[" not in ast.unparse(node.returns)
        for decorator in node.decorator_list
        if ast.unparse(decorator).startswith("pulumi.getter")
    }


def _getter_name(decorator: ast.expr) -> str | None:
    if isinstance(decorator, ast.Call):
        for keyword in decorator.keywords:
            if keyword.arg == "name" and isinstance(keyword.value, ast.Constant):
                return str(keyword.value.value)
    return None


def arguments(found: ast.ClassDef) -> dict[str, tuple[bool, ast.expr | None]]:
    """Keyword arguments of a class by Python name: whether each is required, and its annotation."""
    for node in found.body:
        if isinstance(node, ast.FunctionDef) and node.name == "__init__":
            pairs = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
            return {argument.arg: (default is None, argument.annotation) for argument, default in pairs}
    return {}


def value_type(annotation: ast.expr | None) -> Any:
    """The type of an annotation, written as the ARM tables write types."""
    if annotation is None:
        return "any"
    if isinstance(annotation, ast.Constant):
        return {"object": str(annotation.value).removeprefix("outputs.")}
    if isinstance(annotation, ast.Attribute):
        return SCALARS.get(annotation.attr, "asset" if annotation.attr in ASSETS else "any")
    if isinstance(annotation, ast.Name):
        return SCALARS.get(annotation.id, "any")
    if isinstance(annotation, ast.Subscript):
        return _subscript(annotation)
    return "any"


def _subscript(annotation: ast.Subscript) -> Any:
    name = ast.unparse(annotation.value).rsplit(".", 1)[-1]
    inner = annotation.slice
    members = list(inner.elts) if isinstance(inner, ast.Tuple) else [inner]
    if name in ("Input", "Optional", "InputType"):
        return value_type(members[0])
    if name == "Union":
        kinds = [value_type(member) for member in members]
        return next((kind for kind in kinds if isinstance(kind, str)), kinds[0])
    if name == "Sequence":
        return {"array": value_type(members[0])}
    if name == "Mapping":
        return {"map": value_type(members[1])}
    return "any"


def replaces(text: str) -> bool:
    """Whether a docstring says that a change needs a new resource."""
    return bool(REPLACES.search(text)) and not KEEPS.search(text)


def default(text: str, kind: Any) -> Any:
    """The default that a docstring states, None where it states none of the type."""
    match = DEFAULT.search(text)
    if match is None:
        return None
    value = match.group(1).strip("\"'")
    if kind == "boolean":
        return {"true": True, "false": False}.get(value.lower())
    if kind == "integer":
        return int(value) if re.fullmatch(r"-?\d+", value) else None
    return value if kind == "string" else None

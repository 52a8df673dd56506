"""What the azure-mgmt packages say: URL templates, and for each model the wire path of every field."""

import ast
import importlib
import importlib.metadata
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_QUERY = re.compile(r"""(?:_params|query_parameters)\[["']([$\w-]+)["']\]""")
_MODEL = re.compile(r"_models\.(\w+)|\"?(?:~[\w.]+\.)?models\.(\w+)")


@dataclass(frozen=True)
class Field:
    """One field of a model."""

    python: str
    wire: tuple[str, ...]
    model: str | None
    """The model of its value, or of its members."""
    required: bool
    read_only: bool
    write_only: bool


@dataclass(frozen=True)
class Operation:
    """One PUT."""

    url: str
    body: str | None
    """The model of the body."""
    result: str | None
    """The model of the answer."""
    parameters: tuple[tuple[str, tuple[tuple[str, Any], ...]], ...]
    """Per path parameter its pattern and length bounds."""
    queries: tuple[str, ...] = ()
    """Names of query parameters."""


@dataclass(frozen=True)
class Package:
    """One azure-mgmt package (or a dated subpackage of it)."""

    name: str
    version: str
    module: str

    @property
    def source(self) -> str:
        """What the tables name as their source."""
        return f"{self.name} {self.version}"

    def models(self) -> Any:
        """Its models module."""
        return importlib.import_module(f"{self.module}.models")

    def model(self, name: str) -> type | None:
        """A model class by name."""
        found = getattr(self.models(), name, None) if self.module else None
        return found if inspect.isclass(found) else None

    def operations(self) -> tuple[Operation, ...]:
        """Every PUT of the package."""
        return _operations(self.module) if self.module else ()


_MODULES = {"azure-mgmt-resource": "azure.mgmt.resource.resources"}
NONE = Package("", "", "")
"""Of services that have no package."""


@cache
def packages(distribution: str, api_version: str) -> tuple[Package, ...]:
    """A distribution's packages, the best for an API version first. `distribution/part` names a part of it.

    Some distributions hold one subpackage per API version: the wanted one comes first, then the newest.
    """
    if not distribution:
        return (NONE,)
    distribution, _, part = distribution.partition("/")
    module = _MODULES.get(distribution, distribution.replace("-", ".")) + (f".{part}" if part else "")
    version = importlib.metadata.version(distribution)
    folder = Path(inspect.getfile(importlib.import_module(module))).parent
    if (folder / "operations").is_dir():
        return (Package(distribution, version, module),)
    wanted = "v" + api_version.replace("-", "_")
    dated = sorted((path.name for path in folder.glob("v2*") if path.is_dir()), reverse=True)
    dated.sort(key=lambda name: name != wanted)
    return tuple(Package(distribution, version, f"{module}.{name}") for name in dated)


@cache
def _operations(module: str) -> tuple[Operation, ...]:
    folder = Path(inspect.getfile(importlib.import_module(module))).parent / "operations"
    found: list[Operation] = []
    for path in sorted(folder.glob("*.py")):
        if not path.name.startswith(("_patch", "__init__")):
            found.extend(_read(path.read_text(encoding="utf-8")))
    return tuple(found)


def _read(source: str) -> Iterator[Operation]:
    lines = source.splitlines()
    builders: dict[str, tuple[str, tuple[Any, ...], tuple[str, ...]]] = {}
    tree = ast.parse(source)
    oldest = dict(re.findall(r"^    (\w+)\.metadata = \{'url': '([^']+)'\}", source, re.MULTILINE))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("build_"):
            text = _text(lines, node)
            url = re.search(r"[\"'](/[^\"']*\{[^\"']*)[\"']", text)
            if 'method="PUT"' in text and url:
                builders[node.name] = (url.group(1), tuple(_parameters(node)), tuple(_QUERY.findall(text)))
    methods = [
        method
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        for method in node.body
        if isinstance(method, ast.FunctionDef)
    ]
    for method in methods:
        for name in re.findall(r"\bbuild_\w+(?=\()", _text(lines, method)):
            if name in builders:
                template, parameters, queries = builders[name]
                yield Operation(template, _body(method), _named(method.returns), parameters, queries)
        if method.name in oldest and "self._client.put(" in (text := _text(lines, method)):
            models = re.findall(r"# type: .*?_models\.(\w+)", text)
            queries = tuple(_QUERY.findall(text))
            into, out = (*models, None, None)[:2]
            yield Operation(oldest[method.name], into, out, tuple(_parameters(method)), queries)


def _text(lines: list[str], node: ast.FunctionDef) -> str:
    return "\n".join(lines[node.lineno - 1 : node.end_lineno])


def _parameters(node: ast.FunctionDef) -> Iterator[tuple[str, tuple[tuple[str, Any], ...]]]:
    for call in ast.walk(node):
        if isinstance(call, ast.Dict):
            for key, value in zip(call.keys, call.values, strict=True):
                if (
                    isinstance(key, ast.Constant)
                    and isinstance(value, ast.Call)
                    and ast.unparse(value.func) in ("_SERIALIZER.url", "self._serialize.url")
                ):
                    bounds = tuple(
                        (str(word.arg), ast.literal_eval(word.value))
                        for word in value.keywords
                        if word.arg in ("pattern", "max_length", "min_length")
                    )
                    yield str(key.value), bounds


def _body(method: ast.FunctionDef) -> str | None:
    for argument in (*method.args.args, *method.args.kwonlyargs):
        name = _named(argument.annotation)
        if name and argument.arg not in ("self",):
            return name
    return None


def _named(node: ast.expr | None) -> str | None:
    if node is None:
        return None
    match = re.search(r"_models\.(?:_models\.)?(\w+)", ast.unparse(node))
    return match.group(1) if match else None


@cache
def fields(pkg: Package, name: str) -> tuple[Field, ...]:
    """The fields of a model; flattened members carry their whole wire path."""
    cls = pkg.model(name)
    if cls is None:
        return ()
    if hasattr(cls, "_attribute_map"):
        return tuple(_old(cls))
    return tuple(_new(pkg, cls, ()))


@cache
def subtype(pkg: Package, name: str, mark: str) -> str | None:
    """The model that a discriminator's value means, searched in a base model and its children."""
    cls = pkg.model(name)
    if cls is None:
        return None
    mapping = vars(cls).get("__mapping__") or {
        value: child for values in vars(cls).get("_subtype_map", {}).values() for value, child in values.items()
    }
    children = {value: child if isinstance(child, str) else child.__name__ for value, child in mapping.items()}
    if mark in children:
        return children[mark]
    found = (subtype(pkg, child, mark) for child in children.values() if child != name)
    return next((child for child in found if child), None)


def _old(cls: Any) -> Iterator[Field]:
    validation = getattr(cls, "_validation", {})
    for python, entry in cls._attribute_map.items():
        rules = validation.get(python, {})
        wire = tuple(part.replace("\\.", ".") for part in re.split(r"(?<!\\)\.", entry["key"]))
        inner = re.sub(r"[\[\]{}]", "", entry["type"])
        model = inner if inner[:1].isupper() else None
        yield Field(python, wire, model, bool(rules.get("required")), bool(rules.get("readonly")), False)


def _new(pkg: Package, cls: Any, prefix: tuple[str, ...]) -> Iterator[Field]:
    seen: set[str] = set()
    flattened = {item for base in cls.__mro__ for item in vars(base).get(f"_{base.__name__}__flattened_items", ())}
    for base in cls.__mro__:
        annotations = vars(base).get("__annotations__", {})
        for python, value in vars(base).items():
            if type(value).__name__ != "_RestField" or python in seen:
                continue
            seen.add(python)
            annotation = str(annotations.get(python, ""))
            match = _MODEL.search(annotation)
            model = (match.group(1) or match.group(2)) if match else None
            wire = (*prefix, str(value._rest_name_input or python))
            visibility = value._visibility or ["read"]
            inner = pkg.model(model) if model and not re.search(r"\b(list|dict)\[", annotation, re.IGNORECASE) else None
            if inner and (own := _names(inner)) and own <= flattened:
                yield from _new(pkg, inner, wire)
            yield Field(
                python,
                wire,
                model,
                required="Optional[" not in annotation,
                read_only=visibility == ["read"],
                write_only="read" not in visibility,
            )


def _names(cls: Any) -> set[str]:
    """The Python names of a model's own fields."""
    return {name for base in cls.__mro__ for name, value in vars(base).items() if type(value).__name__ == "_RestField"}

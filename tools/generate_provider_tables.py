"""Writes `simulator/providers/tables/<package>.json` from the installed Pulumi packages.

Run `python -m tools.generate_provider_tables`; `--check` only compares.
"""

import ast
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tools.provider_tables import source

ROOT = Path(__file__).parent.parent
TABLES = ROOT / "simulator" / "providers" / "tables"
TYPES = Path(__file__).parent / "provider_tables" / "types.json"
TOKEN = re.compile(r"__init__\(\s*'([a-z-]+:[^']+)'")
INVOKE = re.compile(r"invoke\('([a-z-]+:[^']+)'")
SECRETS = re.compile(r"additional_secret_outputs=\[([^\]]*)\]")


def _folder(package: str) -> Path:
    spec = find_spec(f"pulumi_{package}")
    if spec is None or spec.origin is None:
        raise LookupError(f"pulumi_{package} is not installed")
    return Path(spec.origin).parent


def _property(required: bool, annotation: ast.expr | None, text: str) -> dict[str, Any]:
    kind = source.value_type(annotation)
    found: dict[str, Any] = {"type": kind}
    if required:
        found["required"] = True
    if source.replaces(text):
        found["replaces"] = True
    stated = source.default(text, kind)
    if stated is not None and not required:
        found["default"] = stated
    return found


def _object(found: ast.ClassDef) -> dict[str, Any]:
    arguments = source.arguments(found)
    return {
        wire: _property(*arguments[name], text) for name, wire, text in source.properties(found) if name in arguments
    }


def _resource(path: Path) -> tuple[str, dict[str, Any]]:
    text = path.read_text(encoding="utf-8")
    token = TOKEN.search(text)
    if token is None:
        raise LookupError(f"{path} declares no resource")
    classes = source.classes(path)
    name = token.group(1).rsplit(":", 1)[1]
    inputs = _object(classes.get(f"{name}InitArgs") or classes[f"{name}Args"])
    outputs = [wire for _, wire, _ in source.properties(classes[name]) if wire not in inputs]
    for wire in source.always_there(classes[name]) & inputs.keys():
        if not inputs[wire].keys() & {"required", "default"}:
            inputs[wire]["computed"] = True
    found = {"inputs": inputs, "outputs": sorted(outputs)}
    secrets = SECRETS.search(text)
    if secrets:
        found["secrets"] = sorted(part.strip(" \"'") for part in secrets.group(1).split(","))
    return token.group(1), found


def _function(path: Path) -> tuple[str, dict[str, Any]]:
    text = path.read_text(encoding="utf-8")
    token = INVOKE.search(text)
    if token is None:
        raise LookupError(f"{path} calls no function")
    result = next(found for name, found in source.classes(path).items() if name.endswith("Result"))
    outputs = [wire for _, wire, _ in source.properties(result)]
    return token.group(1), {
        "arguments": sorted(set(re.findall(r"__args__\['(\w+)'\]", text))),
        "outputs": sorted(outputs),
    }


def _named(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key == "object" and isinstance(inner, str):
                yield inner
            else:
                yield from _named(inner)


def _objects(folders: Iterable[Path], needed: set[str]) -> dict[str, Any]:
    inputs = [folder / "_inputs.py" for folder in folders]
    classes = {name: found for path in inputs if path.exists() for name, found in source.classes(path).items()}
    found: dict[str, Any] = {}
    while needed:
        name = needed.pop()
        if name not in found and name in classes:
            found[name] = _object(classes[name])
            needed |= set(_named(found[name]))
    return dict(sorted(found.items()))


def _add_replacing(resources: dict[str, dict[str, Any]], known: Mapping[str, list[str]]) -> None:
    """Mark inputs that replace although their docstrings do not say so."""
    for token, resource in resources.items():
        name = token.rsplit(":", 1)[1]
        for wire in (*known.get("*", ()), *known.get(name, ())):
            if wire in resource["inputs"]:
                resource["inputs"][wire]["replaces"] = True
            elif wire in known.get(name, ()):
                raise LookupError(f"{name} has no input {wire}")


def table(package: str, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The table of a package."""
    folder = _folder(package) / wanted["folder"]
    modules = [folder / f"{name}.py" for name in wanted["modules"]]
    resources = dict(sorted(_resource(path) for path in modules))
    functions = dict(sorted(_function(folder / f"{name}.py") for name in wanted["functions"]))
    _add_replacing(resources, wanted["replaces"])
    version = metadata.version(f"pulumi-{package}")
    return {
        "source": f"pulumi-{package} {version}, resource classes and their docstrings",
        "version": version,
        "resources": resources,
        "objects": _objects(sorted({path.parent for path in modules}), set(_named(resources))),
        "functions": functions,
    }


def main(arguments: list[str]) -> int:
    """Write the tables, or compare them."""
    stale = []
    for package, wanted in json.loads(TYPES.read_text(encoding="utf-8")).items():
        text = json.dumps(table(package, wanted), indent=1, sort_keys=True) + "\n"
        path = TABLES / f"{package}.json"
        if "--check" in arguments:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(path.name)
        else:
            path.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"{name} is stale: run python -m tools.generate_provider_tables")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

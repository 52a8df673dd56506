"""The `Pulumi.yaml` of a workspace: the checkout's, with its paths seen from another folder."""

import io
import os
import sys
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from orchestrator.engine.files import write_if_changed

PROJECT_FILE = "Pulumi.yaml"
LINKED = ("policies", ".venv")
"""What people name on the command line (`--policy-pack policies/…`), and the environment that packs name."""


def project_name(checkout: Path) -> str:
    """The name of the Pulumi project."""
    return str(_read(checkout)["name"])


def write_project(checkout: Path, project_dir: Path, stacks_dir: Path) -> None:
    """Write the project file that runs the checkout's program with the stack files of another folder."""
    project = _read(checkout)
    project["main"] = os.path.relpath(checkout, project_dir)
    project["stackConfigDir"] = os.path.relpath(stacks_dir, project_dir)
    project["runtime"] = {"name": "python", "options": _python_options()}
    buffer = io.StringIO()
    _yaml().dump(project, buffer)
    write_if_changed(project_dir / PROJECT_FILE, buffer.getvalue())
    for folder in LINKED:
        _link(checkout / folder, project_dir / folder)


def _python_options() -> dict[str, str]:
    return {"virtualenv": sys.prefix} if sys.prefix != sys.base_prefix else {}


def _read(checkout: Path) -> dict[str, Any]:
    text = (checkout / PROJECT_FILE).read_text(encoding="utf-8")
    loaded: dict[str, Any] = _yaml().load(text)
    return loaded


def _yaml() -> YAML:
    yaml = YAML(typ="safe")
    yaml.default_flow_style = False
    return yaml


def _link(target: Path, link: Path) -> None:
    if not target.is_dir() or (link.is_symlink() and link.readlink() == target):
        return
    link.unlink(missing_ok=True)
    link.symlink_to(target, target_is_directory=True)

"""Which provider plugins a Python environment needs: installed packages that carry a plugin record."""

import json
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_RECORD = "pulumi-plugin.json"
_PATH_NAMES = ("purelib", "platlib")
_ASK = f"import sysconfig; print(*(sysconfig.get_path(name) for name in {_PATH_NAMES}), sep='\\n')"


@dataclass(frozen=True, order=True)
class RequiredPlugin:
    """A provider plugin, as the package that was installed for it names it."""

    name: str
    version: str
    server: str = ""


def required_plugins(python: str) -> tuple[RequiredPlugin, ...]:
    """The provider plugins of the packages installed for a Python, by name."""
    return plugins_in(_package_folders(python))


def plugins_in(folders: Iterable[Path]) -> tuple[RequiredPlugin, ...]:
    """The provider plugins recorded in package folders, by name."""
    files = (file for folder in folders for file in folder.glob(f"*/{_RECORD}"))
    records = (json.loads(file.read_text(encoding="utf-8")) for file in files)
    found = {
        RequiredPlugin(record["name"], str(record["version"]).removeprefix("v"), record.get("server") or "")
        for record in records
        if record.get("resource")
    }
    return tuple(sorted(found))


def _package_folders(python: str) -> set[Path]:
    if python == sys.executable:
        return {Path(sysconfig.get_path(name)) for name in _PATH_NAMES}
    done = subprocess.run([python, "-c", _ASK], capture_output=True, text=True, check=True)
    return {Path(folder) for folder in done.stdout.splitlines()}

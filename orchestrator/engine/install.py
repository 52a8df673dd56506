"""An engine: found on PATH, kept in the cache, or installed; in this order."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from orchestrator.engine.build import build_engine
from orchestrator.engine.cache import Tell, sole_writer
from orchestrator.engine.engine import (
    LANGUAGE_EXECUTOR,
    LANGUAGE_HOST,
    VERSION,
    Engine,
    Origin,
    cache_directory,
)
from orchestrator.engine.official import install_official
from orchestrator.engine.workspace import WORK

_NUMBERS = re.compile(r"v?(\d+)\.(\d+)\.(\d+)")


def find_engine(tell: Tell = lambda _: None) -> Engine | None:
    """The engine that would run, without installing anything; tells why one on PATH is passed over."""
    return _on_path(tell) or _official() or _built()


def ensure_engine(tell: Tell) -> Engine:
    """An engine that is ready to run, installed or built where there is none.

    Errors: `OperationError` where none can be had.
    """
    if engine := find_engine(tell):
        return engine
    cache = cache_directory()
    with sole_writer(cache, tell):
        if engine := _official() or _built():
            return engine
        if not _partly_built() and install_official(_official_root(), tell) and (engine := _official()):
            return engine
        (cache / VERSION).mkdir(exist_ok=True)
        build_engine(cache / VERSION, tell)
    return Engine(_built_root() / "pulumi", VERSION, Origin.BUILT)


def _on_path(tell: Tell) -> Engine | None:
    command = shutil.which("pulumi", path=_path_without_ours())
    if command is None:
        return None
    version = engine_version(command)
    if version is None or _numbers(version) < _numbers(VERSION):
        tell(f"{command} is {version or 'not runnable'}, {VERSION} or newer is needed: using another one")
        return None
    beside = Path(command).resolve().parent / LANGUAGE_HOST
    if not beside.exists() and not shutil.which(LANGUAGE_HOST, path=_path_without_ours()):
        tell(f"{command} comes without {LANGUAGE_HOST}: using another one")
        return None
    return Engine(Path(command), version, Origin.PATH)


def engine_version(command: str | Path) -> str | None:
    """What an engine says its version is; None where it does not run."""
    environment = {**os.environ, "PULUMI_SKIP_UPDATE_CHECK": "true"}
    try:
        done = subprocess.run(
            [command, "version"], capture_output=True, text=True, check=True, timeout=60, env=environment
        )
    except (OSError, subprocess.SubprocessError):
        return None
    found = _NUMBERS.match(done.stdout.strip())
    return ".".join(found.groups()) if found else None


def _path_without_ours() -> str:
    """PATH without the folders that `estate env` has put there."""
    entries = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return os.pathsep.join(entry for entry in entries if WORK not in Path(entry).parts)


def _official_root() -> Path:
    return cache_directory() / f"{VERSION}-official"


def _built_root() -> Path:
    return cache_directory() / VERSION


def _official() -> Engine | None:
    command = _official_root() / "bin" / "pulumi"
    return Engine(command, VERSION, Origin.CACHE) if command.exists() else None


def _built() -> Engine | None:
    root = _built_root()
    complete = all((root / name).exists() for name in ("pulumi", LANGUAGE_HOST, LANGUAGE_EXECUTOR))
    return Engine(root / "pulumi", VERSION, Origin.CACHE) if complete else None


def _partly_built() -> bool:
    return (_built_root() / "pulumi").exists()


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))

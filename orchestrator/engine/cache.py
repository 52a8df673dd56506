"""The folder that keeps engines between runs: one writer at a time, never half a file."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from orchestrator.engine.files import write_if_changed
from orchestrator.problems import OperationError

Tell = Callable[[str], None]
"""Receives one line of progress for people."""


@contextmanager
def sole_writer(folder: Path, tell: Tell) -> Iterator[None]:
    """Hold the folder for writing; waits, and says so, while another process holds it.

    The lock belongs to the process, so a killed one leaves nothing behind.
    Errors: `OperationError` where the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise OperationError(
            code="E-ENG-001",
            where=f"`{folder}`",
            found=f"cannot be written: {error.strerror}",
            accepted="a folder that you can write",
            remedy="repair its permissions, or set XDG_CACHE_HOME to another folder",
        ) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell(f"another process is installing the engine into {folder}: waiting for it")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def require_space(folder: Path, bytes_needed: int) -> None:
    """Refuse to begin what would fill the disk.

    Errors: `OperationError` where there is too little room.
    """
    free = shutil.disk_usage(folder).free
    if free < bytes_needed:
        raise OperationError(
            code="E-ENG-002",
            where=f"`{folder}`",
            found=f"{free / 1e9:.1f} GB free",
            accepted=f"at least {bytes_needed / 1e9:.1f} GB for building the engine",
            remedy="make room, or set XDG_CACHE_HOME (and GOPATH, GOCACHE) to a larger disk",
        )


def install_executable(source: Path, target: Path) -> None:
    """Put an executable into its place in one step; one that is running is not disturbed."""
    staged = target.with_name(f".{target.name}.new")
    shutil.copyfile(source, staged)
    staged.chmod(0o755)
    staged.replace(target)


def install_text(target: Path, text: str) -> None:
    """Put a script into its place in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    write_if_changed(target, text)
    target.chmod(0o755)

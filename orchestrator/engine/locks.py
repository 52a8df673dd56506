"""The locks of stacks in a folder backend: who holds one, and whether that process still lives."""

import json
import os
import socket
from dataclasses import dataclass
from pathlib import Path

ENGINE_PROCESS = "pulumi"


@dataclass(frozen=True)
class Lock:
    """A lock that an engine process left in the backend."""

    file: Path
    pid: int
    host: str
    since: str

    @property
    def dead(self) -> bool:
        """Whether its owner ran on this machine and is gone; of other machines nothing is known."""
        return self.host == socket.gethostname() and not _is_engine(self.pid)


def stack_locks(backend: Path, project: str, stack: str) -> tuple[Lock, ...]:
    """The locks on a stack."""
    folder = backend / ".pulumi" / "locks" / "organization" / project / stack
    found = (_read(file) for file in sorted(folder.glob("*.json")))
    return tuple(lock for lock in found if lock)


def remove_dead_locks(backend: Path, project: str, stack: str) -> tuple[Lock, ...]:
    """Remove the locks whose owners are gone, and only those; returns them."""
    dead = tuple(lock for lock in stack_locks(backend, project, stack) if lock.dead)
    for lock in dead:
        lock.file.unlink(missing_ok=True)
        Path(f"{lock.file}.attrs").unlink(missing_ok=True)
    return dead


def _read(file: Path) -> Lock | None:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return Lock(file, int(content["pid"]), str(content["hostname"]), str(content["timestamp"]))
    except (FileNotFoundError, ValueError, KeyError):
        return None  # released, or being written, in this moment


def _is_engine(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return True  # no such file on this system: believe the number
    name, state = status.partition("(")[2].rpartition(")")[::2]
    return name.startswith(ENGINE_PROCESS) and state.split()[0] not in ("Z", "X")

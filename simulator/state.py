"""What a simulated Azure keeps on disk: its cloud, the seed it began with, and the process that serves it."""

import fcntl
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO


@dataclass(frozen=True)
class Announced:
    """A process that serves a state folder."""

    pid: int
    ports: Mapping[str, int]
    """Of the simulated packages, by name."""
    purview: int
    """The port of the data plane of Purview accounts."""


class StateFolder:
    """The folder of one simulated Azure."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.database = path / "cloud.sqlite"
        self.seed = path / "seed.json"
        self.log = path / "simulator.log"
        self._announcement = path / "serving.json"
        self._lock = path / "serving.lock"

    def claim(self) -> IO[str] | None:
        """Claim the folder for this process; None where another process serves it.

        The claim is the operating system's: it ends with the process, however that ends. Keep what is returned.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        held = self._lock.open("a", encoding="utf-8")
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held.close()
            return None
        return held

    def is_served(self) -> bool:
        """Whether a living process holds the claim."""
        if not self._lock.exists():
            return False
        held = self.claim()
        if held is None:
            return True
        held.close()
        return False

    def announce(self, pid: int, ports: Mapping[str, int], purview: int) -> None:
        """Tell where the process can be reached; others see all of it or nothing."""
        fresh = self._announcement.with_suffix(f".{pid}")
        fresh.write_text(json.dumps({"pid": pid, "ports": dict(ports), "purview": purview}), encoding="utf-8")
        fresh.replace(self._announcement)

    def announced(self) -> Announced | None:
        """The process that serves the folder; None where none does, or it has not begun to answer."""
        if not self.is_served():
            return None
        try:
            told = json.loads(self._announcement.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        return Announced(told["pid"], told["ports"], told.get("purview", 0))

    def retire(self) -> None:
        """Take the announcement back."""
        self._announcement.unlink(missing_ok=True)

    def forget(self) -> None:
        """Remove the cloud and everything else but the claim."""
        for file in self.path.glob("cloud.sqlite*"):
            file.unlink()
        for file in (self.seed, self.log, self._announcement):
            file.unlink(missing_ok=True)


def alive(pid: int) -> bool:
    """Whether a process of this user exists."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True

"""Starting, stopping and asking a simulated Azure: the one door of this room for the `estate` command."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from simulator.core.access_logs import access_logs
from simulator.core.cloud import HIDDEN_TYPES, Cloud
from simulator.core.compliance import scan, states
from simulator.core.lake_lists import folder_lists
from simulator.core.request import DEPLOYER
from simulator.core.seed import plant
from simulator.state import StateFolder, alive

START_SECONDS = 60.0
STOP_SECONDS = 20.0
_POLL_SECONDS = 0.05
_STARTED: dict[int, "subprocess.Popen[bytes]"] = {}
"""Simulators that this process started, by process id: a parent has to take notice of its children's end."""


class SimulatorError(Exception):
    """The simulator cannot be started or stopped; the message says why."""


@dataclass(frozen=True)
class Running:
    """A simulator that answers."""

    pid: int
    debug_providers: str
    """The value of `PULUMI_DEBUG_PROVIDERS`: `name:port` pairs."""
    purview: str
    """Where the data planes of Purview accounts answer; the account's name follows."""
    token: str = DEPLOYER
    """The bearer token of whoever deploys."""


def start(state_dir: Path, seed: Mapping[str, Any]) -> Running:
    """Start a simulator that outlives this process, or find it running.

    The seed is planted where it is missing: what stands already is not touched. Errors: `SimulatorError`.
    """
    folder = StateFolder(state_dir)
    if (running := status(state_dir)) is not None:
        with _cloud(state_dir) as cloud:
            plant(cloud, seed)
        return running
    _forget_ended()
    folder.path.mkdir(parents=True, exist_ok=True)
    folder.retire()
    folder.seed.write_text(json.dumps(seed, indent=1), encoding="utf-8")
    with folder.log.open("a", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "simulator", "serve", "--state", str(state_dir)],
            cwd=Path(__file__).resolve().parents[1],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    _STARTED[process.pid] = process
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if (running := status(state_dir)) is not None:
            return running
        if process.poll() is not None and not folder.is_served():  # served by another starter's process?
            break
        time.sleep(_POLL_SECONDS)
    tail = folder.log.read_text(encoding="utf-8").strip().splitlines()[-10:]
    raise SimulatorError("the simulator did not start:\n" + "\n".join(tail))


def status(state_dir: Path) -> Running | None:
    """The running simulator of a folder, or None. A killed one is seen as gone."""
    told = StateFolder(state_dir).announced()
    if told is None:
        return None
    providers = ",".join(f"{name}:{port}" for name, port in sorted(told.ports.items()))
    return Running(told.pid, providers, f"http://127.0.0.1:{told.purview}")


def stop(state_dir: Path) -> None:
    """Stop the simulator and wait until it is gone; what it holds stays. Errors: `SimulatorError`."""
    running = status(state_dir)
    if running is None:
        return
    os.kill(running.pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while time.monotonic() < deadline:
        if not StateFolder(state_dir).is_served() or not alive(running.pid):
            if (started := _STARTED.pop(running.pid, None)) is not None:
                started.wait(STOP_SECONDS)
            return
        time.sleep(_POLL_SECONDS)
    raise SimulatorError(f"process {running.pid} did not stop within {STOP_SECONDS:.0f} s")


def reset(state_dir: Path) -> None:
    """Stop the simulator and forget everything that it holds."""
    stop(state_dir)
    StateFolder(state_dir).forget()


def inject(state_dir: Path, fault: Mapping[str, Any]) -> str:
    """Add a fault, see `simulator.core.faults`; returns its id. Errors: `ValueError` for an unknown kind."""
    with _cloud(state_dir) as cloud:
        return cloud.faults.inject(dict(fault))


def inventory(state_dir: Path) -> list[dict[str, Any]]:
    """Every ARM resource that stands, sorted by id; empty where there is no cloud yet."""
    if not StateFolder(state_dir).database.exists():
        return []
    with _cloud(state_dir) as cloud:
        rows = [row for row in cloud.store.below("") if row.type not in HIDDEN_TYPES]
        shown = [{**cloud.show(row), "apiVersion": row.api_version} for row in rows]
    return sorted(shown, key=lambda one: str(one["id"]).lower())


def principals(state_dir: Path) -> list[dict[str, Any]]:
    """Every user, group and service principal of Entra, groups with the ids of their `members`; sorted by id."""
    if not StateFolder(state_dir).database.exists():
        return []
    with _cloud(state_dir) as cloud:
        return cloud.directory.principals()


def lists(state_dir: Path) -> list[dict[str, Any]]:
    """The access list of every folder of every lake; empty where there is no cloud yet."""
    if not StateFolder(state_dir).database.exists():
        return []
    with _cloud(state_dir) as cloud:
        return folder_lists(cloud)


def sample_access_logs(state_dir: Path, until: date, days: int, seed: int) -> list[dict[str, Any]]:
    """Made-up access logs of the lakes that stand, as rows of `StorageBlobLogs`; empty where there is no cloud yet."""
    if not StateFolder(state_dir).database.exists():
        return []
    with _cloud(state_dir) as cloud:
        return list(access_logs(cloud, until, days, seed))


def compliance(state_dir: Path) -> list[dict[str, Any]]:
    """What policies that were assigned think of what stands: resource, assignment, definition, effect and state.

    Everything is judged anew, as a compliance scan does: what a resource lacked when it was written may stand by now.
    """
    if not StateFolder(state_dir).database.exists():
        return []
    with _cloud(state_dir) as cloud:
        scan(cloud)
        return states(cloud)


def log(state_dir: Path) -> list[dict[str, Any]]:
    """Every operation on the cloud, oldest first: sequence, time, operation, id and caller."""
    if not StateFolder(state_dir).database.exists():
        return []
    with _cloud(state_dir) as cloud:
        return cloud.store.operations()


@contextmanager
def _cloud(state_dir: Path) -> Iterator[Cloud]:
    folder = StateFolder(state_dir)
    folder.path.mkdir(parents=True, exist_ok=True)
    cloud = Cloud(folder.database)
    try:
        yield cloud
    finally:
        cloud.store.close()


def _forget_ended() -> None:
    for pid, started in list(_STARTED.items()):
        if started.poll() is not None:
            del _STARTED[pid]

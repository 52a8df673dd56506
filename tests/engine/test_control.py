"""The simulator as a process: it starts once, outlives its starter, and is never believed to run when it does not."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator import control
from tests.engine.cloud import ONE, SEED, TWO, kill

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("providers")]
PACKAGES = {"azure", "azure-native", "azuread", "azuredevops", "databricks", "random"}


@pytest.fixture
def state(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "cloud"
    control.stop(tmp_path / "cloud")


def ports(running: control.Running) -> dict[str, int]:
    pairs = (pair.split(":") for pair in running.debug_providers.split(","))
    return {name: int(port) for name, port in pairs}


def test_every_package_listens_on_its_own_port_of_the_loopback(state: Path) -> None:
    found = ports(control.start(state, SEED))
    assert set(found) == PACKAGES
    assert len(set(found.values())) == len(PACKAGES)
    for port in found.values():
        socket.create_connection(("127.0.0.1", port), timeout=5).close()


def test_a_second_start_finds_the_first_and_plants_what_its_seed_adds(state: Path) -> None:
    first = control.start(state, {**SEED, "subscriptions": SEED["subscriptions"][:1]})
    assert (
        control.start(state, {**SEED, "resources": [{"id": f"{TWO}/resourceGroups/rg", "location": "uksouth"}]})
        == first
    )
    assert f"{TWO}/resourceGroups/rg" in [one["id"] for one in control.inventory(state)]


def test_a_second_process_on_one_folder_is_refused(state: Path) -> None:
    control.start(state, SEED)
    second = subprocess.run(
        [sys.executable, "-m", "simulator", "serve", "--state", str(state)], capture_output=True, text=True, check=False
    )
    assert (second.returncode, second.stderr.split(" ")[0]) == (1, "S-RUN-001")


def test_stop_ends_it_and_what_it_held_stays_until_a_reset(state: Path) -> None:
    running = control.start(state, {**SEED, "resources": [{"id": f"{ONE}/resourceGroups/rg", "location": "uksouth"}]})
    control.stop(state)
    control.stop(state)
    assert control.status(state) is None
    with pytest.raises(ProcessLookupError):
        os.kill(running.pid, 0)
    assert f"{ONE}/resourceGroups/rg" in [one["id"] for one in control.inventory(state)]
    control.reset(state)
    assert (control.inventory(state), control.log(state), control.compliance(state)) == ([], [], [])


def test_a_killed_one_is_seen_as_gone(state: Path) -> None:
    running = control.start(state, SEED)
    kill(running.pid)
    again = control.start(state, SEED)
    assert again.pid != running.pid
    assert control.status(state) == again


def test_one_that_cannot_start_says_why(state: Path) -> None:
    with pytest.raises(control.SimulatorError, match="not a resource id"):
        control.start(state, {**SEED, "resources": [{"id": "no id", "location": "uksouth"}]})
    assert control.status(state) is None


def test_faults_and_the_log_are_reached_from_outside(state: Path) -> None:
    control.start(state, SEED)
    assert control.inject(state, {"kind": "throttle"})
    with pytest.raises(ValueError, match="earthquake"):
        control.inject(state, {"kind": "earthquake"})
    assert control.compliance(state) == []
    assert all({"operation", "id", "caller"} <= set(one) for one in control.log(state))

"""A program on the real engine and the simulated cloud, for tests of the providers."""

import os
import shutil
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from orchestrator.engine.commands import Options, call, export_state
from orchestrator.engine.engine import Engine
from orchestrator.engine.results import StackResult, Verb
from orchestrator.engine.run import run
from orchestrator.engine.workspace import Workspace, open_workspace
from simulator import control
from simulator.core.cloud import Cloud
from simulator.state import StateFolder

PROGRAM = Path(__file__).parent / "cloud_program"
STACK = "one"
ONE = "/subscriptions/11111111-1111-4111-8111-111111111111"
TWO = "/subscriptions/22222222-2222-4222-8222-222222222222"
SEED: Mapping[str, Any] = {
    "tenant_id": "6b8f9a52-5f0e-4c1d-9a63-1d6a7c6f2e10",
    "subscriptions": [{"id": ONE.rsplit("/", 1)[1], "name": "one"}, {"id": TWO.rsplit("/", 1)[1], "name": "two"}],
    "metastores": {"5d0f8c1e-0a53-4a53-9a53-6a1d7f0c2e31": "westeurope"},
}


class Estate:
    """A checkout of a program, its engine and its cloud."""

    def __init__(self, engine: Engine, folder: Path, program: Path = PROGRAM) -> None:
        self.engine = engine
        self.checkout = Path(shutil.copytree(program, folder / "checkout"))
        self.state = folder / "cloud"

    @property
    def workspace(self) -> Workspace:
        """The workspace with the stack files as they are now; the simulator runs."""
        running = control.start(self.state, SEED)
        return open_workspace(
            self.checkout / "stacks",
            engine=self.engine,
            debug_providers=running.debug_providers,
            checkout=self.checkout,
        )

    def run(self, verb: Verb, **options: Any) -> StackResult:
        """One verb on the stack."""
        return run(self.workspace, STACK, verb, Options(**options))

    def configure(self, **values: str) -> None:
        """Set values of the program's configuration for the next runs."""
        file = self.checkout / "stacks" / f"Pulumi.{STACK}.yaml"
        lines = dict(line.split(": ", 1) for line in file.read_text(encoding="utf-8").splitlines()[1:])
        lines |= {f"  cloud:{name}": value for name, value in values.items()}
        text = "\n".join(["config:", *(f"{name}: {value}" for name, value in lines.items())])
        file.write_text(text + "\n", encoding="utf-8")

    def standing(self) -> dict[str, dict[str, Any]]:
        """What stands in the cloud, by id."""
        return {one["id"]: one for one in control.inventory(self.state)}

    @contextmanager
    def by_hand(self) -> Iterator[Cloud]:
        """The cloud, to change something beside the engine."""
        cloud = Cloud(StateFolder(self.state).database)
        try:
            yield cloud
        finally:
            cloud.store.close()

    def kept(self) -> dict[str, dict[str, Any]]:
        """The engine's state: resources by logical name, with secrets encrypted."""
        state = export_state(self.workspace, STACK)
        return {one["urn"].rsplit("::", 1)[-1]: one for one in state["deployment"].get("resources", ())}

    def call(self, *line: str) -> str:
        """The output of a short command of the engine."""
        return call(self.workspace, *line, "--stack", STACK).stdout

    def close(self) -> None:
        """Stop the simulator."""
        control.stop(self.state)


def kill(pid: int) -> None:
    """Kill a process that this one started, and wait until it is dead."""
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)


def errors(result: StackResult) -> str:
    """What the engine printed as errors."""
    return "\n".join(item.message for item in result.diagnostics if item.severity == "error")


def done(result: StackResult) -> list[tuple[str, str]]:
    """Operation and logical name of everything that changed, sorted."""
    return sorted((change.operation, change.name) for change in result.resources)

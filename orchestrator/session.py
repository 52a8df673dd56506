"""An estate opened for work: its data, its engine, its simulator or Azure."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from config.estate import Estate
from config.load import load_estate
from orchestrator.engine.install import ensure_engine
from orchestrator.engine.workspace import (
    Workspace,
    open_workspace,
    simulator_directory,
    work_directory,
    workspace_with,
)
from orchestrator.problems import OperationError
from orchestrator.world import world_before
from simulator import control


@dataclass(frozen=True)
class Session:
    """Everything that a verb needs to run stacks."""

    estate: Estate
    workspace: Workspace

    @property
    def simulator_dir(self) -> Path:
        """Where the simulator of this estate keeps its state."""
        return simulator_directory(self.workspace.directory)

    def changed(self, estate: Estate, directory: Path) -> "Session":
        """The same engine, state and target for a changed estate, with work files in a directory of their own."""
        if self.workspace.simulation:
            start_simulator(estate, self.simulator_dir, lambda _: None)
        return Session(estate, workspace_with(self.workspace, estate.folder, directory))

    def stop_simulator(self) -> None:
        """Stop the simulator; what it holds stays on disk."""
        control.stop(self.simulator_dir)


def open_session(folder: Path, *, azure: bool, note: Callable[[str], None]) -> Session:
    """Check the estate, find or make the engine, and start the simulator unless Azure itself is meant."""
    estate = load_estate(folder)
    engine = ensure_engine(note)
    providers = None if azure else start_simulator(estate, simulator_directory(work_directory(folder)), note)
    return Session(estate, open_workspace(folder, engine=engine, debug_providers=providers))


def start_simulator(estate: Estate, directory: Path, note: Callable[[str], None]) -> str:
    """The running simulator's `name:port` pairs; it is started where it does not run.

    What an estate finds when it begins, people and subscriptions, is planted where it is missing.
    """
    if control.status(directory) is None:
        note("starting the simulated Azure")
    try:
        return control.start(directory, world_before(estate)).debug_providers
    except control.SimulatorError as error:
        found, _, details = str(error).partition("\n")
        raise OperationError(
            code="E-SIM-003",
            where=f"`{directory}`",
            found=found.rstrip(":"),
            accepted="a simulator that answers",
            remedy="see its last words below; `estate simulate reset` forgets what it holds",
            details=details,
        ) from error

"""The simulator that an estate's runs attach to."""

from pathlib import Path

from orchestrator.engine.workspace import simulator_directory
from orchestrator.problems import OperationError
from simulator import control


def debug_providers(work: Path) -> str:
    """The `name:port` pairs of an estate's running simulator.

    Errors: `OperationError` where it does not run.
    """
    running = control.status(simulator_directory(work))
    if running is None:
        raise OperationError(
            code="E-SIM-001",
            where=f"`{simulator_directory(work)}`",
            found="no simulator is running",
            accepted="a running simulator",
            remedy="run `estate simulate start`, or add --azure for Azure itself",
        )
    return running.debug_providers

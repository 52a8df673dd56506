"""Where an estate runs: its work directory, its project file, its stack files.

The checkout's `Pulumi.yaml` is enough for `pulumi up` against Azure. This module makes the same
program run for any estate folder, and simulated without a trace in the checkout: the engine writes
a salt into the stack file of every passphrase stack, so a simulated run gets copies.
"""

import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from orchestrator.engine.engine import Engine
from orchestrator.engine.environment import Simulation, engine_environment
from orchestrator.engine.project import project_name, write_project
from orchestrator.engine.stack_files import copy_stack_files, stack_names

CHECKOUT = Path(__file__).resolve().parents[2]
"""The folder of `Pulumi.yaml` and `__main__.py`."""
WORK = ".estate"


class Target(StrEnum):
    """Where resources go."""

    AZURE = "azure"
    SIMULATED = "simulated"


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """An estate, ready for runs of the engine. Made by `open_workspace`."""

    checkout: Path
    estate_dir: Path
    directory: Path
    """The estate's work directory: `.estate/<name>` in the checkout, git-ignored."""
    engine: Engine
    simulation: Simulation | None
    project_name: str

    @property
    def target(self) -> Target:
        """Where resources go."""
        return Target.SIMULATED if self.simulation else Target.AZURE

    @property
    def project_dir(self) -> Path:
        """The folder the engine is started in; holds the generated `Pulumi.yaml`."""
        return self.directory / "project" / self.target

    @property
    def runs_dir(self) -> Path:
        """Event logs and output of the engine, one pair per stack and verb."""
        return self.directory / "runs" / self.target

    @property
    def reports_dir(self) -> Path:
        """Where verbs put their reports."""
        return self.directory / "reports"

    def stacks(self) -> tuple[str, ...]:
        """The stacks of the estate's folder, by name."""
        return stack_names(self.estate_dir)

    def environment(self, *, checkpoints: bool = True, base: Mapping[str, str] | None = None) -> dict[str, str]:
        """The whole environment for a run of the engine."""
        return engine_environment(
            engine_directory=self.engine.directory,
            python=Path(sys.executable),
            estate_dir=self.estate_dir,
            simulation=self.simulation,
            checkpoints=checkpoints,
            base=base,
        )


def open_workspace(
    estate_dir: Path, *, engine: Engine, debug_providers: str | None = None, checkout: Path = CHECKOUT
) -> Workspace:
    """An estate's workspace, with files up to date.

    `debug_providers` (of a running simulator) makes it a simulated one; without, it is Azure.
    """
    directory = work_directory(estate_dir, checkout)
    simulation = None
    if debug_providers is not None:
        simulation = Simulation(backend=directory / "backend", home=directory / "home", debug_providers=debug_providers)
        simulation.backend.mkdir(parents=True, exist_ok=True)
        simulation.home.mkdir(parents=True, exist_ok=True)
    workspace = Workspace(
        checkout=checkout,
        estate_dir=estate_dir.resolve(),
        directory=directory,
        engine=engine,
        simulation=simulation,
        project_name=project_name(checkout),
    )
    refresh_files(workspace.estate_dir, workspace.project_dir, workspace.target, checkout)
    workspace.runs_dir.mkdir(parents=True, exist_ok=True)
    return workspace


def workspace_with(standing: Workspace, estate_dir: Path, directory: Path) -> Workspace:
    """The workspace of a changed estate: the state and the target of the standing one, with files of its own."""
    workspace = replace(standing, estate_dir=estate_dir.resolve(), directory=directory)
    refresh_files(workspace.estate_dir, workspace.project_dir, workspace.target, workspace.checkout)
    workspace.runs_dir.mkdir(parents=True, exist_ok=True)
    return workspace


def refresh_files(estate_dir: Path, project_dir: Path, target: Target, checkout: Path = CHECKOUT) -> None:
    """Bring the project file, and for simulated runs the copies of stack files, up to date."""
    stacks_dir = estate_dir
    if target is Target.SIMULATED:
        stacks_dir = project_dir / "stacks"
        copy_stack_files(estate_dir, stacks_dir)
    write_project(checkout, project_dir, stacks_dir)


def project_directory(estate_dir: Path, target: Target, checkout: Path = CHECKOUT) -> Path:
    """The folder that an estate's engine is started in."""
    return work_directory(estate_dir, checkout) / "project" / target


def work_directory(estate_dir: Path, checkout: Path = CHECKOUT) -> Path:
    """The work directory of an estate; two estates never share one."""
    estate_dir = estate_dir.resolve()
    name = estate_dir.name
    if estate_dir.parent != checkout.resolve():
        name += "-" + hashlib.sha256(str(estate_dir).encode()).hexdigest()[:8]
    return checkout / WORK / name


def simulator_directory(work: Path) -> Path:
    """Where the simulator of an estate keeps its state; given to `simulator.control`."""
    return work / "simulator"

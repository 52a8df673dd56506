"""The whole estate deployed in-process: every stack's program on the simulated cloud, no engine.

Stack references are answered from the contracts that earlier stacks exported.
"""

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pulumi.runtime.mocks import MockResourceArgs

from config.estate import Estate
from config.graph import waves
from config.load import load_estate
from orchestrator.world import world_before
from simulator.core.cloud import Cloud
from simulator.mocks import Registered, SimulatorMocks, run_program
from stacks import build

REFERENCE_TYPE = "pulumi:pulumi:StackReference"


class StackMocks(SimulatorMocks):
    """The simulated cloud, with stack references to what has been exported."""

    def __init__(self, *, cloud: Cloud, seed: dict[str, Any], exported: dict[str, Any]) -> None:
        super().__init__(cloud=cloud, seed=seed)
        self._exported = exported

    def new_resource(self, args: MockResourceArgs) -> tuple[str, dict[str, Any]]:
        """Answer a stack reference, or let the cloud answer."""
        if args.typ == REFERENCE_TYPE:
            stack = str(args.inputs["name"]).rsplit("/", 1)[-1]
            return stack, {"name": args.inputs["name"], "outputs": self._exported[stack], "secretOutputNames": []}
        return super().new_resource(args)


@dataclass
class Deployment:
    """What stands after every stack ran."""

    estate: Estate
    cloud: Cloud = field(default_factory=Cloud)
    exported: dict[str, dict[str, Any]] = field(default_factory=dict)
    registered: dict[str, list[Registered]] = field(default_factory=dict)

    def up(self, stack: str) -> list[Registered]:
        """Run one stack's program."""
        mocks = StackMocks(cloud=self.cloud, seed=world_before(self.estate), exported=self.exported)
        run_program(lambda: build(self.estate, stack, None), mocks=mocks, stack=stack)
        self.exported[stack] = mocks.exports
        self.registered[stack] = mocks.resources
        return mocks.resources


@dataclass(frozen=True)
class Stage:
    """What stood before a wave of stacks."""

    database: Path
    exported: dict[str, dict[str, Any]]
    registered: dict[str, list[Registered]]


@dataclass(frozen=True)
class Standing:
    """An estate that was deployed once, with what stood before each of its waves."""

    whole: Deployment
    stages: tuple[Stage, ...]

    def again(self, folder: Path, *stacks: str) -> Deployment:
        """These stacks from a changed estate, in a copy of what stood before the first of them; nothing else of it.

        Without stacks: a copy of everything, to be changed by hand.
        """
        estate = load_estate(folder)
        order = [stack for wave in waves(estate, stacks) for stack in wave]
        last = [stage for stage in self.stages if not stage.registered.keys() & set(order)][-1]
        cloud = Cloud(
            copied(last.database, Path(tempfile.mkdtemp(dir=self.stages[0].database.parent)) / "cloud.sqlite")
        )
        deployment = Deployment(estate, cloud, dict(last.exported), dict(last.registered))
        for stack in order:
            deployment.up(stack)
        return deployment


def copied(database: Path, to: Path) -> Path:
    """A copy of a simulated cloud."""
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)
    return to


def staged(folder: Path, database: Path) -> Standing:
    """Deploy every stack of an estate's folder, and keep what stands before each wave beside the database."""
    deployment = Deployment(load_estate(folder), Cloud(database))
    stages = []
    for number, wave in enumerate(waves(deployment.estate)):
        before = copied(database, database.with_name(f"before-{number}.sqlite"))
        stages.append(Stage(before, dict(deployment.exported), dict(deployment.registered)))
        for stack in wave:
            deployment.up(stack)
    whole = copied(database, database.with_name("whole.sqlite"))
    stages.append(Stage(whole, dict(deployment.exported), dict(deployment.registered)))
    return Standing(deployment, tuple(stages))


def deploy(folder: Path, cloud: Cloud | None = None) -> Deployment:
    """Deploy every stack of an estate's folder, in order; into memory where no cloud is given."""
    deployment = Deployment(load_estate(folder), cloud or Cloud())
    for wave in waves(deployment.estate):
        for stack in wave:
            deployment.up(stack)
    return deployment

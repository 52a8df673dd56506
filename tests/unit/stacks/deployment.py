"""The whole estate deployed in-process: every stack's program on the simulated cloud, no engine.

Stack references are answered from the contracts that earlier stacks exported.
"""

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


def deploy(folder: Path, cloud: Cloud | None = None) -> Deployment:
    """Deploy every stack of an estate's folder, in order; into memory where no cloud is given."""
    deployment = Deployment(load_estate(folder), cloud or Cloud())
    for wave in waves(deployment.estate):
        for stack in wave:
            deployment.up(stack)
    return deployment

"""Runs a program of components against the simulated Azure, in process, and keeps what reached the engine."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from arm.translate import to_arm
from components.transformations import drop_aliases
from simulator.core.cloud import Cloud
from simulator.mocks import Registered as Answered
from simulator.mocks import SimulatorMocks, run_program
from tests.unit.components.before import NOW, SEED, SUBSCRIPTION


@dataclass(frozen=True)
class Registered:
    """One resource as the engine was asked for it."""

    token: str
    name: str
    parent: str
    inputs: Mapping[str, Any]
    protected: bool
    retained: bool
    deleted_before_replace: bool
    after: tuple[str, ...]
    """Logical names of everything it waits for."""
    provider: str
    aliases: int
    arm_type: str
    arm_id: str
    body: Mapping[str, Any]
    """The request's body as ARM takes it; empty for other providers."""


class World:
    """What a program registered, in order."""

    def __init__(self, mocks: SimulatorMocks) -> None:
        self.mocks = mocks
        self.resources = [_registered(answered) for answered in mocks.resources]

    def of(self, token: str) -> list[Registered]:
        """Resources of a type, by the end of its token; components by their whole token."""
        return [
            made
            for made in self.resources
            if made.token == token or (made.token.endswith(f":{token}") and not made.token.startswith("dataestate:"))
        ]

    def one(self, token: str) -> Registered:
        """The only resource of a type."""
        (found,) = self.of(token)
        return found

    def named(self, name: str) -> Registered:
        """The resource with a logical name."""
        (found,) = [made for made in self.resources if made.name == name]
        return found

    def answer(self, name: str) -> Mapping[str, Any]:
        """What Azure answered for the resource with a logical name."""
        (found,) = [answered for answered in self.mocks.resources if answered.name == name]
        return found.outputs

    def names(self) -> list[str]:
        """All logical names, sorted."""
        return sorted(made.name for made in self.resources)


def _registered(answered: Answered) -> Registered:
    native = answered.type.startswith("azure-native:")
    arm = to_arm(answered.type, answered.inputs, subscription_id=SUBSCRIPTION) if native else None
    options = answered.options
    return Registered(
        token=answered.type,
        name=answered.name,
        parent=_name(answered.parent),
        inputs=answered.inputs,
        protected=options.protect,
        retained=options.retainOnDelete,
        deleted_before_replace=options.deleteBeforeReplace,
        after=tuple(sorted(_name(urn) for urn in answered.depends_on)),
        provider=answered.provider,
        aliases=len(options.aliases) + len(options.aliasURNs),
        arm_type=arm.type if arm else "",
        arm_id=answered.id if arm else "",
        body=arm.body if arm else {},
    )


def _name(urn: str) -> str:
    return urn.rsplit("::", 1)[-1] if urn else ""


def run(
    program: Callable[[], Any], *, preview: bool = False, aliases: bool = False, seed: Mapping[str, Any] = SEED
) -> World:
    """Run a program and return what it registered. What it, a provider or Azure refuses is raised here.

    Aliases of other API versions are dropped, as in every program of the estate, unless they are asked for.
    """

    def stack() -> None:
        if not aliases:
            drop_aliases()
        program()

    by_identity = {"azure": {"storageUseAzuread": True}}
    mocks = SimulatorMocks(cloud=Cloud(clock=lambda: NOW), seed=dict(seed), settings=by_identity)
    return World(run_program(stack, mocks=mocks, preview=preview))

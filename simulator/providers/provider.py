"""What a simulated provider does, in Python values; the servicer and the mocks drive it."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from threading import Event
from typing import Any

from simulator.providers.wire import Path

PATH_STEP = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*$")


class Kind(Enum):
    """What happened to one property."""

    ADD = "add"
    DELETE = "delete"
    UPDATE = "update"


@dataclass(frozen=True)
class Failure:
    """A refused input."""

    property: str
    """Its path, such as `subnets[0].addressPrefix`."""
    reason: str


@dataclass(frozen=True)
class Checked:
    """Inputs with their defaults, and what is wrong with them."""

    inputs: dict[str, Any]
    failures: Sequence[Failure] = ()


@dataclass(frozen=True)
class Change:
    """One changed property."""

    path: Path
    kind: Kind
    replaces: bool


@dataclass(frozen=True)
class Difference:
    """What separates planned inputs from those that stand."""

    changes: Sequence[Change] = ()
    delete_before_replace: bool = True


@dataclass(frozen=True)
class State:
    """A resource: as its provider reports it, or as the engine holds it."""

    id: str
    outputs: dict[str, Any] = field(default_factory=dict)
    inputs: dict[str, Any] = field(default_factory=dict)
    """What the engine holds, or what a read found; empty in other answers and where a resource is imported."""


class InvalidRequestError(Exception):
    """A request that the provider itself refuses: an unknown type, a missing setting."""


class HalfMadeError(Exception):
    """An operation that failed after it had left a resource behind."""

    def __init__(self, state: State, reasons: Sequence[str]) -> None:
        super().__init__("; ".join(reasons))
        self.state = state
        self.reasons = reasons


@dataclass(frozen=True)
class Naming:
    """How the engine wants a missing name to be treated."""

    disabled: bool = False
    proposed: str | None = None


class Session(ABC):
    """One configured provider: a package with the settings of one `ProviderResource`."""

    def __init__(self) -> None:
        self.cancelled = Event()
        """Set when the engine wants pending waits to end."""

    @abstractmethod
    def check(self, token: str, news: Mapping[str, Any], olds: Mapping[str, Any], naming: Naming) -> Checked:
        """Validate inputs and fill their defaults."""

    @abstractmethod
    def diff(self, token: str, standing: State, news: Mapping[str, Any]) -> Difference:
        """Compare the inputs that stand with planned ones."""

    @abstractmethod
    def preview(self, token: str, inputs: Mapping[str, Any], standing: State | None) -> dict[str, Any]:
        """What is known of the outputs before anything happens; `standing` is the resource of an update."""

    @abstractmethod
    def create(self, token: str, inputs: Mapping[str, Any]) -> State:
        """Make a resource."""

    @abstractmethod
    def update(self, token: str, standing: State, inputs: Mapping[str, Any]) -> State:
        """Change a resource."""

    @abstractmethod
    def delete(self, token: str, standing: State) -> None:
        """Take a resource down; nothing there is a success."""

    @abstractmethod
    def read(self, token: str, standing: State) -> State | None:
        """A resource as it stands, None where nothing does. Without inputs it is an import."""

    @abstractmethod
    def invoke(self, token: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Answer a function."""

    def secret_outputs(self, token: str) -> frozenset[str]:  # noqa: ARG002 - most types have none
        """Outputs that are secret whatever the inputs are."""
        return frozenset()


@dataclass(frozen=True)
class Package:
    """A provider's name and version, and how to open a session with settings."""

    name: str
    version: str
    open: Callable[[Mapping[str, Any]], Session]
    supports_autonaming: bool = False


def path_text(path: Path) -> str:
    """A path as Pulumi prints it: `tags.owner`, `subnets[0].name`, `tags["cost-centre"]`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif PATH_STEP.match(step):
            text += f".{step}" if text else step
        else:
            text += f'["{step}"]'
    return text

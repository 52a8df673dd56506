"""What stands behind the entities of a package."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any

from simulator.providers.entities.table import Entity
from simulator.providers.provider import Failure


class Backend(ABC):
    """Creates, changes and answers entities. Values are the SDK's, outputs are complete."""

    @abstractmethod
    def create(self, entity: Entity, inputs: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """Make an entity: its id and outputs."""

    @abstractmethod
    def update(
        self, entity: Entity, entity_id: str, inputs: Mapping[str, Any], before: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Change an entity: its outputs."""

    @abstractmethod
    def read(self, entity: Entity, entity_id: str, known: Mapping[str, Any]) -> dict[str, Any] | None:
        """An entity's outputs, None where nothing stands; `known` are the outputs of the engine's state."""

    @abstractmethod
    def delete(self, entity: Entity, entity_id: str, known: Mapping[str, Any]) -> None:
        """Take an entity down; nothing there is a success."""

    @abstractmethod
    def call(self, token: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Answer a function."""

    def problems(self, entity: Entity, inputs: Mapping[str, Any]) -> Iterable[Failure]:  # noqa: ARG002
        """What the package's own checks refuse beside the class."""
        return ()

    def replaces(
        self,
        entity: Entity,  # noqa: ARG002
        name: str,  # noqa: ARG002
        old: Any,  # noqa: ARG002
        new: Any,  # noqa: ARG002
    ) -> bool:
        """Whether a change needs a new entity although the class does not say so."""
        return False

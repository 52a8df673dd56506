"""The package, and which backend stands behind which of its classes."""

from collections.abc import Iterable, Mapping
from typing import Any

from arm.classic import classic_types
from simulator.core.cloud import Cloud
from simulator.core.request import DEPLOYER
from simulator.providers.azure.lake_paths import LakePaths
from simulator.providers.azure.sql_pool_policies import SqlPoolPolicies
from simulator.providers.entities.backend import Backend
from simulator.providers.entities.session import EntitySession
from simulator.providers.entities.table import Entity, load
from simulator.providers.provider import Failure, InvalidRequestError, Package


class _Azure(Backend):
    """Each class by its own backend."""

    def __init__(self, cloud: Cloud, settings: Mapping[str, Any]) -> None:
        self._lakes = LakePaths(cloud, settings)
        self._pools = SqlPoolPolicies(cloud, str(settings.get("clientId") or DEPLOYER))

    def create(self, entity: Entity, inputs: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """Make it."""
        return self._of(entity).create(entity, inputs)

    def update(
        self, entity: Entity, entity_id: str, inputs: Mapping[str, Any], before: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Change it."""
        return self._of(entity).update(entity, entity_id, inputs, before)

    def read(self, entity: Entity, entity_id: str, known: Mapping[str, Any]) -> dict[str, Any] | None:
        """Show it."""
        return self._of(entity).read(entity, entity_id, known)

    def delete(self, entity: Entity, entity_id: str, known: Mapping[str, Any]) -> None:
        """Take it down."""
        self._of(entity).delete(entity, entity_id, known)

    def call(self, token: str, arguments: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG002
        """The package's functions are not simulated."""
        raise InvalidRequestError(f"S-FUN-001: the function `{token}` is not simulated")

    def problems(self, entity: Entity, inputs: Mapping[str, Any]) -> Iterable[Failure]:
        """What its own checks refuse."""
        return self._of(entity).problems(entity, inputs)

    def _of(self, entity: Entity) -> Backend:
        return self._pools if entity.token in classic_types() else self._lakes


def package(cloud: Cloud) -> Package:
    """What the server registers."""
    table = load("azure")

    def open_session(settings: Mapping[str, Any]) -> EntitySession:
        return EntitySession(table, _Azure(cloud, settings))

    return Package("azure", table.version, open_session)

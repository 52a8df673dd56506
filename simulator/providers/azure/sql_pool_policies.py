"""Auditing and security alerts of dedicated SQL pools: resources of Resource Manager that azure-native leaves out."""

from collections.abc import Mapping
from typing import Any

from arm.classic import ClassicType, classic_types
from arm.errors import ArmError
from arm.ids import parse
from simulator.core.cloud import Cloud
from simulator.core.stages.deny import deny_refusal
from simulator.providers.entities.backend import Backend
from simulator.providers.entities.outputs import shown
from simulator.providers.entities.table import Entity
from simulator.providers.provider import InvalidRequestError

_KEY = "storageAccountAccessKey"


class SqlPoolPolicies(Backend):
    """Both policies stand with the pool itself: making one turns it on, deleting it turns it off."""

    def __init__(self, cloud: Cloud, caller: str) -> None:
        self.cloud = cloud
        self.caller = caller

    def create(self, entity: Entity, inputs: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """Turn it on."""
        shape = classic_types()[entity.token]
        pool = str(inputs[shape.parent])
        if not self.cloud.exists(pool):
            raise InvalidRequestError(f"the SQL pool `{pool}` does not stand")
        made = f"{pool}/{shape.path}"
        if self._properties(made).get("state") == "Enabled":
            raise InvalidRequestError(f"A resource with the ID '{made}' already exists: import it")
        return made, self._write(entity, pool, inputs)

    def update(
        self,
        entity: Entity,
        entity_id: str,  # noqa: ARG002 - the inputs name the pool
        inputs: Mapping[str, Any],
        before: Mapping[str, Any],  # noqa: ARG002
    ) -> dict[str, Any]:
        """Change it."""
        return self._write(entity, str(inputs[classic_types()[entity.token].parent]), inputs)

    def read(self, entity: Entity, entity_id: str, known: Mapping[str, Any]) -> dict[str, Any] | None:
        """As it stands; nothing where the pool is gone."""
        properties = self._properties(entity_id)
        if not properties:
            return None
        shape = classic_types()[entity.token]
        pool = entity_id.removesuffix(f"/{shape.path}")
        found = {name: properties[wire] for name, wire in shape.properties.items() if wire in properties}
        kept = {_KEY: known[_KEY]} if known.get(_KEY) else {}
        return shown(entity, {}, {**found, **kept, shape.parent: pool})

    def delete(self, entity: Entity, entity_id: str, known: Mapping[str, Any]) -> None:  # noqa: ARG002 - the id says all
        """Turn it off."""
        shape = classic_types()[entity.token]
        pool = entity_id.removesuffix(f"/{shape.path}")
        if self.cloud.exists(pool):
            self._keep(shape, pool, shape.removed)

    def call(self, token: str, arguments: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG002
        """There are no functions of them."""
        raise InvalidRequestError(f"S-FUN-001: the function `{token}` is not simulated")

    def _write(self, entity: Entity, pool: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
        shape = classic_types()[entity.token]
        outputs = shown(entity, inputs, {})
        target = parse(f"{pool}/{shape.path}")
        deny_refusal(self.cloud, target, self.caller, f"{target.resource_type}/write")
        self._keep(shape, pool, shape.written(outputs))
        return outputs

    def _keep(self, shape: ClassicType, pool: str, properties: Mapping[str, Any]) -> None:
        for path in shape.paths():
            self.cloud.keep(parse(f"{pool}/{path}"), {"properties": dict(properties)}, api_version=shape.api_version)

    def _properties(self, arm_id: str) -> dict[str, Any]:
        try:
            return dict(self.cloud.get(arm_id)["properties"])
        except ArmError as refusal:
            if refusal.status == 404:
                return {}
            raise

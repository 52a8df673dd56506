"""Which part of the directory answers for a class."""

from collections.abc import Mapping
from typing import Any

from arm.errors import ArmError
from simulator.core.cloud import Cloud
from simulator.providers.azuread import functions
from simulator.providers.azuread.directory import DirectoryObjects
from simulator.providers.azuread.links import LINKS, Credentials, References
from simulator.providers.azuread.objects import SHAPES
from simulator.providers.entities.rules import Rules
from simulator.providers.entities.stored import Stored
from simulator.providers.entities.table import Entity, Table

CREDENTIALS = frozenset({"ApplicationFederatedIdentityCredential", "ApplicationPassword", "ServicePrincipalPassword"})
PRINCIPALS = (
    "groupId",
    "memberObjectId",
    "principalId",
    "principalObjectId",
    "resourceObjectId",
    "resourceServicePrincipalObjectId",
    "servicePrincipalObjectId",
    "userObjectId",
)
"""Inputs of stored classes that name an object of the directory."""


class Entra(Stored):
    """Objects, references and credentials of the directory; governance is stored by rules."""

    def __init__(self, cloud: Cloud, table: Table, rules: Rules, settings: Mapping[str, Any]) -> None:
        super().__init__(cloud, table, rules, settings)
        client = settings.get("clientId")
        known = cloud.directory.named("servicePrincipal", str(client)) if client else None
        self.caller_id = str(known["id"]) if known else cloud.world.guid("principal", client or "deployer")
        self.objects = DirectoryObjects(cloud, self.caller_id)
        self.links = References(cloud)
        self.credentials = Credentials(cloud)

    def create(self, entity: Entity, inputs: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """Make an object, a reference, a credential or a stored entity."""
        if entity.name in SHAPES:
            return self.objects.create(entity, inputs)
        if entity.name in LINKS:
            return self.links.create(entity, inputs)
        if entity.name in CREDENTIALS:
            return self.credentials.create(entity, inputs)
        self._check_principals(entity, inputs)
        if entity.name == "AppRoleAssignment":
            self._check_permission(inputs)
        return super().create(entity, inputs)

    def update(
        self, entity: Entity, entity_id: str, inputs: Mapping[str, Any], before: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Change what can be changed."""
        if entity.name in SHAPES:
            return self.objects.update(entity, entity_id, inputs, before)
        if entity.name in CREDENTIALS:
            return self.credentials.update(entity, entity_id, inputs)
        return super().update(entity, entity_id, inputs, before)

    def read(self, entity: Entity, entity_id: str, known: Mapping[str, Any]) -> dict[str, Any] | None:
        """What stands."""
        if entity.name in SHAPES:
            return self.objects.read(entity, entity_id, known)
        if entity.name in LINKS:
            return self.links.read(entity, entity_id)
        if entity.name in CREDENTIALS:
            return self.credentials.read(entity, entity_id, known)
        return super().read(entity, entity_id, known)

    def delete(self, entity: Entity, entity_id: str, known: Mapping[str, Any]) -> None:
        """Take down what stands."""
        if entity.name in SHAPES:
            self.objects.delete(entity, entity_id, known)
        elif entity.name in LINKS:
            self.links.delete(entity, entity_id)
        elif entity.name in CREDENTIALS:
            self.credentials.delete(entity_id)
        else:
            super().delete(entity, entity_id, known)

    def call(self, token: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Look objects or stored entities up."""
        found = functions.call(self.cloud, self.table, self.caller_id, token, arguments)
        return super().call(token, arguments) if found is None else found

    def _check_permission(self, inputs: Mapping[str, Any]) -> None:
        resource = self.cloud.directory.get("servicePrincipal", str(inputs["resourceObjectId"]).rsplit("/", 1)[-1])
        if inputs["appRoleId"] not in {one["id"] for one in resource.get("appRoles") or ()}:
            message = f"Permission being assigned was not found on application '{resource['appId']}'."
            raise ArmError("Request_BadRequest", message, target=str(inputs["appRoleId"]))

    def _check_principals(self, entity: Entity, inputs: Mapping[str, Any]) -> None:
        for name in PRINCIPALS:
            value = inputs.get(name)
            if value and self.cloud.directory.find(str(value).rsplit("/", 1)[-1]) is None:
                message = f"`{name}` of {entity.name} names `{value}`, which does not exist in the directory."
                raise ArmError("Request_ResourceNotFound", message, status=404, target=str(value))

"""Objects of the directory as the package's classes."""

from collections.abc import Mapping
from typing import Any

from arm.errors import ArmError
from simulator.core.cloud import Cloud
from simulator.core.directory import Directory
from simulator.providers.azuread.objects import KEPT, SHAPES, Shape, body, object_id, outputs
from simulator.providers.entities.outputs import shown
from simulator.providers.entities.table import Entity
from simulator.providers.provider import InvalidRequestError


class DirectoryObjects:
    """Groups, users, applications and service principals."""

    def __init__(self, cloud: Cloud, caller_id: str) -> None:
        self.cloud = cloud
        self.directory: Directory = cloud.directory
        self.caller_id = caller_id

    def create(self, entity: Entity, inputs: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """Make an object and its references."""
        shape = SHAPES[entity.name]
        self._check_duplicate(shape, inputs, None)
        if entity.name == "ServicePrincipal" and inputs.get("useExisting"):
            standing = self.directory.named("servicePrincipal", str(inputs["clientId"]))
            if standing is not None:
                resource_id = f"{shape.path}/{standing['id']}"
                return resource_id, self.update(entity, resource_id, inputs, {})
        with self.cloud.store.transaction():
            made = self.directory.create(shape.kind, self._completed(entity, shape, inputs))
            for relation in shape.relations:
                for target in dict.fromkeys(inputs.get(relation) or ()):
                    self.directory.add_reference(shape.kind, made["id"], relation, str(target))
        return f"{shape.path}/{made['id']}", self._shown(entity, shape, made, inputs)

    def update(
        self, entity: Entity, resource_id: str, inputs: Mapping[str, Any], before: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Change an object; what the inputs no longer say goes back to its default."""
        shape, own_id = SHAPES[entity.name], object_id(resource_id)
        self._check_duplicate(shape, inputs, own_id)
        dropped = {name: entity.inputs[name].default for name in before if name not in inputs and name in entity.inputs}
        for relation in shape.relations:
            if dropped.pop(relation, inputs) is None:
                inputs = {**inputs, relation: []}
        with self.cloud.store.transaction():
            changed = self.directory.update(shape.kind, own_id, body(shape, {**dropped, **inputs}))
            for relation in shape.relations:
                if relation in inputs:
                    self._set_references(shape, own_id, relation, [str(one) for one in inputs[relation]])
        return self._shown(entity, shape, changed, inputs)

    def read(self, entity: Entity, resource_id: str, known: Mapping[str, Any]) -> dict[str, Any] | None:
        """An object with its references."""
        shape = SHAPES[entity.name]
        try:
            found = self.directory.get(shape.kind, object_id(resource_id))
        except ArmError as refusal:
            if refusal.status == 404:
                return None
            raise
        return self._shown(entity, shape, found, {name: known[name] for name in KEPT if name in known})

    def delete(self, entity: Entity, resource_id: str, known: Mapping[str, Any]) -> None:
        """Take an object down; a service principal that was there before is left."""
        if entity.name == "ServicePrincipal" and known.get("useExisting"):
            return
        try:
            self.directory.delete(SHAPES[entity.name].kind, object_id(resource_id))
        except ArmError as refusal:
            if refusal.status != 404:
                raise

    def _completed(self, entity: Entity, shape: Shape, inputs: Mapping[str, Any]) -> dict[str, Any]:
        sent = body(shape, inputs)
        if entity.name == "Group" and not sent.get("mailNickname"):
            count = self.cloud.world.incarnation("directory/group")
            sent["mailNickname"] = self.cloud.world.guid("nickname", count, inputs["displayName"])[:8]
        if entity.name == "User" and not sent.get("mailNickname"):
            sent["mailNickname"] = str(inputs["userPrincipalName"]).partition("@")[0]
        return sent

    def _shown(
        self, entity: Entity, shape: Shape, found: Mapping[str, Any], inputs: Mapping[str, Any]
    ) -> dict[str, Any]:
        relations = {name: self.directory.references(found["id"], name) for name in shape.relations}
        computed = {**dict.fromkeys(entity.outputs), **outputs(entity, shape, found), **relations}
        if entity.name == "ServicePrincipal":
            computed["applicationTenantId"] = self.cloud.world.tenant_id
        kept = {name: value for name, value in inputs.items() if name in shape.hidden}
        return shown(entity, kept, computed)

    def _set_references(self, shape: Shape, own_id: str, relation: str, wanted: list[str]) -> None:
        standing = self.directory.references(own_id, relation)
        for target in wanted:
            if target not in standing:
                self.directory.add_reference(shape.kind, own_id, relation, target)
        for target in standing:
            if target not in wanted:
                self.directory.remove_reference(shape.kind, own_id, relation, target)

    def _check_duplicate(self, shape: Shape, inputs: Mapping[str, Any], own_id: str | None) -> None:
        if not inputs.get("preventDuplicateNames"):
            return
        name = inputs["displayName"]
        for other in self.directory.objects(shape.kind, displayName=name):
            if other["id"] != own_id:
                raise InvalidRequestError(
                    f"an existing {shape.kind} with display name `{name}` ({other['id']}) was found and"
                    " `preventDuplicateNames` is set"
                )

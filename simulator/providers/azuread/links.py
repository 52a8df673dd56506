"""Classes that are one reference or one credential of an object."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from arm.errors import ArmError
from simulator.core.cloud import Cloud
from simulator.providers.azuread.objects import object_id
from simulator.providers.entities.outputs import shown
from simulator.providers.entities.table import Entity
from simulator.providers.provider import InvalidRequestError


@dataclass(frozen=True)
class Link:
    """A class that is a reference."""

    kind: str
    holder: str
    target: str
    relation: str
    word: str
    """The middle of the id: `<holder>/member/<target>`."""


LINKS: Mapping[str, Link] = {
    "AdministrativeUnitMember": Link(
        "administrativeUnit", "administrativeUnitObjectId", "memberObjectId", "members", "member"
    ),
    "ApplicationOwner": Link("application", "applicationId", "ownerObjectId", "owners", "owners"),
    "GroupMember": Link("group", "groupObjectId", "memberObjectId", "members", "member"),
}


class References:
    """Members and owners, one class instance each."""

    def __init__(self, cloud: Cloud) -> None:
        self.directory = cloud.directory

    def create(self, entity: Entity, inputs: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """Add a reference."""
        link = LINKS[entity.name]
        holder, target = object_id(str(inputs[link.holder])), str(inputs[link.target])
        self.directory.add_reference(link.kind, holder, link.relation, target)
        return f"{inputs[link.holder]}/{link.word}/{target}", dict(inputs)

    def read(self, entity: Entity, resource_id: str) -> dict[str, Any] | None:
        """A reference that stands."""
        link = LINKS[entity.name]
        holder, target = _parts(link, resource_id)
        if target not in self.directory.references(object_id(holder), link.relation):
            return None
        return {link.holder: holder, link.target: target}

    def delete(self, entity: Entity, resource_id: str) -> None:
        """Remove a reference; one whose object has gone is gone too."""
        link = LINKS[entity.name]
        holder, target = _parts(link, resource_id)
        try:
            self.directory.remove_reference(link.kind, object_id(holder), link.relation, target)
        except ArmError as refusal:
            if refusal.status != 404:
                raise


def _parts(link: Link, resource_id: str) -> tuple[str, str]:
    holder, middle, target = resource_id.rpartition(f"/{link.word}/")
    if not middle:
        raise InvalidRequestError(f"`{resource_id}` is not of the form <{link.holder}>/{link.word}/<{link.target}>")
    return holder, target


class Credentials:
    """Federated credentials and passwords of applications and service principals."""

    def __init__(self, cloud: Cloud) -> None:
        self.cloud = cloud
        self.directory = cloud.directory

    def create(self, entity: Entity, inputs: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """Add a credential."""
        if entity.name == "ApplicationFederatedIdentityCredential":
            made = self.directory.create("federatedIdentityCredential", _federated(inputs))
            own = f"{inputs['applicationId']}/federatedIdentityCredential/{made['id']}"
            return own, shown(entity, inputs, {"credentialId": made["id"]})
        holder_name = "applicationId" if entity.name == "ApplicationPassword" else "servicePrincipalId"
        kind = "application" if entity.name == "ApplicationPassword" else "servicePrincipal"
        holder = self.directory.get(kind, object_id(str(inputs[holder_name])))
        made = self.directory.create(
            "applicationPassword", {"holder": holder["id"], "displayName": inputs.get("displayName") or ""}
        )
        value = self.cloud.world.guid("password", made["id"])
        computed = {"keyId": made["id"], "value": value, "startDate": made["createdDateTime"]}
        return f"{inputs[holder_name]}/password/{made['id']}", shown(entity, inputs, computed)

    def update(self, entity: Entity, resource_id: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Change a federated credential; passwords are never changed."""
        own = object_id(resource_id)
        self.directory.update("federatedIdentityCredential", own, _federated(inputs))
        return shown(entity, inputs, {"credentialId": own})

    def read(self, entity: Entity, resource_id: str, known: Mapping[str, Any]) -> dict[str, Any] | None:
        """A credential that stands."""
        found = self.directory.find(object_id(resource_id))
        if found is None:
            return None
        if entity.name != "ApplicationFederatedIdentityCredential":
            return dict(known)
        return {
            **{name: found[name] for name in ("audiences", "description", "issuer", "subject") if name in found},
            "displayName": found["name"],
            "applicationId": f"/applications/{found['applicationId']}",
            "credentialId": found["id"],
        }

    def delete(self, resource_id: str) -> None:
        """Take a credential down."""
        self.directory.forget(object_id(resource_id))


def _federated(inputs: Mapping[str, Any]) -> dict[str, Any]:
    renamed = {"displayName": "name"}
    sent = {renamed.get(name, name): value for name, value in inputs.items()}
    return {**sent, "applicationId": object_id(str(inputs["applicationId"]))}

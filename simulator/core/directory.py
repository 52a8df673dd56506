"""The simulated Entra ID, as Microsoft Graph answers it: users, groups, applications, service principals and more.

Errors are `ArmError` with Graph's code and status; `details` codes stand in the message.
"""

from collections.abc import Mapping
from typing import Any

from simulator.core import graph_rules
from simulator.core.graph_rules import KINDS, NOT_FOUND
from simulator.core.store import Store
from simulator.core.world import World

RECORD = "directory"
PRINCIPAL_TYPES = {"user": "User", "group": "Group", "servicePrincipal": "ServicePrincipal"}


class Directory:
    """Objects by kind (`user`, `group`, `application`, `servicePrincipal`, …) and the references between them."""

    def __init__(self, store: Store, world: World) -> None:
        self.store = store
        self.world = world

    def create(self, kind: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Create an object; the answer carries its new id and what Entra computes."""
        rules = KINDS[kind]
        with self.store.transaction():
            made = {**rules.defaults, **body}
            rules.check(self, None, made)
            made["id"] = body.get("id") or self.world.guid("directory", kind, self.world.incarnate(f"directory/{kind}"))
            made["kind"] = kind
            made["createdDateTime"] = self.world.now()
            rules.complete(self, made)
            self._keep(made)
            rules.after_create(self, made)
        return self.get(kind, made["id"])

    def update(self, kind: str, object_id: str, changes: Mapping[str, Any]) -> dict[str, Any]:
        """Change some properties of an object."""
        with self.store.transaction():
            before = self.get(kind, object_id)
            after = {**before, **changes, "id": object_id, "kind": kind}
            KINDS[kind].check(self, before, after)
            self._keep(after)
        return self.get(kind, object_id)

    def get(self, kind: str, object_id: str) -> dict[str, Any]:
        """An object by its id. Errors: `Request_ResourceNotFound` (404)."""
        found = self.store.record(RECORD, object_id)
        if found is None or found["kind"] != kind:
            raise NOT_FOUND(object_id, id=object_id)
        return found

    def find(self, object_id: str) -> dict[str, Any] | None:
        """An object of any kind, or None."""
        return self.store.record(RECORD, object_id)

    def named(self, kind: str, name: str) -> dict[str, Any] | None:
        """The object whose unique name (user principal name, mail nickname, application id) this is, or None."""
        return next((one for one in self.store.records(RECORD, parent=kind, name=name) if one["kind"] == kind), None)

    def objects(self, kind: str, **equal: Any) -> list[dict[str, Any]]:
        """Every object of a kind whose properties equal the given values."""
        found = self.store.records(RECORD, parent=kind)
        return [one for one in found if all(one.get(name) == value for name, value in equal.items())]

    def delete(self, kind: str, object_id: str) -> None:
        """Delete an object and every reference to it."""
        with self.store.transaction():
            found = self.get(kind, object_id)
            KINDS[kind].before_delete(self, found)
            self.forget(object_id)

    def forget(self, object_id: str) -> None:
        """Remove an object without asking; role assignments to it stay behind, as in Azure."""
        with self.store.transaction():
            self.store.delete_record(RECORD, object_id)
            for reference in self.store.records("reference", name=object_id):
                self.store.delete_record("reference", reference["key"])
            for reference in self.store.records("reference", parent=object_id):
                self.store.delete_record("reference", reference["key"])

    def add_reference(self, kind: str, object_id: str, relation: str, target_id: str) -> None:
        """Add an owner or member. Errors: unknown objects, references that exist, and the relation's own rules."""
        with self.store.transaction():
            holder = self.get(kind, object_id)
            target = self.find(target_id)
            if target is None:
                raise NOT_FOUND(object_id, id=target_id)
            graph_rules.check_reference(self, holder, relation, target)
            key = _reference_key(object_id, relation, target_id)
            body = {"key": key, "holder": object_id, "relation": relation, "target": target_id}
            self.store.put_record("reference", key, body, parent=object_id, name=target_id)

    def remove_reference(self, kind: str, object_id: str, relation: str, target_id: str) -> None:
        """Remove an owner or member. Errors: `Request_ResourceNotFound` (404)."""
        with self.store.transaction():
            holder = self.get(kind, object_id)
            key = _reference_key(object_id, relation, target_id)
            if self.store.record("reference", key) is None:
                raise NOT_FOUND(object_id, id=target_id)
            graph_rules.check_removal(self, holder, relation)
            self.store.delete_record("reference", key)

    def references(self, object_id: str, relation: str) -> list[str]:
        """Ids of an object's owners or members, in order of id."""
        found = self.store.records("reference", parent=object_id)
        return [one["target"] for one in found if one["relation"] == relation]

    def holders(self, target_id: str, relation: str) -> list[str]:
        """Ids of the objects that refer to this one, such as the groups a user is in."""
        found = self.store.records("reference", name=target_id)
        return [one["holder"] for one in found if one["relation"] == relation]

    def principals(self) -> list[dict[str, Any]]:
        """Every user, group and service principal, groups with the ids of their `members`; sorted by id."""
        found = [one for kind in PRINCIPAL_TYPES for one in self.objects(kind)]
        shown = [{**one, "members": self.references(one["id"], "members")} for one in found]
        return sorted(shown, key=lambda one: str(one["id"]))

    def principal_type(self, object_id: str) -> str | None:
        """User, Group or ServicePrincipal; None for an id that Entra does not know as a principal."""
        found = self.find(object_id)
        return PRINCIPAL_TYPES.get(found["kind"]) if found else None

    def add_managed_identity(self, object_id: str, name: str, arm_id: str, app_id: str | None = None) -> None:
        """Register the service principal of a managed identity."""
        client = app_id or self.world.guid("client", object_id)
        self._keep(
            {
                "id": object_id,
                "kind": "servicePrincipal",
                "displayName": name,
                "appId": client,
                "servicePrincipalType": "ManagedIdentity",
                "alternativeNames": [arm_id],
                "createdDateTime": self.world.now(),
            }
        )

    def add_first_party(self, app_id: str, name: str, app_roles: Mapping[str, str]) -> None:
        """Register the service principal of an application of Microsoft's, with ids of its permissions by name."""
        if self.named("servicePrincipal", app_id) is not None:
            return
        self._keep(
            {
                "id": self.world.guid("principal", app_id),
                "kind": "servicePrincipal",
                "displayName": name,
                "appId": app_id,
                "servicePrincipalType": "Application",
                "appRoles": [{"id": given, "value": value} for value, given in sorted(app_roles.items())],
                "createdDateTime": self.world.now(),
            }
        )

    def _keep(self, body: Mapping[str, Any]) -> None:
        name = str(body.get(KINDS[body["kind"]].unique) or "")
        self.store.put_record(RECORD, body["id"], body, parent=body["kind"], name=name)


def _reference_key(object_id: str, relation: str, target_id: str) -> str:
    return f"{object_id}/{relation}/{target_id}".lower()

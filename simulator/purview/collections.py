"""Collections of an account and their policies: a tree below the root, which has the account's name."""

import re
from typing import Any
from uuid import UUID, uuid5

from simulator.purview import policies
from simulator.purview.records import COLLECTION, POLICY, SCAN, SOURCE, Records
from simulator.purview.refusals import refused

_NAME = re.compile(r"(?=.{3,36}$)[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
_FRIENDLY = 100
_LEVELS = 8
_POLICIES = UUID("0c9d3f6e-5a41-4d0c-9a3e-0b7b8f6b4c52")


class Collections:
    """The tree of one account."""

    def __init__(self, records: Records, root: str, creator: str, now: str) -> None:
        self._records, self.root, self._now = records, root, now
        if records.find(COLLECTION, root) is None:
            records.put(COLLECTION, {"name": root, "friendlyName": root, **self._system(creator)}, root)
            records.put(POLICY, policies.fresh(_policy_id(root), root, None, [creator]), root)

    def get(self, name: str) -> dict[str, Any]:
        """One collection."""
        found = self._records.find(COLLECTION, name)
        if found is None:
            raise refused("no-collection", name=name)
        return found

    def all(self) -> list[dict[str, Any]]:
        """Every collection."""
        return self._records.all(COLLECTION)

    def put(self, name: str, *, body: dict[str, Any], caller: str) -> dict[str, Any]:
        """Create, change or move one."""
        if not _NAME.fullmatch(name):
            raise refused("collection-name", name=name)
        if not 1 <= len(str(body.get("friendlyName") or name)) <= _FRIENDLY:
            raise refused("friendly-name")
        parent = (body.get("parentCollection") or {}).get("referenceName")
        known = self._records.find(COLLECTION, name)
        if name == self.root:
            if parent:
                raise refused("root")
            self.require(caller, policies.ADMINISTRATOR, name)
        elif not parent or self._records.find(COLLECTION, parent) is None:
            raise refused("no-parent", name=parent)
        else:
            self._check_place(name, parent)
            self.require(caller, policies.ADMINISTRATOR, parent)
        kept = {key: body[key] for key in ("friendlyName", "description") if body.get(key) is not None}
        reference = {"type": "CollectionReference", "referenceName": parent}
        made = {"name": name, **kept, **({"parentCollection": reference} if parent else {}), **self._system(caller)}
        if known is None:
            self._records.put(POLICY, policies.fresh(_policy_id(name), name, parent, []), name)
        return self._records.put(COLLECTION, made, name)

    def delete(self, name: str, *, caller: str) -> None:
        """Delete an empty one."""
        if name == self.root:
            raise refused("root")
        self.get(name)
        self.require(caller, policies.ADMINISTRATOR, name)
        if children := [one["name"] for one in self.all() if _parent(one) == name]:
            raise refused("has-children", name=name, children=", ".join(children))
        sources = self._records.all(SOURCE)
        content = [one["name"] for one in sources if collection_of(one) == name]
        content += [
            scan["name"]
            for source in sources
            for scan in self._records.all(SCAN, source["name"])
            if collection_of(scan) == name
        ]
        if content:
            raise refused("has-content", name=name, content=", ".join(content))
        self._records.delete(COLLECTION, name)
        self._records.delete(POLICY, name)

    def policies(self, collection: str | None) -> list[dict[str, Any]]:
        """Every policy, or the one of a collection."""
        if collection is None:
            return self._records.all(POLICY)
        self.get(collection)
        found = self._records.find(POLICY, collection)
        return [found] if found else []

    def roles(self) -> list[dict[str, Any]]:
        """The built-in roles that may be held in a collection."""
        return [{"name": role} for role in policies.ROLES]

    def policy(self, guid: str) -> dict[str, Any]:
        """One policy by its id."""
        for one in self._records.all(POLICY):
            if one["id"] == guid:
                return one
        raise refused("no-policy", name=guid)

    def put_policy(self, guid: str, *, body: dict[str, Any], caller: str) -> dict[str, Any]:
        """Change one; it must have been read since its last change."""
        known = self.policy(guid)
        collection = known["properties"]["collection"]["referenceName"]
        self.require(caller, policies.ADMINISTRATOR, collection)
        if body.get("version") != known["version"]:
            raise refused("policy-version", found=body.get("version"), known=known["version"])
        policies.check(body, collection)
        if collection == self.root and not any(policies.holders(body, policies.ADMINISTRATOR)):
            raise refused("last-admin")
        rules = body["properties"].get("attributeRules", [])
        changed = {**known["properties"], "attributeRules": rules}
        return self._records.put(POLICY, {**known, "version": known["version"] + 1, "properties": changed}, collection)

    def require(self, caller: str, role: str, collection: str) -> None:
        """Refuse a caller who holds a role neither on the collection nor above it."""
        for name in (collection, *self._above(collection)):
            found = self._records.find(POLICY, name)
            if found and policies.holds(found, role, caller):
                return
        raise refused("forbidden", caller=caller, role=role, collection=collection)

    def within(self, name: str, top: str) -> bool:
        """Whether a collection is another one or stands below it."""
        return top in (name, *self._above(name))

    def _above(self, name: str) -> list[str]:
        found: list[str] = []
        at = self._records.find(COLLECTION, name)
        while at and (parent := _parent(at)) and parent not in found:
            found.append(parent)
            at = self._records.find(COLLECTION, parent)
        return found

    def _check_place(self, name: str, parent: str) -> None:
        if self.within(parent, name):
            raise refused("circle", name=name)
        if len(self._above(parent)) + 2 > _LEVELS:
            raise refused("depth")

    def _system(self, caller: str) -> dict[str, Any]:
        system = {"createdBy": caller, "createdByType": "Application", "createdAt": self._now}
        return {"collectionProvisioningState": "Succeeded", "systemData": system}


def collection_of(body: dict[str, Any]) -> str | None:
    """The collection in which a source or a scan stands."""
    found = (body.get("properties") or {}).get("collection") or {}
    name = found.get("referenceName")
    return str(name) if name else None


def _parent(collection: dict[str, Any]) -> str | None:
    found = (collection.get("parentCollection") or {}).get("referenceName")
    return str(found) if found else None


def _policy_id(name: str) -> str:
    return str(uuid5(_POLICIES, name))

"""The simulated Azure Resource Manager: put, get, delete, list and act on resources by their ids."""

import copy
import dataclasses
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from arm.errors import ArmError
from arm.ids import InvalidResourceId, ResourceId, parse
from simulator.core import burial, deletion, faults, identity, schemas, write_only
from simulator.core.directory import Directory
from simulator.core.lake import Lake
from simulator.core.policy_state import Policies
from simulator.core.request import DEPLOYER, Request
from simulator.core.rules import behaviour, refusal
from simulator.core.stages import STAGES
from simulator.core.stages.deny import deny_refusal
from simulator.core.stages.locks import lock_refusal
from simulator.core.store import Resource, Store
from simulator.core.types import handler_for
from simulator.core.world import SUBSCRIPTION, World

HIDDEN_TYPES = frozenset({SUBSCRIPTION.lower()})
NOT_FOUND = refusal("ResourceNotFound", 404, "`{id}` was not found.", "*:ResourceNotFound")
MALFORMED = refusal("MismatchingResourceSegments", 400, "{problem}.", "*:MismatchingResourceSegments")
PRECONDITION = refusal(
    "PreconditionFailed",
    412,
    "The condition specified by the etag `{etag}` is not satisfied.",
    "*:PreconditionFailed",
)
behaviour("A PUT answers with the whole stored body and a fresh etag, even when nothing changed.", "*#1")
behaviour("Every operation is complete when it answers, with provisioningState Succeeded.", "*#2")
behaviour("Deleting what does not exist is a success.", "*#3")
behaviour("Ids are compared without case; a read answers with the casing of the first write.", "*#6")

Authorizer = Callable[[str, str, ResourceId], bool]


class Cloud:
    """One estate's Azure over one store. Safe for several threads and, over a file, several processes.

    `authorizer(caller, action, scope)` decides what callers may do; absent, everyone may do everything.
    """

    def __init__(
        self,
        store: Store | Path | str = ":memory:",
        *,
        clock: Callable[[], datetime] | None = None,
        authorizer: Authorizer | None = None,
    ) -> None:
        self.store = store if isinstance(store, Store) else Store(store)
        self.world = World(self.store, clock)
        self.directory = Directory(self.store, self.world)
        self.faults = faults.Faults(self.store)
        self._authorizer = authorizer
        self.lake = Lake(self)
        self.policies = Policies(self.store)
        self.falling: set[str] = set()
        """Keys of what is being deleted right now; written inside a transaction only."""

    def may(self, caller: str, action: str, scope: ResourceId) -> bool:
        """Whether the caller holds a right, such as `Microsoft.Storage/storageAccounts/write`."""
        return self._authorizer is None or self._authorizer(caller, action, scope)

    def put(
        self,
        arm_id: str,
        api_version: str,
        body: Mapping[str, Any],
        caller: str = DEPLOYER,
        *,
        if_match: str | None = None,
    ) -> dict[str, Any]:
        """Create or update a resource; the answer is the resource as Azure shows it.

        `if_match` is the etag that the stored resource must have, as a read showed it.
        """
        found = parsed(arm_id)
        self.faults.strike("put", found)
        with self.store.transaction():
            existing = self.store.get(found.key)
            if if_match is not None and (existing is None or existing.etag not in if_match):
                raise PRECONDITION(found, etag=if_match)
            shown = self._put(found, api_version, copy.deepcopy(dict(body)), caller)
            self.store.log(self.world.now(), "put", str(found), caller)
            self.faults.crash("before-commit")
        self.faults.crash("after-commit")
        return shown

    def _put(self, arm_id: ResourceId, api_version: str, body: dict[str, Any], caller: str) -> dict[str, Any]:
        existing = self.store.get(arm_id.key)
        arm_type = schemas.canonical_type(arm_id)
        for name in ("id", "name", "type"):
            body.pop(name, None)
        request = Request(self, arm_id, arm_type, api_version, body, caller, existing)
        for stage in STAGES:
            stage(request)
        handler = handler_for(arm_type)
        if request.creates:
            self.world.incarnate(arm_id.key)
            burial.adopt_orphans(self, arm_id.key)
        body = request.body
        if existing and handler.merges:
            body["properties"] = merged(existing.properties, request.properties)
        stored, digests = write_only.split(arm_type, body)
        schemas.fill_state(arm_type, stored)
        identity.complete(request, stored)
        handler.complete(request, stored)
        resource = self.keep(arm_id, stored, api_version=api_version, digests=digests)
        handler.after_put(request, resource)
        for follow in request.afterwards:
            follow(resource)
        return self.show(self.store.get(arm_id.key) or resource)

    def keep(
        self,
        arm_id: ResourceId,
        body: Mapping[str, Any],
        *,
        api_version: str | None = None,
        digests: Mapping[str, str] | None = None,
    ) -> Resource:
        """Write a row without asking anyone: what Azure itself puts there."""
        existing = self.store.get(arm_id.key)
        now = self.world.now()
        parent = arm_id.parent
        resource = Resource(
            key=arm_id.key,
            id=existing.id if existing else str(arm_id),
            type=schemas.canonical_type(arm_id).lower(),
            name=arm_id.name.lower(),
            parent=parent.key if parent else "/",
            api_version=api_version or (existing.api_version if existing else schemas.version(arm_id)),
            body=dict(body),
            secrets=dict(digests if digests is not None else existing.secrets if existing else {}),
            etag=secrets.token_hex(8),
            created=existing.created if existing else now,
            changed=now,
        )
        self.store.put(resource)
        return resource

    def amend(self, resource: Resource, body: Mapping[str, Any]) -> None:
        """Give a row another body, as Azure does when something beside it changes."""
        changed = dataclasses.replace(resource, body=dict(body), etag=secrets.token_hex(8), changed=self.world.now())
        self.store.put(changed)

    def show(self, resource: Resource) -> dict[str, Any]:
        """A resource as a GET answers it."""
        arm_id = parse(resource.id)
        arm_type = schemas.canonical_type(arm_id)
        body = {"id": resource.id, "name": arm_id.name, "type": arm_type, **copy.deepcopy(dict(resource.body))}
        if schemas.shows_etag(arm_type):
            body["etag"] = f'W/"{resource.etag}"'
        handler_for(arm_type).show(self, resource, body)
        if schemas.shows_connections(arm_type):
            rows = self.store.children(resource.key, f"{arm_type}/privateEndpointConnections")
            shown = [_connection(row) for row in rows]
            body.setdefault("properties", {})["privateEndpointConnections"] = shown
        return body

    def find(self, arm_id: str | ResourceId) -> Resource | None:
        """The stored row of an id, None where nothing stands or the text is no id."""
        try:
            return self.store.get((parse(arm_id) if isinstance(arm_id, str) else arm_id).key)
        except InvalidResourceId:
            return None

    def get(self, arm_id: str) -> dict[str, Any]:
        """The resource as Azure shows it.

        Errors: `ArmError` `ResourceNotFound` (404).
        """
        found = parsed(arm_id)
        self.faults.strike("get", found)
        resource = self.store.get(found.key)
        if resource is None:
            raise NOT_FOUND(arm_id, id=arm_id)
        return self.show(resource)

    def exists(self, arm_id: str) -> bool:
        """Whether something stands under the id."""
        return self.store.get(parsed(arm_id).key) is not None

    def list(self, scope: str | None = None, type: str | None = None) -> list[dict[str, Any]]:  # noqa: A002
        """Resources below a scope (the whole tenant without one), of one type when it is named."""
        within = parsed(scope) if scope else None
        if type is not None:
            rows = self.store.of_type(type)
            rows = [row for row in rows if within is None or parse(row.id).within(within)]
        else:
            rows = self.store.below(within.key if within else "")
            rows = [row for row in rows if row.type not in HIDDEN_TYPES]
        return [self.show(row) for row in rows]

    def delete(self, arm_id: str, caller: str = DEPLOYER) -> None:
        """Delete a resource and everything below it; nothing there is a success."""
        found = parsed(arm_id)
        self.faults.strike("delete", found)
        blocked = deletion.delete(self, found, caller)
        self.faults.crash("after-commit")
        if blocked is not None:
            raise blocked

    def action(
        self, arm_id: str, action: str, body: Mapping[str, Any] | None = None, caller: str = DEPLOYER
    ) -> dict[str, Any]:
        """POST an action such as `listKeys` on a resource."""
        found = parsed(arm_id)
        self.faults.strike("action", found)
        with self.store.transaction():
            buried = deletion.act_on_buried(self, found, action)
            if buried is not None:
                return buried
            resource = self.store.get(found.key)
            if resource is None:
                raise NOT_FOUND(arm_id, id=arm_id)
            lock_refusal(self, found, writes=True)
            deny_refusal(self, found, caller, action)
            self.store.log(self.world.now(), action, str(found), caller)
            return handler_for(resource.type).act(self, resource, action, body or {})


def _connection(row: Resource) -> dict[str, Any]:
    """A private endpoint's connection as its target lists it: what every service shows of one."""
    state = row.properties["privateLinkServiceConnectionState"]
    return {
        "id": row.id,
        "properties": {
            "privateEndpoint": dict(row.properties["privateEndpoint"]),
            "privateLinkServiceConnectionState": {name: state.get(name) for name in ("status", "description")},
        },
    }


def merged(before: Any, after: Any) -> Any:
    """What a service keeps that lets a PUT leave things out: objects are joined, everything else is replaced."""
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return copy.deepcopy(after)
    kept = {name: copy.deepcopy(value) for name, value in before.items() if name not in after}
    return {**kept, **{name: merged(before.get(name), value) for name, value in after.items()}}


def parsed(arm_id: str) -> ResourceId:
    """The id, or Azure's refusal of text that is none."""
    try:
        return parse(arm_id)
    except InvalidResourceId as problem:
        raise MALFORMED(arm_id, problem=str(problem)) from problem


__all__ = ["ArmError", "Cloud", "parsed"]

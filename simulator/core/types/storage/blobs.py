"""Blob containers."""

import copy
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from simulator.core.request import Request, put_default
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.storage.accounts import STORAGE
from simulator.core.types.storage.accounts import TYPE as ACCOUNT
from simulator.core.types.storage.services import account_of

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = f"{ACCOUNT}/blobServices/containers"
PUBLIC = refusal(
    "PublicAccessNotPermitted",
    409,
    "Public access is not permitted on the storage account of container `{name}`.",
    source=STORAGE,
)
HELD = refusal(
    "ContainerProtectedFromDeletion",
    409,
    "Container `{name}` is under legal hold or a locked immutability policy.",
    source=f"{STORAGE}; code name inferred",
)
LOCKED = refusal(
    "ImmutabilityPolicyLocked",
    409,
    "A locked immutability policy cannot be deleted.",
    source=f"{STORAGE}; code name inferred",
)
behaviour("A container comes back with holds, policies and an encryption scope that were never sent.", TYPE)


@handles(f"{TYPE}/immutabilityPolicies")
class ImmutabilityPolicies(Handler):
    """How long blobs of a container stay as they are; once locked, for good."""

    merges = True

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Unlocked until the owner locks it."""
        body.setdefault("properties", {})["state"] = request.before("properties", "state") or "Unlocked"

    def before_delete(self, cloud: "Cloud", resource: Resource, caller: str) -> None:
        """A locked policy stays."""
        if resource.properties["state"] == "Locked":
            raise LOCKED(resource.id)

    def act(self, cloud: "Cloud", resource: Resource, action: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """`lock`."""
        if action != "lock":
            return super().act(cloud, resource, action, body)
        cloud.amend(resource, {**resource.body, "properties": {**resource.properties, "state": "Locked"}})
        return cloud.show(cloud.store.get(resource.key) or resource)


def protected(cloud: "Cloud", container: Resource) -> bool:
    """Whether a container is under legal hold or a locked policy."""
    policies = cloud.store.children(container.key, f"{TYPE}/immutabilityPolicies")
    return bool(container.properties.get("hasLegalHold")) or any(
        one.properties.get("state") == "Locked" for one in policies
    )


@handles(TYPE)
class Containers(Handler):
    """A container; a PUT keeps what it leaves out."""

    merges = True

    def validate(self, request: Request) -> None:
        """Public access needs the account's consent."""
        account = account_of(request)
        asked = request.properties.get("publicAccess") not in (None, "None")
        if asked and account is not None and not account.properties.get("allowBlobPublicAccess"):
            raise PUBLIC(request.id, name=request.id.name)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """What Azure adds."""
        properties = body.setdefault("properties", {})
        put_default(
            properties,
            publicAccess="None",
            defaultEncryptionScope="$account-encryption-key",
            denyEncryptionScopeOverride=False,
            hasImmutabilityPolicy=False,
            hasLegalHold=False,
            deleted=False,
            remainingRetentionDays=0,
            leaseState="Available",
            leaseStatus="Unlocked",
        )
        properties["lastModifiedTime"] = request.cloud.world.now()

    def before_delete(self, cloud: "Cloud", resource: Resource, caller: str) -> None:
        """Refuse under a hold; a filesystem's paths go with the container."""
        if protected(cloud, resource):
            raise HELD(resource.id, name=resource.name)

    def after_delete(self, cloud: "Cloud", resource: Resource) -> None:
        """Forget the paths of the lake."""
        for path in cloud.store.records("path", parent=resource.key):
            cloud.store.delete_record("path", path["key"])

    def act(self, cloud: "Cloud", resource: Resource, action: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """`setLegalHold` and `clearLegalHold` (with `tags`)."""
        if action not in ("setLegalHold", "clearLegalHold"):
            return super().act(cloud, resource, action, body)
        changed = copy.deepcopy(dict(resource.body))
        held = action == "setLegalHold"
        tags = [{"tag": tag} for tag in body.get("tags") or []] if held else []
        changed["properties"].update(hasLegalHold=held, legalHold={"hasLegalHold": held, "tags": tags})
        cloud.amend(resource, changed)
        return {"hasLegalHold": held, "tags": [one["tag"] for one in tags]}

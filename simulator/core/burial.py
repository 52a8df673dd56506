"""Soft delete: what was deleted keeps its name for a while, can be recovered, and can be purged."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from arm.ids import ResourceId
from simulator.core.rules import refusal
from simulator.core.store import Resource

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

PURGE_PROTECTED = refusal(
    "MethodNotAllowed",
    409,
    "`{name}` is protected from purge and cannot be purged before {until}.",
    "Microsoft.KeyVault/vaults:-",
)
STAMP = "%Y-%m-%dT%H:%M:%S.%fZ"


@dataclass(frozen=True)
class Grave:
    """Where a deleted resource is kept."""

    id: str
    """The id of the deleted resource, such as `…/deletedVaults/<name>`."""
    days: float
    """How long the name stays reserved."""
    purge_protected: bool = False
    """Whether nobody may purge it earlier."""


def bury(cloud: "Cloud", resource: Resource, below: Sequence[Resource], grave: Grave) -> None:
    """Keep a resource and its children outside the living, so that they can be recovered."""
    deleted = cloud.world.time()
    body = {
        "id": grave.id,
        "resource": asdict(resource),
        "below": [asdict(row) for row in below if not row.type.startswith("microsoft.authorization/")],
        "deleted": deleted.strftime(STAMP),
        "until": (deleted + timedelta(days=grave.days)).strftime(STAMP),
        "purge_protected": grave.purge_protected,
    }
    cloud.store.put_record("buried", grave.id, body, parent=resource.type, name=resource.name)


def buried(cloud: "Cloud", arm_type: str, name: str | None = None) -> list[dict[str, Any]]:
    """What of a type lies buried, of one name when given. What outlived its retention is gone."""
    now = cloud.world.now()
    found = cloud.store.records("buried", parent=arm_type, name=name)
    return [one for one in found if one["until"] > now]


def recover(cloud: "Cloud", grave: dict[str, Any]) -> Resource:
    """Bring a buried resource back to life with its children."""
    for row in (grave["resource"], *grave["below"]):
        cloud.store.put(Resource(**row))
    cloud.store.delete_record("buried", grave["id"])
    return Resource(**grave["resource"])


def purge(cloud: "Cloud", grave: dict[str, Any]) -> None:
    """Forget a buried resource for good."""
    if grave["purge_protected"] and cloud.world.now() < grave["until"]:
        until = datetime.strptime(grave["until"], STAMP).date()  # noqa: DTZ007 - the stamp says Z
        raise PURGE_PROTECTED(grave["id"], name=grave["resource"]["name"], until=until)
    cloud.store.delete_record("buried", grave["id"])


def act(cloud: "Cloud", arm_id: ResourceId, action: str) -> dict[str, Any] | None:
    """Purge or recover by the id of a deleted resource; None when the id is not one."""
    grave = cloud.store.record("buried", arm_id.key)
    if grave is None:
        return None
    if action == "recover":
        return cloud.show(recover(cloud, grave))
    purge(cloud, grave)
    return {}


def orphan(cloud: "Cloud", resource: Resource) -> None:
    """Set aside what outlives the resource it extends; it stands again when its target does."""
    cloud.store.put_record("orphan", resource.key, asdict(resource), parent=resource.parent)
    cloud.store.delete(resource.key)


def adopt_orphans(cloud: "Cloud", key: str) -> None:
    """Let what outlived an earlier resource of this id stand again."""
    for row in cloud.store.records("orphan", parent=key):
        cloud.store.put(Resource(**row))
        cloud.store.delete_record("orphan", row["key"])

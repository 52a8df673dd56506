"""What surrounds every resource: tenant, subscriptions, the hierarchy of management groups, time and identity."""

import hashlib
import hmac
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property

from arm.ids import ResourceId, management_group, parse, subscription
from simulator.core.store import Resource, Store

SUBSCRIPTION = "Microsoft.Resources/subscriptions"
MANAGEMENT_GROUP = "Microsoft.Management/managementGroups"
DEFAULT_TENANT = "72f988bf-0000-4000-8000-2d7cd011db47"


class World:
    """Questions about scopes and values that belong to the whole estate."""

    def __init__(self, store: Store, clock: Callable[[], datetime] | None = None) -> None:
        self.store = store
        self._clock = clock or (lambda: datetime.now(UTC))

    def time(self) -> datetime:
        """The present moment, in UTC."""
        return self._clock()

    def now(self) -> str:
        """The present moment as Azure prints it."""
        return self.time().strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    @property
    def tenant_id(self) -> str:
        """The Entra tenant of the estate."""
        return str(self.store.setting("tenant") or DEFAULT_TENANT)

    @cached_property
    def _secret(self) -> bytes:
        return bytes.fromhex(self.store.setting("secret"))

    def digest(self, *parts: object) -> bytes:
        """32 bytes that depend on the estate's own secret and on the parts, and on nothing else."""
        return hmac.new(self._secret, "\x1f".join(map(str, parts)).encode(), hashlib.sha256).digest()

    def guid(self, *parts: object) -> str:
        """A GUID that depends on the estate's own secret and on the parts."""
        return str(uuid.UUID(bytes=self.digest(*parts)[:16], version=4))

    def incarnation(self, key: str) -> int:
        """How often something has been created under this id."""
        found = self.store.record("incarnation", key)
        return int(found["count"]) if found else 0

    def incarnate(self, key: str) -> int:
        """Count one more creation under this id."""
        count = self.incarnation(key) + 1
        self.store.put_record("incarnation", key, {"count": count})
        return count

    def subscription(self, subscription_id: str) -> Resource | None:
        """A subscription of the tenant."""
        return self.store.get(subscription(subscription_id).key)

    def root_group(self) -> ResourceId:
        """The tenant root management group, whose name is the tenant's id."""
        return management_group(self.tenant_id)

    def group_chain(self, group: ResourceId) -> list[ResourceId]:
        """A management group and those above it, nearest first."""
        chain, seen = [group], {group.key}
        while (row := self.store.get(chain[-1].key)) is not None:
            above = ((row.properties.get("details") or {}).get("parent") or {}).get("id")
            if not above or (following := parse(above)).key in seen:
                break
            chain.append(following)
            seen.add(following.key)
        return chain

    def scopes(self, arm_id: ResourceId) -> list[ResourceId]:
        """The id and everything above it, nearest first: parents, group, subscription, management groups."""
        chain: list[ResourceId] = []
        at: ResourceId | None = arm_id
        while at is not None and at.namespace:
            chain.append(at)
            at = at.parent
        top = chain[-1] if chain else arm_id
        if top.resource_type == MANAGEMENT_GROUP:
            chain.extend(self.group_chain(top)[1:])
        elif top.resource_type == SUBSCRIPTION:
            row = self.store.get(top.key)
            place = row.properties.get("managementGroupId") if row else None
            chain.extend(self.group_chain(parse(place) if place else self.root_group()))
        return chain

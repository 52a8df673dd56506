"""What the deployed policies say: read once for as long as no policy changes."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from arm.policy.assignment import load_assignment
from arm.policy.exemption import load_exemption
from arm.policy.guard import Guard
from arm.policy.initiative import load_initiative
from arm.policy.model import Initiative, PolicyDefinition
from arm.policy.parse_definition import load_definition
from simulator.core.store import Resource, Store

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

AUTHORIZATION = "microsoft.authorization"
GENERATION = "policy-generation"


def touch(cloud: "Cloud") -> None:
    """Say that policies changed, to this process and to others."""
    cloud.store.set_setting(GENERATION, int(cloud.store.setting(GENERATION) or 0) + 1)


def document(row: Resource) -> dict[str, Any]:
    """A policy resource as the policy language reads it."""
    return {"id": row.id, "name": row.id.rsplit("/", 1)[-1], **row.body}


@lru_cache(maxsize=2048)
def _definition(key: str, etag: str, row: "_Held") -> PolicyDefinition:  # noqa: ARG001 - the key of the cache
    return load_definition(document(row.row))


@lru_cache(maxsize=256)
def _initiative(key: str, etag: str, row: "_Held") -> Initiative:  # noqa: ARG001 - the key of the cache
    return load_initiative(document(row.row))


class _Held:
    """A row that is equal to every other, so that key and etag alone decide what is cached."""

    def __init__(self, row: Resource) -> None:
        self.row = row

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)

    def __hash__(self) -> int:
        return 0


def definition(row: Resource) -> PolicyDefinition:
    """A policy definition."""
    return _definition(row.key, row.etag, _Held(row))


def initiative(row: Resource) -> Initiative:
    """An initiative."""
    return _initiative(row.key, row.etag, _Held(row))


class Policies:
    """The guard over everything that is assigned in the tenant."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._generation = -1
        self._guard: Guard | None = None

    def guard(self) -> Guard | None:
        """The guard, None when nothing is assigned."""
        generation = int(self._store.setting(GENERATION) or 0)
        if generation != self._generation:
            self._guard = self._load()
            self._generation = generation
        return self._guard

    def _load(self) -> Guard | None:
        assignments = self._store.of_type(f"{AUTHORIZATION}/policyassignments")
        if not assignments:
            return None
        definitions = {row.key: definition(row) for row in self._store.of_type(f"{AUTHORIZATION}/policydefinitions")}
        initiatives = {row.key: initiative(row) for row in self._store.of_type(f"{AUTHORIZATION}/policysetdefinitions")}
        exemptions = self._store.of_type(f"{AUTHORIZATION}/policyexemptions")
        return Guard(
            [load_assignment(document(row)) for row in assignments],
            definitions,
            initiatives,
            [load_exemption(document(row)) for row in exemptions],
        )

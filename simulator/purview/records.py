"""What the data plane of one account keeps, beside the cloud's own resources."""

from typing import TYPE_CHECKING, Any

from simulator.core.store import Resource

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

COLLECTION, POLICY, SOURCE, SCAN = "purview-collection", "purview-policy", "purview-source", "purview-scan"


class Records:
    """Collections, policies, sources and scans of one incarnation of an account, by name."""

    def __init__(self, cloud: "Cloud", account: Resource) -> None:
        self._store = cloud.store
        self._place = f"{account.key}@{account.created}"

    def find(self, kind: str, *names: str) -> dict[str, Any] | None:
        """One record."""
        return self._store.record(kind, self._key(names))

    def all(self, kind: str, *above: str) -> list[dict[str, Any]]:
        """Records of a kind; scans are below their source."""
        return self._store.records(kind, parent=self._key(above))

    def put(self, kind: str, body: dict[str, Any], *names: str) -> dict[str, Any]:
        """Write one."""
        self._store.put_record(kind, self._key(names), body, parent=self._key(names[:-1]), name=names[-1])
        return body

    def delete(self, kind: str, *names: str) -> None:
        """Remove one."""
        self._store.delete_record(kind, self._key(names))

    def _key(self, names: tuple[str, ...]) -> str:
        return "|".join((self._place, *names))

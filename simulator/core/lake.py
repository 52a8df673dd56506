"""The data plane of Data Lake Storage: filesystems, directories and their access control lists."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from arm.ids import ResourceId, parse
from arm.limits import limit
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

CONTAINERS = "Microsoft.Storage/storageAccounts/blobServices/containers"
SOURCE = "Azure Data Lake Storage REST API, path operations, general knowledge (2026-11-23)"
NOT_HIERARCHICAL = refusal(
    "HierarchicalNamespaceNotEnabled",
    400,
    "The account `{account}` has no hierarchical namespace.",
    source=SOURCE,
)
NO_FILESYSTEM = refusal("FilesystemNotFound", 404, "The filesystem `{name}` does not exist.", source=SOURCE)
NO_PATH = refusal("PathNotFound", 404, "The path `{path}` does not exist.", source=SOURCE)
INVALID_ACL = refusal(
    "InvalidAclEntry", 400, "The access control entry `{entry}` is invalid: {problem}.", source=SOURCE
)
TOO_MANY = refusal(
    "AclTooManyEntries",
    400,
    "The {scope} access control list of `{path}` has {count} entries; at most {most} are accepted.",
    source="azure-docs storage/blobs/data-lake-storage-access-control, limits.csv; code name inferred",
)
NOT_EMPTY = refusal("DirectoryNotEmpty", 409, "The directory `{path}` is not empty.", source=SOURCE)
KEY_REFUSED = refusal(
    "KeyBasedAuthenticationNotPermitted",
    403,
    "Key based authentication is not permitted on `{account}`.",
    f"{CONTAINERS}:KeyBasedAuthenticationNotPermitted",
)
FIREWALL = refusal(
    "AuthorizationFailure",
    403,
    "This request is not authorized to perform this operation: `{account}` does not admit its network.",
    f"{CONTAINERS}:AuthorizationFailure",
)
NO_ROLE = refusal(
    "AuthorizationPermissionMismatch",
    403,
    "The caller `{caller}` has no data role on `{account}`.",
    f"{CONTAINERS}:AuthorizationPermissionMismatch",
)
behaviour(
    "A container can be made through Resource Manager although the data plane is closed to the caller.",
    "Microsoft.Storage/storageAccounts#5",
)
PERMISSIONS = re.compile(r"[r-][w-][xt-]")
WRITE = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write"


class Lake:
    """Paths of hierarchical accounts.

    `settings` of the store: `outside_networks` true means that callers do not stand in the estate's networks, so
    that accounts closed to public access refuse them.
    """

    def __init__(self, cloud: "Cloud") -> None:
        self.cloud = cloud

    def put(
        self,
        account_id: str,
        filesystem: str,
        path: str,
        *,
        acl: Sequence[dict[str, Any]] = (),
        owner: str | None = None,
        group: str | None = None,
        caller: str = "deployer",
        by_key: bool = False,
    ) -> dict[str, Any]:
        """Create a directory, or change the access control of one. The root of a filesystem is the empty path."""
        with self.cloud.store.transaction():
            container = self._open(account_id, filesystem, caller, by_key)
            clean = path.strip("/")
            self._check_acl(container, clean, acl)
            parts = clean.split("/") if clean else []
            for depth in range(1, len(parts)):
                above = "/".join(parts[:depth])
                if self._find(container, above) is None:
                    inherited = self._inherited(container, above)
                    self._keep(container, above, {"acl": inherited, "owner": "$superuser", "group": "$superuser"})
            before = self._find(container, clean) or {"acl": self._inherited(container, clean)}
            body = {
                "acl": list(acl or before["acl"]),
                "owner": owner or before.get("owner", "$superuser"),
                "group": group or before.get("group", "$superuser"),
            }
            return self._keep(container, clean, body)

    def get(self, account_id: str, filesystem: str, path: str) -> dict[str, Any]:
        """A directory with its access control. Errors: `PathNotFound` (404)."""
        container = self._filesystem(parse(account_id), filesystem)
        found = self._find(container, path.strip("/"))
        if found is None:
            raise NO_PATH(container.id, path=path)
        return found

    def list(self, account_id: str, filesystem: str) -> list[dict[str, Any]]:
        """Every directory of a filesystem, in order of path."""
        container = self._filesystem(parse(account_id), filesystem)
        return self.cloud.store.records("path", parent=container.key)

    def delete(self, account_id: str, filesystem: str, path: str, *, recursive: bool = False) -> None:
        """Delete a directory; one with directories in it only when asked to. Nothing there is a success."""
        with self.cloud.store.transaction():
            container = self._filesystem(parse(account_id), filesystem)
            clean = path.strip("/")
            below = [one for one in self.list(account_id, filesystem) if one["path"].startswith(f"{clean}/")]
            if below and not recursive:
                raise NOT_EMPTY(container.id, path=path)
            for one in below:
                self.cloud.store.delete_record("path", one["key"])
            self.cloud.store.delete_record("path", f"{container.key}|{clean}")

    def _open(self, account_id: str, filesystem: str, caller: str, by_key: bool) -> Resource:
        account = self.cloud.store.get(parse(account_id).key)
        if account is None or not account.properties.get("isHnsEnabled"):
            raise NOT_HIERARCHICAL(account_id, account=account_id)
        if by_key and account.properties.get("allowSharedKeyAccess") is False:
            raise KEY_REFUSED(account.id, account=account.id)
        closed = (
            account.properties.get("publicNetworkAccess") == "Disabled"
            or account.properties["networkAcls"]["defaultAction"] == "Deny"
        )
        if closed and self.cloud.store.setting("outside_networks"):
            raise FIREWALL(account.id, account=account.id)
        found = self._filesystem(parse(account.id), filesystem)
        if not by_key and not self.cloud.may(caller, WRITE, parse(found.id)):
            raise NO_ROLE(account.id, caller=caller, account=account.id)
        return found

    def _filesystem(self, account: ResourceId, name: str) -> Resource:
        found = self.cloud.store.get(account.child("blobServices", "default").child("containers", name).key)
        if found is None:
            raise NO_FILESYSTEM(account, name=name)
        return found

    def _find(self, container: Resource, path: str) -> dict[str, Any] | None:
        return self.cloud.store.record("path", f"{container.key}|{path}")

    def _inherited(self, container: Resource, path: str) -> Sequence[dict[str, Any]]:
        """What a new folder takes over: the default list of the folder above, as access and as default list."""
        above = self._find(container, path.rpartition("/")[0]) if path else None
        given = [entry for entry in (above or {"acl": []})["acl"] if entry.get("scope") == "default"]
        return [{**entry, "scope": scope} for scope in ("access", "default") for entry in given]

    def _keep(self, container: Resource, path: str, body: dict[str, Any]) -> dict[str, Any]:
        key = f"{container.key}|{path}"
        whole = {"key": key, "filesystem": container.name, "path": path, **body}
        self.cloud.store.put_record("path", key, whole, parent=container.key, name=path)
        return whole

    def _check_acl(self, container: Resource, path: str, acl: Sequence[dict[str, Any]]) -> None:
        most = limit("acl-entries-per-path")
        for scope in ("access", "default"):
            count = sum(entry.get("scope", "access") == scope for entry in acl)
            if count > most:
                raise TOO_MANY(container.id, scope=scope, path=path, count=count, most=most)
        seen = set()
        for entry in acl:
            mark = (entry.get("scope", "access"), entry.get("type"), entry.get("id") or "")
            problem = _entry_problem(entry)
            if mark in seen:
                problem = "it is listed twice"
            if problem:
                raise INVALID_ACL(container.id, entry=":".join(map(str, mark)), problem=problem)
            seen.add(mark)


def _entry_problem(entry: dict[str, Any]) -> str | None:
    if entry.get("scope", "access") not in ("access", "default"):
        return "its scope is access or default"
    if entry.get("type") not in ("user", "group", "mask", "other"):
        return "its type is user, group, mask or other"
    if entry.get("type") in ("mask", "other") and entry.get("id"):
        return "mask and other carry no id"
    if not PERMISSIONS.fullmatch(str(entry.get("permissions", ""))):
        return "its permissions read like r-x"
    return None

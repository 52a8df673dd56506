"""What access control lists of Data Lake Storage let a principal do, computed as Azure does, without any role.

Source: access control lists in Azure Data Lake Storage, how permissions are evaluated (Microsoft Learn).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NOTHING = "---"
SUPERUSER = "$superuser"
"""Who owns what nobody in particular owns."""
Entry = Mapping[str, Any]
_UNTOUCHED: Sequence[Entry] = (
    {"type": "user", "permissions": "rwx"},
    {"type": "group", "permissions": "r-x"},
    {"type": "other", "permissions": "---"},
)
"""The list of a folder, or of a container's root, that nobody wrote and that inherited nothing."""


@dataclass(frozen=True)
class FolderList:
    """The access list of one folder; the root of a container is the empty path."""

    path: str
    entries: Sequence[Entry]
    """`type`, `id`, `permissions` and `scope` each; absent, the scope is `access`."""
    owner: str = SUPERUSER
    group: str = SUPERUSER

    @property
    def access(self) -> tuple[Entry, ...]:
        """The entries that hold for the folder itself."""
        return tuple(one for one in self.entries or _UNTOUCHED if one.get("scope", "access") == "access")

    def named(self) -> frozenset[str]:
        """Everybody whom the list names, the owner and the owning group included."""
        ids = {str(one["id"]) for one in self.access if one.get("id")}
        return frozenset(ids | {self.owner, self.group} - {SUPERUSER})


def granted(folder: FolderList, principal: str, holders: Collection[str]) -> str:
    """What a folder's own list gives a principal, such as `r-x`. `holders` are the principal and all its groups."""
    entries = folder.access
    mask = next((one["permissions"] for one in entries if one["type"] == "mask"), "rwx")
    if folder.owner == principal:
        return _union(_of(entries, "user", None))
    if named := _of(entries, "user", {principal}):
        return _union(named, mask)
    groups = _of(entries, "group", holders)
    if folder.group in holders:
        groups = [*groups, *_of(entries, "group", None)]
    return _union(groups, mask) if groups else _union(_of(entries, "other", None))


def effective(find: Callable[[str], FolderList], path: str, principal: str, holders: Collection[str]) -> str:
    """What a principal may do with a folder; `---` where it cannot pass the folders above it.

    `find` gives the list of a path; of one that does not stand, an untouched one.
    """
    parts = path.strip("/").split("/") if path.strip("/") else []
    above = ["/".join(parts[:depth]) for depth in range(len(parts))]
    if all("x" in granted(find(step), principal, holders) for step in above):
        return granted(find(path.strip("/")), principal, holders)
    return NOTHING


def _of(entries: Sequence[Entry], kind: str, ids: Collection[str] | None) -> list[str]:
    """Permissions of the entries of a kind: the unnamed one, or those of some principals."""
    return [
        one["permissions"]
        for one in entries
        if one["type"] == kind and (not one.get("id") if ids is None else one.get("id") in ids)
    ]


def _union(given: Sequence[str], mask: str = "rwx") -> str:
    return "".join(
        letter if letter in mask and any(letter in one for one in given) else "-" for letter in ("r", "w", "x")
    )

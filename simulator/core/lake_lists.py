"""What access control lists of the lake let a principal do, computed as Azure does, without any role.

Source: access control lists in Azure Data Lake Storage, how permissions are evaluated (Microsoft Learn).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from arm.errors import ArmError
from simulator.core.cloud import Cloud

_UNTOUCHED = (
    {"type": "user", "permissions": "rwx"},
    {"type": "group", "permissions": "r-x"},
    {"type": "other", "permissions": "---"},
)
"""The list of a folder, or of a container's root, that nobody wrote and that inherited nothing."""


def permissions(cloud: Cloud, account: str, filesystem: str, path: str, principal: str) -> str:
    """What a principal may do with a folder, such as `r-x`; `---` where it cannot pass the folders above it."""
    steps = ["", *_above(path.strip("/"))]
    holders = {principal, *_groups(cloud, principal)}
    if all("x" in _granted(cloud, account, filesystem, step, holders, principal) for step in steps[:-1]):
        return _granted(cloud, account, filesystem, steps[-1], holders, principal)
    return "---"


def _above(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]


def _granted(cloud: Cloud, account: str, filesystem: str, path: str, holders: set[str], principal: str) -> str:
    try:
        folder: Mapping[str, Any] = cloud.lake.get(account, filesystem, path)
    except ArmError:
        folder = {"acl": (), "owner": "$superuser", "group": "$superuser"}
    entries = [one for one in folder["acl"] or _UNTOUCHED if one.get("scope", "access") == "access"]
    mask = next((one["permissions"] for one in entries if one["type"] == "mask"), "rwx")
    if folder["owner"] == principal:
        return _union(_of(entries, "user", None))
    if named := _of(entries, "user", {principal}):
        return _union(named, mask)
    groups = _of(entries, "group", holders)
    if folder["group"] in holders:
        groups = [*groups, *_of(entries, "group", None)]
    return _union(groups, mask) if groups else _union(_of(entries, "other", None))


def _of(entries: Sequence[Mapping[str, Any]], kind: str, ids: set[str] | None) -> list[str]:
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


def _groups(cloud: Cloud, principal: str) -> set[str]:
    found: set[str] = set()
    waiting = [principal]
    while waiting:
        above = set(cloud.directory.holders(waiting.pop(), "members")) - found
        found |= above
        waiting += above
    return found

"""The access control lists of the lakes that stand."""

from typing import Any

from arm.access_lists import FolderList, effective
from arm.errors import ArmError
from simulator.core.cloud import Cloud


def permissions(cloud: Cloud, account: str, filesystem: str, path: str, principal: str) -> str:
    """What a principal may do with a folder, such as `r-x`; `---` where it cannot pass the folders above it."""

    def find(step: str) -> FolderList:
        try:
            found = cloud.lake.get(account, filesystem, step)
        except ArmError:
            return FolderList(step, ())
        return FolderList(step, found["acl"], found["owner"], found["group"])

    return effective(find, path, principal, {principal, *_groups(cloud, principal)})


def folder_lists(cloud: Cloud) -> list[dict[str, Any]]:
    """Every list that stands: the container's id, the path, the entries, the owner and the owning group."""
    return [
        {
            "container": row["key"].partition("|")[0],
            "path": row["path"],
            "entries": row["acl"],
            "owner": row["owner"],
            "group": row["group"],
        }
        for row in cloud.store.records("path")
    ]


def _groups(cloud: Cloud, principal: str) -> set[str]:
    found: set[str] = set()
    waiting = [principal]
    while waiting:
        above = set(cloud.directory.holders(waiting.pop(), "members")) - found
        found |= above
        waiting += above
    return found

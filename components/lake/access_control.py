"""Access control lists of Data Lake Storage: the four entries of every list, and those of named principals.

An access list holds for the folder itself, a default list for what is made in it. Each is written whole, mask and
all, because Azure computes an absent mask and shows it on the next read.
Source: access control lists in Azure Data Lake Storage (Microsoft Learn); CAF, data management and analytics
scenario, data lake access.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pulumi
from pulumi_azure import storage

_SCOPES = ("access", "default")


@dataclass(frozen=True, kw_only=True)
class AclGrant:
    """What one principal may do with a folder and all that is made in it."""

    principal_id: pulumi.Input[str]
    """Required. The object id of the group, person or identity."""
    kind: str
    """Required. `group`, or `user` for persons and identities alike."""
    permissions: str
    """Required. `r-x` to read, `rwx` to write as well."""


@dataclass(frozen=True, order=True)
class _Line:
    kind: str
    permissions: str


_FOLDER = (_Line("user", "rwx"), _Line("group", "r-x"), _Line("mask", "rwx"), _Line("other", "---"))
_ROOT = (_Line("user", "rwx"), _Line("group", "r-x"), _Line("other", "--x"))


def folder_entries(grants: Sequence[AclGrant]) -> list[storage.DataLakeGen2PathAceArgs]:
    """The access and default list of a folder that only its grants open."""
    return [
        storage.DataLakeGen2PathAceArgs(scope=scope, type=kind, permissions=permissions, id=principal)
        for scope in _SCOPES
        for kind, permissions, principal in _lines(grants)
    ]


def _lines(grants: Sequence[AclGrant]) -> Iterator[tuple[str, str, pulumi.Input[str] | None]]:
    for line in _FOLDER:
        yield line.kind, line.permissions, None
    for grant in grants:
        yield grant.kind, grant.permissions, grant.principal_id


def root_entries() -> list[storage.DataLakeGen2FilesystemAceArgs]:
    """The lists of a container's root: everybody of the tenant passes, nobody sees what is there.

    The default list carries the passage on to the folders that Azure makes on the way to a deeper one.
    """
    return [
        storage.DataLakeGen2FilesystemAceArgs(scope=scope, type=line.kind, permissions=line.permissions)
        for scope in _SCOPES
        for line in _ROOT
    ]

"""What grants rights, read from what stands: role assignments, memberships, and the order of scopes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from arm.ids import ResourceId, parse
from arm.roles import role_by_guid

_ASSIGNMENT = "microsoft.authorization/roleassignments"
_MANAGEMENT_GROUP = "microsoft.management/managementgroups"


@dataclass(frozen=True, order=True)
class Assignment:
    """One role assignment."""

    scope: str
    """The id of what it holds for, and of all below."""
    role: str
    """The built-in role by name; a custom role by its GUID."""
    principal: str
    """The object id of the group, person or identity."""
    id: str


@dataclass(frozen=True, kw_only=True)
class Principal:
    """One object of Entra that can hold rights."""

    id: str
    kind: str
    """`group`, `user` or `servicePrincipal`."""
    name: str
    """The display name; of a person, the user principal name."""
    members: frozenset[str] = frozenset()
    """Object ids of a group's direct members; groups among them too."""
    workload: bool = False
    """Whether it is the managed identity of a resource."""


@dataclass(frozen=True)
class Deployed:
    """Everything that rights follow from."""

    assignments: tuple[Assignment, ...]
    principals: Mapping[str, Principal]
    """By object id."""
    above: Mapping[str, str]
    """Management group of each subscription and management group; keys and values are lower-case ids."""

    @cached_property
    def holders(self) -> Mapping[str, tuple[str, ...]]:
        """The groups in which each principal is a direct member, by object id."""
        found: dict[str, tuple[str, ...]] = {}
        for group in sorted(self.principals.values(), key=lambda one: one.id):
            for member in group.members:
                found[member] = (*found.get(member, ()), group.id)
        return found

    def named(self, name: str) -> Principal | None:
        """The principal of a display name or user principal name; case does not matter."""
        return next((one for one in self.principals.values() if one.name.lower() == name.lower()), None)

    def chain(self, scope: str) -> tuple[str, ...]:
        """A scope and every scope above it, nearest first, as lower-case ids; the tenant is `/`."""
        return tuple(self._upwards(scope))

    def _upwards(self, scope: str) -> Iterator[str]:
        at: ResourceId | None = parse(scope)
        top = "/"
        while at is not None and at.key != "/":
            top = at.key
            yield top
            at = at.parent
        while (higher := self.above.get(top)) is not None:
            top = higher
            yield top
        yield "/"


def deployed(resources: Iterable[Mapping[str, Any]], directory: Iterable[Mapping[str, Any]]) -> Deployed:
    """Read ARM resources as Azure shows them, and objects of Entra with `id`, `kind`, names and `members`."""
    assignments: list[Assignment] = []
    above: dict[str, str] = {}
    for item in resources:
        kind = str(item["type"]).lower()
        if kind == _ASSIGNMENT:
            assignments.append(_assignment(item))
        elif kind == _MANAGEMENT_GROUP:
            for child in item["properties"].get("children") or ():
                above[str(child["id"]).lower()] = str(item["id"]).lower()
    return Deployed(tuple(sorted(assignments)), {one["id"]: _principal(one) for one in directory}, above)


def _assignment(item: Mapping[str, Any]) -> Assignment:
    granted = item["properties"]
    known = role_by_guid(granted["roleDefinitionId"])
    return Assignment(
        scope=str(parse(item["id"]).scope),
        role=known.name if known else str(granted["roleDefinitionId"]).rsplit("/", 1)[-1],
        principal=granted["principalId"],
        id=item["id"],
    )


def _principal(one: Mapping[str, Any]) -> Principal:
    return Principal(
        id=one["id"],
        kind=one["kind"],
        name=str(one.get("userPrincipalName") or one.get("displayName") or one["id"]),
        members=frozenset(one.get("members", ())),
        workload=one.get("servicePrincipalType") == "ManagedIdentity",
    )

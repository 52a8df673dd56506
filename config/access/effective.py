"""Effective rights: what each principal may do where, through which assignment and which groups."""

from collections.abc import Iterator
from dataclasses import dataclass

from config.access.deployed import Deployed


@dataclass(frozen=True, order=True)
class Right:
    """One role that a principal has at a scope, and what gives it."""

    scope: str
    """The scope that the assignment names; the right holds there and below."""
    role: str
    through: tuple[str, ...]
    """Object ids from the principal to the one that holds the assignment; one alone is assigned directly."""
    assignment: str
    """The id of the role assignment."""


def groups_of(deployed: Deployed, principal: str) -> Iterator[tuple[str, ...]]:
    """Every way from a principal up through its groups, nested ones included; shorter ways and itself first."""
    waiting: list[tuple[str, ...]] = [(principal,)]
    while waiting:
        way = waiting.pop(0)
        yield way
        waiting += [(*way, holder) for holder in deployed.holders.get(way[-1], ()) if holder not in way]


def rights_of(deployed: Deployed, principal: str) -> tuple[Right, ...]:
    """Every right of a principal, its own and those of the groups it is in, sorted by scope."""
    ways: dict[str, tuple[str, ...]] = {}
    for way in groups_of(deployed, principal):
        ways.setdefault(way[-1], way)
    held = (one for one in deployed.assignments if one.principal in ways)
    return tuple(sorted(Right(one.scope, one.role, ways[one.principal], one.id) for one in held))


def rights_at(deployed: Deployed, principal: str, scope: str) -> tuple[Right, ...]:
    """The rights of a principal that hold at a scope: those granted there or anywhere above."""
    chain = deployed.chain(scope)
    return tuple(right for right in rights_of(deployed, principal) if right.scope.lower() in chain)


def people_of(deployed: Deployed, group: str) -> tuple[str, ...]:
    """Who is in a group, nested groups included, by user principal name."""
    found: set[str] = set()
    waiting, seen = [group], {group}
    while waiting:
        for member in deployed.principals[waiting.pop()].members - seen:
            seen.add(member)
            one = deployed.principals.get(member)
            if one is not None:
                waiting.append(member)
                found |= {one.name} if one.kind == "user" else set()
    return tuple(sorted(found))

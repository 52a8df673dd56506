"""Where effective rights and the matrix differ, each difference told once, at what causes it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from config.access.deployed import Deployed, Principal
from config.access.effective import Right, groups_of, people_of, rights_of
from config.access.expected import Expected, expected, members
from config.estate import Estate


class Kind(StrEnum):
    """Which way a right differs."""

    ABOVE = "above"
    """It is held, and the matrix does not give it."""
    MISSING = "missing"
    """The matrix gives it, and it is not held."""


@dataclass(frozen=True, order=True)
class Difference:
    """One role at one scope that a principal has or lacks against the matrix."""

    kind: Kind
    principal: str
    """The name of the group, person or identity."""
    role: str
    scope: str
    cause: str
    """What grants it: a role assignment, perhaps through a membership; of a missing right, the matrix's cell."""
    reaches: tuple[str, ...] = ()
    """The people who get the right by it, beside the principal."""


def differences(estate: Estate, deployed: Deployed) -> tuple[Difference, ...]:
    """Every difference, sorted. Roles are compared by name; one that is inherited from above is held below.

    Managed identities of resources are not judged: they are workloads, not teams.
    """
    wanted = expected(estate)
    rights = {one.id: rights_of(deployed, one.id) for one in deployed.principals.values() if not one.workload}
    return tuple(sorted({*_above(estate, deployed, wanted, rights), *_missing(estate, deployed, wanted, rights)}))


Rights = dict[str, tuple[Right, ...]]


def why(
    estate: Estate, deployed: Deployed, wanted: tuple[Expected, ...], principal: Principal, right: Right
) -> str | None:
    """The cell of the matrix that gives a principal a right, from all that it gives; None where none does."""
    teams = _teams(estate, deployed, principal)
    return _because(deployed, [one for one in wanted if one.principal in teams], right)


def _above(
    estate: Estate, deployed: Deployed, wanted: tuple[Expected, ...], rights: Rights
) -> Iterator[Difference]:  # fmt: skip
    excess: Rights = {}
    for identifier, held in rights.items():
        teams = _teams(estate, deployed, deployed.principals[identifier])
        own = [one for one in wanted if one.principal in teams]
        excess[identifier] = tuple(right for right in held if _because(deployed, own, right) is None)
    for held in excess.values():
        for right in held:
            already = {(found.role, found.scope) for group in right.through[1:] for found in excess[group]}
            if (right.role, right.scope) not in already:
                yield _held(deployed, right)
    for one in deployed.assignments:
        if one.principal not in deployed.principals:
            yield Difference(Kind.ABOVE, one.principal, one.role, one.scope, f"{one.id}, to nobody that exists")


def _because(deployed: Deployed, wanted: list[Expected], right: Right) -> str | None:
    chain = deployed.chain(right.scope)
    found = (one.because for one in wanted if one.role == right.role and one.scope.lower() in chain)
    return next(found, None)


def _teams(estate: Estate, deployed: Deployed, principal: Principal) -> set[str]:
    """The names of those whose rights a principal may have: its own, and its teams' if it is a person."""
    if principal.kind != "user":
        return {principal.name}
    direct = {deployed.principals[way[1]].name for way in groups_of(deployed, principal.id) if len(way) == 2}
    return {
        team
        for team, people in members(estate).items()
        if (team in direct if people is None else principal.name.lower() in people)
    }


def _held(deployed: Deployed, right: Right) -> Difference:
    names = [deployed.principals[one].name for one in right.through]
    through = "".join(f"member of {name}, " for name in names[1:])
    reached = people_of(deployed, right.through[0])
    return Difference(Kind.ABOVE, names[0], right.role, right.scope, through + right.assignment, reached)


def _missing(
    estate: Estate, deployed: Deployed, wanted: tuple[Expected, ...], rights: Rights
) -> Iterator[Difference]:  # fmt: skip
    lacking: set[Expected] = set()
    for one in wanted:
        if not _holds(deployed, rights, one.principal, one):
            lacking.add(one)
            yield Difference(Kind.MISSING, one.principal, one.role, one.scope, one.because)
    for team, people in members(estate).items():
        owed = [one for one in wanted if one.principal == team and one not in lacking]
        for mail in people or ():
            for one in owed:
                if not _holds(deployed, rights, mail, one):
                    yield Difference(Kind.MISSING, mail, one.role, one.scope, f"member of {team}, {one.because}")


def _holds(deployed: Deployed, rights: Rights, name: str, one: Expected) -> bool:
    principal = deployed.named(name)
    if principal is None:
        return False
    chain = deployed.chain(one.scope)
    return any(right.role == one.role and right.scope.lower() in chain for right in rights[principal.id])

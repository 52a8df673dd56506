"""From the matrix to role assignments: which group gets which Azure role on a stack's scope.

R writes, in environments where people may write; elsewhere, and in the cloud environment, people read and deploy
identities write. A and C read; C also beyond the line of the stack, such as the zones that a management zone governs.
I gets no right.
"""

from dataclasses import dataclass
from enum import StrEnum

from config.estate import Estate
from config.groups import group_of, groups_of, scope_of
from config.responsibilities import Mark, Role, Scope, matrix


class Reach(StrEnum):
    """Where in a stack a grant holds."""

    WHOLE = "whole"
    """The estate's management group, the zone's subscription, or the team's resource group."""
    WORKLOADS = "workloads"
    """Every resource group of a zone but its network."""
    SUBNET = "subnet"
    """The team's own subnet."""


@dataclass(frozen=True, order=True)
class Grant:
    """One role for one group."""

    group: str
    """The key of the group, see `config.groups`."""
    role: str
    """An Azure built-in role by name."""
    reach: Reach
    because: str
    """The cell of the matrix, such as `R of landing-zone-ops on landing-zone`."""


@dataclass(frozen=True)
class Part:
    """What the matrix makes of one group for a stack."""

    group: str
    """The key of the group, see `config.groups`."""
    role: Role
    mark: Mark
    """The strongest mark: responsible, accountable or consulted."""


def grants(estate: Estate, stack: str) -> tuple[Grant, ...]:
    """The grants of one stack, sorted. The cloud environment's stand in `platform`; peering grants nothing."""
    if stack in estate.peerings:
        return ()
    scope = scope_of(estate, stack)
    environment = estate.environment(estate.stacks[stack])
    write = bool(environment and environment.people_write)
    found: set[Grant] = set()
    for part in parts(estate, stack):
        because = f"{part.mark} of {part.role} on {scope}"
        found.add(Grant(part.group, "Reader", Reach.WHOLE, because))
        if part.mark is Mark.RESPONSIBLE and write:
            found.update(_write(part.group, scope, part.role, because))
    return tuple(sorted(found))


def parts(estate: Estate, stack: str) -> tuple[Part, ...]:
    """Which groups have a part in a stack that gives rights, in the matrix's order."""
    found = []
    for role in Role:
        marks = matrix().marks(role, scope_of(estate, stack), purpose="rights") - {Mark.INFORMED}
        mark = next((mark for mark in Mark if mark in marks), None)
        if mark is not None:
            found += [Part(group, role, mark) for group in _holders(estate, role, stack, mark)]
    return tuple(found)


def _holders(estate: Estate, role: Role, stack: str, mark: Mark) -> tuple[str, ...]:
    """Those who are consulted may stand beside the stack; those who do or decide stand in its line."""
    if mark is Mark.CONSULTED:
        return groups_of(estate, role, stack)
    own = group_of(estate, role, stack)
    return (own,) if own else ()


def _write(group: str, scope: Scope, role: Role, because: str) -> list[Grant]:
    if scope in (Scope.MANAGEMENT_ZONE, Scope.LANDING_ZONE):
        return [Grant(group, "Contributor", Reach.WORKLOADS, because)]
    granted = [Grant(group, "Contributor", Reach.WHOLE, because)]
    if role in (Role.INTEGRATION_OPS, Role.DATA_PRODUCT_TEAM):
        granted.append(Grant(group, "Network Contributor", Reach.SUBNET, because))
    return granted

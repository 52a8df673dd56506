"""Who must approve, who does the work and who is told: computed from the responsibility matrix.

The narrowest role that is responsible for a scope and has a group there decides on it. A landing zone that does not
exist yet has no operations team, so Data Platform Ops decide; an integration that does not exist yet has no team, so
its zone's operations do.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from config.estate import Estate
from config.groups import group_of, groups_of, team_groups
from config.responsibilities import Mark, Role, Scope, matrix
from servicedesk.matching import covered
from servicedesk.problems import Refusal, refusal
from servicedesk.state import Approval, Requirement

OFFICE, SECURITY = "data-office", "digital-security"
"""Groups that take part in decisions without a row in the matrix."""


@dataclass(frozen=True, kw_only=True)
class Routing:
    """Who takes part in a request, beside the requester."""

    required: tuple[Requirement, ...] = ()
    informed: tuple[str, ...] = ()
    fulfilled_by: tuple[str, ...] = ()


def responsible(estate: Estate, scope: Scope, stack: str = "") -> tuple[Role, str]:
    """The narrowest responsible role with a group for a stack (empty: one that does not exist yet), and the group."""
    return _narrowest(estate, scope, stack, Mark.RESPONSIBLE)


def accountable(estate: Estate, scope: Scope, stack: str = "") -> tuple[Role, str]:
    """The same for the accountable; the service owner where a scope has none."""
    return _narrowest(estate, scope, stack, Mark.ACCOUNTABLE)


def decision(estate: Estate, scope: Scope, stack: str = "") -> Requirement:
    """The approval of those responsible for a scope."""
    role, group = responsible(estate, scope, stack)
    return Requirement(key=_key(role, stack), groups=(group,), because=f"R of {role} on {scope}")


def assent(estate: Estate, scope: Scope, stack: str) -> Requirement:
    """The approval of those accountable for a scope."""
    role, group = accountable(estate, scope, stack)
    return Requirement(key=_key(role, stack), groups=(group,), because=f"A of {role} on {scope}")


def group_decision(key: str, because: str) -> Requirement:
    """The approval of one of the offices, which the matrix does not list."""
    return Requirement(key=key, groups=(key,), because=because)


def deciders_on_guardrails(estate: Estate) -> frozenset[str]:
    """The groups whose people may be named to decide on an exemption."""
    mine = {decision(estate, Scope.MANAGEMENT_ZONE).groups[0], accountable(estate, Scope.MANAGEMENT_ZONE)[1]}
    return frozenset({*mine, SECURITY})


def told(estate: Estate, scope: Scope, stack: str = "") -> tuple[str, ...]:
    """The groups of every role that has a mark on a scope, sorted; also of roles beside the stack's line."""
    known = _members(estate)
    marked = (role for role in Role if matrix().cells[role, scope])
    if stack in estate.stacks:
        groups = {group for role in marked for group in groups_of(estate, role, stack)}
    else:
        groups = {group for role in marked if (group := group_of(estate, role, stack)) is not None}
    return tuple(sorted(group for group in groups if group in known))


def with_stand_ins(
    estate: Estate, required: Iterable[Requirement], parties: frozenset[str], stand_in: str
) -> tuple[Requirement, ...]:
    """The requirements, where a group with nobody but parties is backed by those accountable."""
    members = _members(estate)
    result = []
    for need in required:
        people = {person for group in need.groups for person in members.get(group, ())} | set(need.people)
        alone = bool(people) and people <= parties and not need.people
        result.append(need.model_copy(update={"groups": (*need.groups, stand_in)}) if alone else need)
    return tuple(result)


def check_possible(estate: Estate, required: tuple[Requirement, ...], parties: frozenset[str]) -> Refusal | None:
    """A refusal where the people known to the estate can never give all approvals.

    A group without members in the estate's data is kept elsewhere, so nothing is known about it.
    """
    members = _members(estate)
    if any(not members.get(group) for need in required for group in need.groups):
        return None
    hats: dict[str, set[str]] = {person: set() for need in required for person in need.people}
    for group, people in members.items():
        for person in people:
            hats.setdefault(person, set()).add(group)
    everyone = [
        Approval.model_construct(person=person, groups=tuple(groups))
        for person, groups in sorted(hats.items())
        if person not in parties
    ]
    given = covered(required, everyone)
    missing = [need.key for need in required if need.key not in given]
    if not missing:
        return None
    return refusal(
        "D-APR-001",
        "approvals",
        found="nobody is left for " + ", ".join(f"`{key}`" for key in missing),
        accepted="for each approval somebody else, who is no party",
        remedy="let somebody else ask, or add members to the group",
    )


def _narrowest(estate: Estate, scope: Scope, stack: str, mark: Mark) -> tuple[Role, str]:
    known = _members(estate)
    for role in reversed(matrix().roles(scope, mark)):
        group = group_of(estate, role, stack)
        if group in known:
            return role, str(group)
    return Role.SERVICE_OWNER, str(Role.SERVICE_OWNER)


def _members(estate: Estate) -> dict[str, frozenset[str]]:
    return {
        group.key: frozenset(name.lower() for name in (*group.owners, *group.members)) for group in team_groups(estate)
    }


def _key(role: Role, stack: str) -> str:
    return f"{role} of {stack}" if stack else str(role)

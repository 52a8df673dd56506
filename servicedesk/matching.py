"""Which approval gives which requirement: each person gives one at most."""

from collections.abc import Sequence
from datetime import datetime

from servicedesk.identity import Person
from servicedesk.state import Approval, Requirement, State, Status


def covered(required: Sequence[Requirement], approvals: Sequence[Approval]) -> dict[str, str]:
    """Requirement → person, as many as can be covered at once.

    Somebody who could give several must not block one that only they can give, so it is a matching, not first come
    first served.
    """
    given: dict[str, str] = {}
    by_person = {approval.person: approval for approval in approvals}

    def place(person: str, seen: set[str]) -> bool:
        for requirement in required:
            if requirement.key in seen or not gives(requirement, by_person[person].groups, person):
                continue
            seen.add(requirement.key)
            holder = given.get(requirement.key)
            if holder is None or place(holder, seen):
                given[requirement.key] = person
                return True
        return False

    for person in by_person:
        place(person, set())
    return given


def gives(requirement: Requirement, groups: Sequence[str] | frozenset[str], person: str) -> bool:
    """Whether somebody with these groups can give a requirement."""
    return person in requirement.people or not set(requirement.groups).isdisjoint(groups)


def can_decide(state: State, person: Person, at: datetime) -> bool:
    """Whether a request waits for this person, among others."""
    hats = state.hats(person, at)
    return (
        state.status is Status.SUBMITTED
        and person.name not in state.parties
        and all(given.person != person.name for given in state.approvals)
        and any(gives(need, hats, person.name) for need in state.required)
    )

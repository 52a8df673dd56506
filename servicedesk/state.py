"""What a request is at a moment: the value that the life cycle moves."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import AwareDatetime

from config.models.base import Model
from servicedesk.identity import Person
from servicedesk.model import AnyRequest, Body
from servicedesk.model.base import Priority
from servicedesk.model.datasets import AccessRequest


def parties_of(requester: str, body: AnyRequest) -> frozenset[str]:
    """The people for whom a request is: who asks, and who gets access by it."""
    gain = body.principals if isinstance(body, AccessRequest) else ()
    return frozenset({requester.lower(), *(name.lower() for name in gain)})


class Status(StrEnum):
    """Where a request stands in its life."""

    DRAFT = "draft"
    """Being written, or sent back with a question."""
    SUBMITTED = "submitted"
    """Waits for approvals."""
    APPROVED = "approved"
    """Waits for its effect."""
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    """Nobody decided in time."""
    APPLIED = "applied"
    """Its effect is in the estate, or its work is done."""
    CLOSED = "closed"


class Requirement(Model):
    """One approval that is needed. Two of them are never given by one person."""

    key: str
    """Such as `landing-zone-ops of sales-dev`."""
    groups: tuple[str, ...]
    """Somebody in any of these groups gives it."""
    people: tuple[str, ...] = ()
    """Somebody named gives it, beside the groups."""
    because: str
    """The cell of the matrix, or the rule, that it comes from."""


class Approval(Model):
    """One approval that was given."""

    person: str
    groups: tuple[str, ...]
    """The groups for which the person could speak."""
    acting_for: tuple[str, ...] = ()
    """Those who had delegated to the person."""
    at: AwareDatetime


class Delegation(Model):
    """One approver asks somebody else to decide on one request, until a moment."""

    giver: str
    groups: tuple[str, ...]
    receiver: str
    until: AwareDatetime


class Work(Model):
    """What people have to do, once everybody who had to approve has approved."""

    since: AwareDatetime
    priority: Priority
    planned_for: date | None = None
    """The day for which those who do it have planned it."""
    escalations: int = 0
    """How often it was told that it is overdue, each time further up."""


class State(Model):
    """A request at a moment."""

    id: str
    """Such as `R-0007`."""
    sequence: int
    """How many entries of the journal have made it."""
    status: Status
    requester: str
    body: Body
    created_at: AwareDatetime
    changed_at: AwareDatetime
    due: AwareDatetime | None = None
    """When it expires, while it waits for approvals."""
    required: tuple[Requirement, ...] = ()
    informed: tuple[str, ...] = ()
    """Keys of the groups that are told once it is applied."""
    fulfilled_by: tuple[str, ...] = ()
    """Keys of the groups that do the work, where no change of the estate's data is it."""
    work: Work | None = None
    """From the last approval on."""
    approvals: tuple[Approval, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    question: str | None = None
    """What the requester is asked, while it is back with them."""
    decided_by: str | None = None
    """Who declined, withdrew or sent back."""
    pull_request: str | None = None
    outcome: str | None = None
    """What was applied: a commit, or a sentence on the work done."""

    @property
    def parties(self) -> frozenset[str]:
        """People who may not decide, because it is for them."""
        return parties_of(self.requester, self.body)

    def standing_delegations(self, person: str, at: datetime) -> tuple[Delegation, ...]:
        """What was delegated to a person and still holds."""
        return tuple(given for given in self.delegations if given.receiver == person and at <= given.until)

    def hats(self, person: Person, at: datetime) -> frozenset[str]:
        """The groups for which a person can speak on this request: own ones, and delegated ones."""
        delegated = (group for given in self.standing_delegations(person.name, at) for group in given.groups)
        return frozenset({*person.groups, *delegated})

"""What can be done to a request over HTTP: each action with the form that it takes and the desk's method for it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

from pydantic import AwareDatetime, StringConstraints

from api.service import Service
from config.models.base import Mail, Model
from servicedesk.identity import Person
from servicedesk.model.base import Priority
from servicedesk.state import State

Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]
"""Words for people, up to 1000 characters."""
Why = Annotated[Words, StringConstraints(min_length=1)]


class Nothing(Model):
    """No fields."""


class Reason(Model):
    """A reason, if there is one to tell."""

    reason: Words = ""


class Reasoned(Model):
    """A reason, which has to be told."""

    reason: Why


class Question(Model):
    """A question to the requester."""

    question: Why


class Delegated(Model):
    """Who decides instead, and until when."""

    to: Mail
    """A user principal name."""
    until: AwareDatetime
    """The end, with its time zone, such as `2027-01-31T00:00:00Z`."""
    reason: Words = ""


class Prioritised(Model):
    """How urgent it is, and when it will be done."""

    priority: Priority
    planned_for: date | None = None
    """The day for which it is planned."""
    reason: Words = ""


class Outcome(Model):
    """What was done."""

    outcome: Why
    """A sentence, with a link."""


@dataclass(frozen=True)
class Verb:
    """One action."""

    what: str
    form: type[Model]
    do: Callable[[Service, Person, str, Any], State]
    example: dict[str, Any] = field(default_factory=dict)


def _delegate(service: Service, person: Person, request: str, given: Delegated) -> State:
    receiver = service.somebody(request, person, given.to, "delegate")
    return service.desk.delegate(person, request, receiver.name, given.until, given.reason)


_REASON = {"reason": "As agreed in the review."}
VERBS: dict[str, Verb] = {
    "submit": Verb(
        "Ask for approval. What could not be deployed is refused here, with all reasons.",
        Nothing,
        lambda service, person, request, _: service.desk.submit(person, request),
    ),
    "approve": Verb(
        "Say yes, for a group that decides.",
        Reason,
        lambda service, person, request, given: service.desk.approve(person, request, given.reason),
        _REASON,
    ),
    "decline": Verb(
        "Say no, with a reason.",
        Reasoned,
        lambda service, person, request, given: service.desk.decline(person, request, given.reason),
        _REASON,
    ),
    "clarify": Verb(
        "Send a request back to the requester with a question.",
        Question,
        lambda service, person, request, given: service.desk.clarify(person, request, given.question),
        {"question": "Which consent covers this use?"},
    ),
    "delegate": Verb(
        "Let somebody else decide on one request.",
        Delegated,
        _delegate,
        {"to": "lea.moreau@contoso.example", "until": "2027-01-31T00:00:00Z"},
    ),
    "withdraw": Verb(
        "Take one's own request back.",
        Reason,
        lambda service, person, request, given: service.desk.withdraw(person, request, given.reason),
        _REASON,
    ),
    "prioritise": Verb(
        "Say how urgent work is and when it will be done, for a group that does it.",
        Prioritised,
        lambda service, person, request, given: service.desk.prioritise(
            person, request, given.priority, given.planned_for, given.reason
        ),
        {"priority": "high", "planned_for": "2027-01-31"},
    ),
    "fulfil": Verb(
        "Say that the work is done, for kinds that change no data of the estate.",
        Outcome,
        lambda service, person, request, given: service.desk.fulfil(person, request, given.outcome),
        {"outcome": "The account is there; see CHG-2201."},
    ),
    "close": Verb(
        "End a request whose effect is there.",
        Reason,
        lambda service, person, request, given: service.desk.close(person, request, given.reason),
        _REASON,
    ),
}
"""Every action by its name in the address. Changes of the estate's repository stay with `estate request`."""

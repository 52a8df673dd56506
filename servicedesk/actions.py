"""What can be done to a request: one frozen record per action, as the journal keeps it."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, TypeAdapter

from config.models.base import Model
from servicedesk.identity import Person
from servicedesk.model import Body
from servicedesk.model.base import Priority
from servicedesk.state import Requirement


class Action(Model):
    """What every entry says."""

    actor: Person
    at: AwareDatetime
    reason: str = ""


class Create(Action):
    """Begin a draft."""

    action: Literal["create"] = "create"
    body: Body


class Edit(Action):
    """Change the body; approvals given so far fall."""

    action: Literal["edit"] = "edit"
    body: Body


class Submit(Action):
    """Ask for approval. What is required was computed from the matrix at that moment."""

    action: Literal["submit"] = "submit"
    required: tuple[Requirement, ...]
    informed: tuple[str, ...]
    fulfilled_by: tuple[str, ...]
    due: AwareDatetime


class Approve(Action):
    """Say yes."""

    action: Literal["approve"] = "approve"


class Decline(Action):
    """Say no, with a reason."""

    action: Literal["decline"] = "decline"


class Clarify(Action):
    """Send back to the requester with a question."""

    action: Literal["clarify"] = "clarify"


class Delegate(Action):
    """Ask somebody else to decide, until a moment."""

    action: Literal["delegate"] = "delegate"
    to: str
    until: AwareDatetime


class Withdraw(Action):
    """Take the request back."""

    action: Literal["withdraw"] = "withdraw"


class Expire(Action):
    """End a request on which nobody decided in time."""

    action: Literal["expire"] = "expire"


class Prioritise(Action):
    """Say how urgent work is, and for which day it is planned."""

    action: Literal["prioritise"] = "prioritise"
    priority: Priority
    planned_for: date | None = None


class Escalate(Action):
    """Tell those above that work is overdue."""

    action: Literal["escalate"] = "escalate"
    level: int
    to: tuple[str, ...]


class Propose(Action):
    """Note the pull request that carries the effect."""

    action: Literal["propose"] = "propose"
    pull_request: str


class Apply(Action):
    """Note that the effect is in the estate, or that the work is done."""

    action: Literal["apply"] = "apply"
    outcome: str


class Close(Action):
    """End an applied request."""

    action: Literal["close"] = "close"


AnyAction = (
    Create
    | Edit
    | Submit
    | Approve
    | Decline
    | Clarify
    | Delegate
    | Withdraw
    | Expire
    | Prioritise
    | Escalate
    | Propose
    | Apply
    | Close
)
"""Any action."""

ACTION: TypeAdapter[AnyAction] = TypeAdapter(Annotated[AnyAction, Field(discriminator="action")])
"""Reads and writes the journal's entries."""

"""Steps of the work that people do after everybody has approved: how urgent it is, when it is planned, who is called.

Pure, like the rest of the life cycle.
"""

from datetime import datetime

from servicedesk.actions import Escalate, Prioritise
from servicedesk.backlog import due_of
from servicedesk.deciding import not_the_doer
from servicedesk.identity import SERVICE
from servicedesk.model import AnyRequest
from servicedesk.model.base import Priority
from servicedesk.problems import Refusal, refusal
from servicedesk.refusals import not_now, only_the_service
from servicedesk.state import State, Status, Work


def begun(body: AnyRequest, at: datetime) -> Work:
    """The work of a request that was approved at a moment, as urgent as its requester says."""
    asked: Priority = getattr(body, "severity", None) or getattr(body, "priority", None) or "normal"
    return Work(since=at, priority=asked)


def prioritise(state: State, action: Prioritise) -> State | Refusal:
    """Say how urgent it is and when it will be done, for those who do it."""
    if not set(action.actor.groups) & set(state.fulfilled_by):
        return not_the_doer(state)
    if state.status is not Status.APPROVED or state.work is None:
        return not_now(state, "prioritise")
    if action.planned_for is not None and action.planned_for < action.at.date():
        return refusal(
            "D-LIF-012",
            state.id,
            found=f"planned for {action.planned_for}",
            accepted="today or a day to come",
            remedy="name the day by which it will be done",
        )
    planned = {"priority": action.priority, "planned_for": action.planned_for}
    return state.model_copy(update={"work": state.work.model_copy(update=planned)})


def escalate(state: State, action: Escalate) -> State | Refusal:
    """Note that those above were told that the work is overdue."""
    if action.actor != SERVICE:
        return only_the_service(state, "escalate")
    if state.status is not Status.APPROVED or state.work is None or action.at < due_of(state.work):
        return not_now(state, "escalate")
    if action.level <= state.work.escalations:
        return state
    return state.model_copy(update={"work": state.work.model_copy(update={"escalations": action.level})})

"""The one life of every request: `transition(state, action)` is the next state, or why not. Pure.

An action that has been done already gives the same state back, so that whoever retries does no harm.
"""

from collections.abc import Callable, Iterable
from typing import Any

from servicedesk import deciding, working
from servicedesk.actions import (
    AnyAction,
    Apply,
    Close,
    Create,
    Edit,
    Expire,
    Propose,
    Submit,
    Withdraw,
)
from servicedesk.identity import SERVICE
from servicedesk.problems import Refusal, refusal
from servicedesk.refusals import not_now, not_yours, only_the_service
from servicedesk.state import State, Status


def begin(request: str, action: Create) -> State:
    """The first state of a request."""
    return State(
        id=request,
        sequence=1,
        status=Status.DRAFT,
        requester=action.actor.name,
        body=action.body,
        created_at=action.at,
        changed_at=action.at,
    )


def transition(state: State, action: AnyAction) -> State | Refusal:
    """The state after an action; the same state where it was done already; a refusal where it may not be done."""
    changed = _STEPS[action.action](state, action)
    if isinstance(changed, Refusal):
        return changed
    if changed == state:
        return state
    update: dict[str, Any] = {"sequence": state.sequence + 1, "changed_at": action.at}
    if changed.status is Status.APPROVED and changed.work is None:
        update["work"] = working.begun(changed.body, action.at)
    return changed.model_copy(update=update)


def replay(request: str, actions: Iterable[AnyAction]) -> State:
    """The state that a request's journal tells. Errors: `ValueError` where the journal is not a life."""
    entries = iter(actions)
    first = next(entries, None)
    if not isinstance(first, Create):
        raise ValueError(f"the journal of {request} does not begin with its creation")
    state = begin(request, first)
    for action in entries:
        changed = transition(state, action)
        if isinstance(changed, Refusal) or changed is state:
            raise ValueError(f"the journal of {request} holds `{action.action}` after {state.status}")
        state = changed
    return state


def _create(state: State, action: Create) -> State | Refusal:
    if action.actor.name == state.requester and action.body == state.body:
        return state
    return refusal(
        "D-LIF-001",
        state.id,
        found="a request that exists",
        accepted="a new request",
        remedy="use another id, or edit the request",
    )


def _edit(state: State, action: Edit) -> State | Refusal:
    if action.actor.name != state.requester:
        return not_yours(state, "edit")
    if state.status not in (Status.DRAFT, Status.SUBMITTED):
        return not_now(state, "edit")
    if action.body.kind != state.body.kind:
        return refusal(
            "D-LIF-009",
            state.id,
            found=f"`{action.body.kind}`",
            accepted=f"`{state.body.kind}`: a request keeps its kind",
            remedy="withdraw it and begin another",
        )
    if action.body == state.body:
        return state
    return state.model_copy(update={"body": action.body, "status": Status.DRAFT, **deciding.UNDECIDED})


def _submit(state: State, action: Submit) -> State | Refusal:
    if action.actor.name != state.requester:
        return not_yours(state, "submit")
    if state.status in (Status.SUBMITTED, Status.APPROVED):
        return state
    if state.status is not Status.DRAFT:
        return not_now(state, "submit")
    return state.model_copy(
        update={
            "status": Status.SUBMITTED if action.required else Status.APPROVED,
            **deciding.UNDECIDED,
            "required": action.required,
            "informed": action.informed,
            "fulfilled_by": action.fulfilled_by,
            "due": action.due,
            "question": None,
            "decided_by": None,
        }
    )


def _withdraw(state: State, action: Withdraw) -> State | Refusal:
    if action.actor.name != state.requester:
        return not_yours(state, "withdraw")
    if state.status is Status.WITHDRAWN:
        return state
    if state.status not in (Status.DRAFT, Status.SUBMITTED, Status.APPROVED) or state.pull_request:
        return not_now(state, "withdraw")
    return state.model_copy(update={"status": Status.WITHDRAWN, "decided_by": action.actor.name})


def _expire(state: State, action: Expire) -> State | Refusal:
    if action.actor != SERVICE:
        return only_the_service(state, "expire")
    if state.status is Status.EXPIRED:
        return state
    if state.status is not Status.SUBMITTED:
        return not_now(state, "expire")
    if state.due is None or action.at < state.due:
        return refusal(
            "D-LIF-007",
            state.id,
            found=f"due on {state.due:%Y-%m-%d %H:%M}" if state.due else "no day on which it is due",
            accepted="a request whose time is over",
            remedy="wait, or decline it",
        )
    return state.model_copy(update={"status": Status.EXPIRED})


def _propose(state: State, action: Propose) -> State | Refusal:
    if action.actor != SERVICE:
        return only_the_service(state, "propose")
    if state.status is not Status.APPROVED:
        return not_now(state, "propose")
    return state.model_copy(update={"pull_request": action.pull_request})


def _apply(state: State, action: Apply) -> State | Refusal:
    if action.actor != SERVICE and set(action.actor.groups).isdisjoint(state.fulfilled_by):
        return only_the_service(state, "apply") if not state.fulfilled_by else deciding.not_the_doer(state)
    if state.status is Status.APPLIED and state.outcome == action.outcome:
        return state
    if state.status is not Status.APPROVED:
        return not_now(state, "apply")
    return state.model_copy(update={"status": Status.APPLIED, "outcome": action.outcome})


def _close(state: State, action: Close) -> State | Refusal:
    doers = set(action.actor.groups) & set(state.fulfilled_by)
    if action.actor != SERVICE and action.actor.name != state.requester and not doers:
        return not_yours(state, "close")
    if state.status is Status.CLOSED:
        return state
    if state.status is not Status.APPLIED:
        return not_now(state, "close")
    return state.model_copy(update={"status": Status.CLOSED})


_STEPS: dict[str, Callable[[State, Any], State | Refusal]] = {
    "create": _create,
    "edit": _edit,
    "submit": _submit,
    "approve": deciding.approve,
    "decline": deciding.decline,
    "clarify": deciding.clarify,
    "delegate": deciding.delegate,
    "withdraw": _withdraw,
    "expire": _expire,
    "prioritise": working.prioritise,
    "escalate": working.escalate,
    "propose": _propose,
    "apply": _apply,
    "close": _close,
}

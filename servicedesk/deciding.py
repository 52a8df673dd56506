"""Decisions on a submitted request: approve, decline, send back, delegate. Four eyes are kept here."""

from datetime import datetime
from typing import Any

from servicedesk.actions import Approve, Clarify, Decline, Delegate
from servicedesk.identity import SERVICE, Person
from servicedesk.matching import covered, gives
from servicedesk.problems import Refusal, refusal
from servicedesk.refusals import not_now
from servicedesk.state import Approval, Delegation, State, Status

UNDECIDED: dict[str, Any] = {
    "approvals": (),
    "delegations": (),
    "required": (),
    "due": None,
    "pull_request": None,
    "work": None,
}
"""What falls when a request changes or goes back."""


def approve(state: State, action: Approve) -> State | Refusal:
    """Add a person's approval; the last one that is needed approves the request."""
    person = action.actor.name
    if any(given.person == person for given in state.approvals) and state.status in (Status.SUBMITTED, Status.APPROVED):
        return state
    if refused := _may_not_decide(state, action.actor, action.at, "approve"):
        return refused
    if any(given.giver == person for given in state.delegations):
        return refusal(
            "D-LIF-005",
            state.id,
            found=f"`{person}` has delegated the decision",
            accepted="one decision by each approver",
            remedy="let the delegate decide",
        )
    approval = Approval(
        person=person,
        groups=tuple(sorted(state.hats(action.actor, action.at))),
        acting_for=tuple(given.giver for given in state.standing_delegations(person, action.at)),
        at=action.at,
    )
    approvals = (*state.approvals, approval)
    given = covered(state.required, approvals)
    if len(given) == len(covered(state.required, state.approvals)):
        open_ones = ", ".join(f"`{need.key}`" for need in state.required if need.key not in given)
        return refusal(
            "D-LIF-005",
            state.id,
            found=f"what `{person}` could approve is approved",
            accepted=f"different people for what is open: {open_ones}",
            remedy="leave the rest to others",
        )
    status = Status.APPROVED if len(given) == len(state.required) else Status.SUBMITTED
    return state.model_copy(update={"approvals": approvals, "status": status})


def decline(state: State, action: Decline) -> State | Refusal:
    """Any one approver can decline, with a reason."""
    if state.status is Status.DECLINED and state.decided_by == action.actor.name:
        return state
    if refused := _may_not_decide(state, action.actor, action.at, "decline") or _unexplained(state, action.reason):
        return refused
    return state.model_copy(update={"status": Status.DECLINED, "decided_by": action.actor.name})


def clarify(state: State, action: Clarify) -> State | Refusal:
    """Send back with a question. The service desk does it too, where an approved effect does not fit any more."""
    if state.status is Status.DRAFT and (state.question, state.decided_by) == (action.reason, action.actor.name):
        return state
    if action.actor == SERVICE:
        if state.status is not Status.APPROVED:
            return not_now(state, "clarify")
    elif refused := _may_not_decide(state, action.actor, action.at, "clarify"):
        return refused
    if refused := _unexplained(state, action.reason):
        return refused
    back = {"status": Status.DRAFT, "question": action.reason, "decided_by": action.actor.name}
    return state.model_copy(update=UNDECIDED | back)


def delegate(state: State, action: Delegate) -> State | Refusal:
    """Hand the decision to somebody else. What was delegated is not delegated on."""
    giver, receiver = action.actor, action.to.lower()
    groups = tuple(sorted(group for need in state.required for group in need.groups if group in giver.groups))
    same = Delegation(giver=giver.name, groups=groups, receiver=receiver, until=action.until)
    if same in state.delegations and state.status is Status.SUBMITTED:
        return state
    if refused := _may_not_decide(state, giver, action.at, "delegate"):
        return refused
    problem = None
    if not groups:
        problem = "a decision that was itself delegated or is personal"
    elif receiver in state.parties:
        problem = f"`{receiver}`, for whom the request is"
    elif receiver == giver.name:
        problem = "oneself"
    elif action.until <= action.at:
        problem = "an end that is over"
    elif any(given.person == giver.name for given in state.approvals):
        problem = "a decision that was made"
    elif any(given.giver == giver.name for given in state.delegations):
        problem = "a second delegation"
    if problem:
        return refusal(
            "D-LIF-006",
            state.id,
            found=problem,
            accepted="one delegation of one's own decision, to somebody who is not a party, with an end to come",
            remedy="decide, or choose somebody else",
        )
    return state.model_copy(update={"delegations": (*state.delegations, same)})


def not_the_doer(state: State) -> Refusal:
    """Only those who do the work say that it is done."""
    return refusal(
        "D-LIF-004",
        state.id,
        found="somebody outside the groups that do the work",
        accepted=", ".join(f"`{group}`" for group in state.fulfilled_by),
        remedy="ask one of them",
    )


def _may_not_decide(state: State, actor: Person, at: datetime, action: str) -> Refusal | None:
    if state.status is not Status.SUBMITTED:
        return not_now(state, action)
    if actor.name.lower() in state.parties:
        return refusal(
            "D-LIF-003",
            state.id,
            found=f"`{action}` by `{actor.name}`, for whom the request is",
            accepted="somebody else: four eyes",
            remedy="wait for an approver",
        )
    hats = state.hats(actor, at)
    if not any(gives(need, hats, actor.name) for need in state.required):
        needed = ", ".join(f"`{group}`" for need in state.required for group in (*need.groups, *need.people))
        return refusal(
            "D-LIF-004",
            state.id,
            found=f"`{actor.name}` speaks for none of them",
            accepted=f"somebody of {needed}",
            remedy="ask one of them, or let one delegate",
        )
    return None


def _unexplained(state: State, reason: str) -> Refusal | None:
    if reason.strip():
        return None
    return refusal(
        "D-LIF-010",
        state.id,
        found="no reason",
        accepted="a reason in words",
        remedy="add `--reason`",
    )

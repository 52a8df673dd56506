"""Refusals that several steps of the life cycle share."""

from servicedesk.problems import Refusal, refusal
from servicedesk.state import State


def not_now(state: State, action: str) -> Refusal:
    """The request is not in a status for the action."""
    return refusal(
        "D-LIF-001",
        state.id,
        found=f"`{action}` of a request that is {state.status}"
        + (" and has a pull request" * bool(state.pull_request)),
        accepted="an action that fits its status",
        remedy=f"see `estate request show {state.id}`",
    )


def not_yours(state: State, action: str) -> Refusal:
    """Only the requester may do that."""
    return refusal(
        "D-LIF-002",
        state.id,
        found=f"`{action}` by somebody else",
        accepted=f"the requester, `{state.requester}`",
        remedy="ask the requester",
    )


def only_the_service(state: State, action: str) -> Refusal:
    """Nobody does that by hand."""
    return refusal(
        "D-LIF-008",
        state.id,
        found=f"`{action}` by a person",
        accepted="the service desk itself",
        remedy="leave it to the service desk",
    )


def changed_since(state: State, action: str) -> Refusal:
    """The actor has seen another version."""
    return refusal(
        "D-LIF-011",
        state.id,
        found=f"`{action}` of an older version; it is at version {state.sequence} now",
        accepted="an action on what is there",
        remedy="look at the request again, then decide anew",
    )

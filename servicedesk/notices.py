"""Whom a step concerns, and what they are told. Pure; the store sends nothing that it did not write."""

from collections.abc import Iterator

from servicedesk.actions import AnyAction
from servicedesk.state import State, Status
from servicedesk.store import Notice


def title(state: State) -> str:
    """A request in a few words."""
    name = next(
        (str(value) for field in _NAMES if (value := getattr(state.body, field, None)) is not None), state.requester
    )
    return f"{state.body.kind} {name}"


_NAMES = ("name", "dataset", "product", "guardrail", "template", "stack", "provider", "subject")


def notices(state: State, action: AnyAction) -> tuple[Notice, ...]:
    """Everybody who is told about the step that led to a state."""
    about = f"{state.id} ({title(state)})"
    why = f" {action.reason}" if action.reason else ""
    return (*_of_decisions(state, action, about, why), *_of_work(state, action, about, why))


def _of_decisions(state: State, action: AnyAction, about: str, why: str) -> Iterator[Notice]:
    if action.action == "submit":
        for need in state.required:
            for receiver in (*need.groups, *need.people):
                text = f"{state.requester} asks: {state.body.reason} Your approval is needed as {need.because}."
                yield Notice(receiver, f"To decide: {about}", text)
    if action.action == "delegate":
        yield Notice(action.to, f"To decide: {about}", f"{action.actor.name} asks you to decide.{why}")
    if action.action in ("submit", "approve") and state.status is Status.APPROVED:
        yield Notice(state.requester, f"Approved: {about}", "Everybody who had to approve has approved.")
    if action.action in ("decline", "clarify", "expire", "apply", "close"):
        yield Notice(state.requester, f"{state.status.capitalize()}: {about}", f"By {action.actor.name}.{why}")


def _of_work(state: State, action: AnyAction, about: str, why: str) -> Iterator[Notice]:
    if action.action == "submit" and state.body.kind == "feedback":
        for group in state.informed:
            yield Notice(group, f"Urgent: {about}", f"{state.requester} reports: {state.body.message}")
    if action.action == "prioritise":
        day = f", planned for {action.planned_for}" if action.planned_for else ""
        yield Notice(state.requester, f"Planned: {about}", f"Priority {action.priority}{day}.{why}")
    if action.action == "escalate":
        for group in action.to:
            doers = ", ".join(state.fulfilled_by)
            yield Notice(group, f"Overdue: {about}", f"{doers} have not done it in time: {state.body.reason}")
    if action.action in ("submit", "approve") and state.status is Status.APPROVED:
        for group in state.fulfilled_by:
            yield Notice(group, f"To do: {about}", f"{state.requester} asks: {state.body.reason}")
    if action.action == "apply":
        for group in state.informed:
            yield Notice(group, f"Done: {about}", f"{state.outcome}")

"""How a request is shown: as data to machines, as lines to people."""

from typing import Any

from servicedesk.effects import Change, RecordOnly
from servicedesk.matching import covered
from servicedesk.notices import title
from servicedesk.problems import Refusal
from servicedesk.state import State


def as_data(state: State) -> dict[str, Any]:
    """A request in short, for `--json`."""
    given = covered(state.required, state.approvals)
    return {
        "id": state.id,
        "status": str(state.status),
        "kind": state.body.kind,
        "about": title(state),
        "requester": state.requester,
        "required": [
            {
                "key": need.key,
                "groups": [*need.groups],
                "people": [*need.people],
                "because": need.because,
                "given_by": given.get(need.key),
            }
            for need in state.required
        ],
        "informed": [*state.informed],
        "fulfilled_by": [*state.fulfilled_by],
        "due": state.due.isoformat() if state.due else None,
        "question": state.question,
        "pull_request": state.pull_request,
        "outcome": state.outcome,
    }


def as_text(state: State) -> str:
    """A request in a few lines."""
    data = as_data(state)
    lines = [f"{state.id} {data['about']}: {state.status}, asked by {state.requester}"]
    for need in data["required"]:
        who = ", ".join((*need["groups"], *need["people"]))
        given = f"given by {need['given_by']}" if need["given_by"] else f"waits for {who}"
        lines.append(f"  {need['key']}: {given} ({need['because']})")
    lines += [f"  question: {state.question}"] if state.question else []
    lines += [f"  pull request: {state.pull_request}"] if state.pull_request else []
    lines += [f"  done: {state.outcome}"] if state.outcome else []
    return "\n".join(lines)


def change_data(planned: Change | RecordOnly | Refusal | None) -> dict[str, Any] | None:
    """What a request would change, for `--json`."""
    if planned is None:
        return None
    if isinstance(planned, Refusal):
        return {"problems": [problem.as_dict() for problem in planned.problems]}
    if isinstance(planned, RecordOnly):
        return {"record_only": planned.work}
    return {"summary": planned.summary, "files": dict(planned.files), "before_merge": planned.before_merge}


def change_text(planned: Change | RecordOnly | Refusal | None) -> list[str]:
    """What a request would change, in lines."""
    if planned is None:
        return []
    if isinstance(planned, Refusal):
        return ["", "cannot be done:", *(f"  {problem}" for problem in planned.problems)]
    if isinstance(planned, RecordOnly):
        return ["", f"changes no data of the estate: {planned.work}"]
    lines = ["", "changes:", *(f"  {line}" for line in planned.summary)]
    lines += [f"  {name}: {'removed' if text is None else 'written'}" for name, text in planned.files.items()]
    return [*lines, *(f"  before merging: {line}" for line in planned.before_merge)]

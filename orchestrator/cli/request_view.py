"""How a request is shown to people: in lines."""

from servicedesk.effects import Change, RecordOnly
from servicedesk.problems import Refusal
from servicedesk.state import State
from servicedesk.views import as_data


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

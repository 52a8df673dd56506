"""How a request is shown as data, whatever door it is looked at through."""

import json
from collections.abc import Sequence
from typing import Any

from servicedesk.actions import AnyAction
from servicedesk.effects import Change, RecordOnly
from servicedesk.matching import covered
from servicedesk.notices import title
from servicedesk.problems import Refusal
from servicedesk.state import State


def as_data(state: State) -> dict[str, Any]:
    """A request in short."""
    given = covered(state.required, state.approvals)
    return {
        "id": state.id,
        "version": state.sequence,
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
        "work": state.work.model_dump(mode="json") if state.work else None,
        "question": state.question,
        "pull_request": state.pull_request,
        "outcome": state.outcome,
    }


def change_data(planned: Change | RecordOnly | Refusal | None) -> dict[str, Any] | None:
    """What a request would change."""
    if planned is None:
        return None
    if isinstance(planned, Refusal):
        return {"problems": [problem.as_dict() for problem in planned.problems]}
    if isinstance(planned, RecordOnly):
        return {"record_only": planned.work}
    return {"summary": planned.summary, "files": dict(planned.files), "before_merge": planned.before_merge}


def history_data(actions: Sequence[AnyAction]) -> list[dict[str, Any]]:
    """What happened to a request, step by step, without the bodies."""
    return [json.loads(entry.model_dump_json(exclude={"body"})) for entry in actions]

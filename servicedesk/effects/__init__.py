"""What an approved request changes: a pure function from the estate's texts to changed texts, validated as a whole."""

from collections.abc import Callable
from typing import Any

from servicedesk.effects.access import access
from servicedesk.effects.certification import certification
from servicedesk.effects.change import Change as Change
from servicedesk.effects.change import Context as Context
from servicedesk.effects.change import RecordOnly as RecordOnly
from servicedesk.effects.dataset import dataset, dataset_update
from servicedesk.effects.decommission import decommission
from servicedesk.effects.landing_zone import landing_zone
from servicedesk.effects.policy_exemption import policy_exemption
from servicedesk.effects.service import service
from servicedesk.effects.team import team
from servicedesk.effects.upload_storage import upload_storage
from servicedesk.model import AnyRequest
from servicedesk.problems import Refusal
from servicedesk.texts import changed_texts, load_texts

_EFFECTS: dict[str, Callable[[Context, Any], Change | Refusal]] = {
    "landing-zone": landing_zone,
    "integration": team,
    "product": team,
    "dataset": dataset,
    "dataset-update": dataset_update,
    "access": access,
    "certification": certification,
    "upload-storage": upload_storage,
    "policy-exemption": policy_exemption,
    "service": service,
    "decommission": decommission,
}

RECORD_ONLY: dict[str, str] = {
    "template-improvement": "Data Platform Ops merge the fix, or plan it",
    "feedback": "the receiving team answers, fixes or plans",
}
"""Kinds for which the estate's data have no place yet, and what people do instead."""


def effect(context: Context, body: AnyRequest) -> Change | RecordOnly | Refusal:
    """The change of a request. It is refused with every problem where the changed estate is not valid."""
    if body.kind in RECORD_ONLY:
        return RecordOnly(RECORD_ONLY[body.kind])
    planned = _EFFECTS[body.kind](context, body)
    if isinstance(planned, Refusal):
        return planned
    loaded = load_texts(changed_texts(context.texts, planned.files), context.today)
    return loaded if isinstance(loaded, Refusal) else planned

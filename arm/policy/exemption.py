"""Exemptions: reading them, and whether one covers a member of an assignment on a resource."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from arm.policy.model import Assignment, Exemption
from arm.policy.ordering import parse_date
from arm.policy.reading import keys_of, nearest, need_object, need_text, optional_list, optional_text, refuse
from arm.policy.run import Run
from arm.policy.scope import covers, load_selectors, passes
from arm.policy.values import Tri, all_known

CATEGORIES = ("Waiver", "Mitigated")
_MARK = "/providers/microsoft.authorization/policyexemptions/"


def load_exemption(document: Any) -> Exemption:
    """Read a policy exemption. Raises `DefinitionError` with the path of what Azure would refuse."""
    outer = keys_of(need_object(document, "$", "a policy exemption"), "$")
    keys, where = outer, "$"
    if isinstance(outer.get("properties"), dict):
        where = "$.properties"
        keys = keys_of(outer["properties"], where)
    resource_id = optional_text(outer, "id")
    scope = optional_text(outer, "scope") or optional_text(keys, "scope")
    if not scope and _MARK in resource_id.lower():
        scope = resource_id[: resource_id.lower().index(_MARK)]
    category = need_text(keys, "exemptionCategory", where)
    known = {name.lower(): name for name in CATEGORIES}
    if category.lower() not in known:
        place = f"{where}.exemptionCategory"
        refuse("A-POL-130", place, f"`{category}`", ", ".join(CATEGORIES), nearest(category, CATEGORIES))
    expires = optional_text(keys, "expiresOn") or None
    if expires and parse_date(expires) is None:
        refuse("A-POL-131", f"{where}.expiresOn", f"`{expires}`", "a date in ISO 8601", "write 2026-01-31T00:00:00Z")
    return Exemption(
        id=resource_id,
        name=optional_text(outer, "name") or resource_id.rpartition("/")[2],
        scope=scope,
        assignment_id=need_text(keys, "policyAssignmentId", where),
        reference_ids=frozenset(
            str(item).lower() for item in optional_list(keys, "policyDefinitionReferenceIds", where)
        ),
        category=known[category.lower()],
        expires_on=expires,
        resource_selectors=load_selectors(
            optional_list(keys, "resourceSelectors", where), f"{where}.resourceSelectors"
        ),
        validates_scope=optional_text(keys, "assignmentScopeValidation").lower() != "donotvalidate",
    )


def has_expired(exemption: Exemption, now: datetime) -> bool:
    """Whether the exemption is past its last moment. It then stays, without effect."""
    moment = parse_date(exemption.expires_on) if exemption.expires_on else None
    return moment is not None and now > moment


def exempts(
    exemption: Exemption,
    assignment: Assignment,
    reference_id: str,
    run: Run,
    now: datetime,
    management_groups: Sequence[str] = (),
) -> Tri:
    """Whether the exemption covers a member of an assignment on a resource."""
    if exemption.assignment_id.lower() != assignment.id.lower() or has_expired(exemption, now):
        return False
    if exemption.reference_ids and reference_id.lower() not in exemption.reference_ids:
        return False
    return all_known(
        (covers(exemption.scope, run.text("id"), management_groups), passes(exemption.resource_selectors, run))
    )

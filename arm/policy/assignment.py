"""Assignments: reading them, and what they say about a member and a resource."""

from collections.abc import Mapping, Sequence
from typing import Any

from arm.policy.effect_names import canonical_effect
from arm.policy.model import Assignment, Override
from arm.policy.parse_parameters import plain_values
from arm.policy.reading import (
    keys_of,
    nearest,
    need_object,
    need_text,
    optional_list,
    optional_object,
    optional_text,
    refuse,
)
from arm.policy.run import Run
from arm.policy.scope import covers, load_selector_list, load_selectors, matches, passes
from arm.policy.switches import DEFAULT, Switches
from arm.policy.values import Tri, all_known
from arm.unknown import UNKNOWN

MODES = ("Default", "DoNotEnforce", "Enroll")
_OVERRIDES = ("policyEffect", "policyVersion", "definitionVersion")
_MARK = "/providers/microsoft.authorization/policyassignments/"


def load_assignment(document: Any) -> Assignment:
    """Read a policy assignment. Raises `DefinitionError` with the path of what Azure would refuse."""
    outer = keys_of(need_object(document, "$", "a policy assignment"), "$")
    keys, where = outer, "$"
    if isinstance(outer.get("properties"), dict):
        where = "$.properties"
        keys = keys_of(outer["properties"], where)
    resource_id = optional_text(outer, "id")
    scope = optional_text(keys, "scope") or optional_text(outer, "scope")
    if not scope and _MARK in resource_id.lower():
        scope = resource_id[: resource_id.lower().index(_MARK)]
    mode = optional_text(keys, "enforcementMode") or "Default"
    known = {name.lower(): name for name in MODES}
    if mode.lower() not in known:
        refuse("A-POL-120", f"{where}.enforcementMode", f"`{mode}`", ", ".join(MODES), nearest(mode, MODES))
    return Assignment(
        id=resource_id,
        name=optional_text(outer, "name") or resource_id.rpartition("/")[2],
        definition_id=need_text(keys, "policyDefinitionId", where),
        scope=scope,
        not_scopes=tuple(str(item) for item in optional_list(keys, "notScopes", where)),
        parameters=plain_values(optional_object(keys, "parameters", where)),
        enforcement_mode=known[mode.lower()],
        resource_selectors=load_selectors(
            optional_list(keys, "resourceSelectors", where), f"{where}.resourceSelectors"
        ),
        overrides=tuple(
            _override(item, f"{where}.overrides[{index}]")
            for index, item in enumerate(optional_list(keys, "overrides", where))
        ),
        messages=_messages(optional_list(keys, "nonComplianceMessages", where), f"{where}.nonComplianceMessages"),
        display_name=optional_text(keys, "displayName"),
    )


def _override(item: Any, where: str) -> Override:
    keys = keys_of(need_object(item, where, "kind, value, selectors"), where)
    kind = need_text(keys, "kind", where)
    known = {name.lower(): name for name in _OVERRIDES}
    if kind.lower() not in known:
        refuse("A-POL-121", f"{where}.kind", f"`{kind}`", ", ".join(_OVERRIDES), nearest(kind, _OVERRIDES))
    value = need_text(keys, "value", where)
    if kind.lower() == "policyeffect" and canonical_effect(value) is None:
        refuse("A-POL-122", f"{where}.value", f"`{value}`", "the name of an effect", "name an effect")
    selectors = load_selector_list(optional_list(keys, "selectors", where), f"{where}.selectors")
    return Override(kind=known[kind.lower()], value=value, selectors=selectors)


def _messages(items: Sequence[Any], where: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for index, item in enumerate(items):
        keys = keys_of(need_object(item, f"{where}[{index}]", "message"), f"{where}[{index}]")
        reference = optional_text(keys, "policyDefinitionReferenceId").lower()
        found.setdefault(reference, need_text(keys, "message", f"{where}[{index}]"))
    return found


def in_scope(assignment: Assignment, run: Run, management_groups: Sequence[str] = ()) -> Tri:
    """Whether the assignment is about the resource: its scope, its exclusions, its selectors."""
    resource_id = run.text("id")
    excluded = [covers(scope, resource_id, management_groups) for scope in assignment.not_scopes]
    if True in excluded:
        return False
    verdicts = [covers(assignment.scope, resource_id, management_groups), passes(assignment.resource_selectors, run)]
    verdicts.extend(UNKNOWN for verdict in excluded if verdict is UNKNOWN)
    return all_known(verdicts)


def overridden_effect(assignment: Assignment, reference_id: str, run: Run, switches: Switches = DEFAULT) -> str | None:
    """The effect that an override gives a member for a resource, or nothing."""
    found = [
        override.value
        for override in assignment.overrides
        if override.kind == "policyEffect"
        and all_known(matches(selector, run, reference_id) for selector in override.selectors) is True
    ]
    return (found[0] if switches.override_order == "first" else found[-1]) if found else None


def message_for(assignment: Assignment, reference_id: str) -> str:
    """What the assignment tells those whose resource does not comply; the member's own message first."""
    return assignment.messages.get(reference_id.lower()) or assignment.messages.get("", "")

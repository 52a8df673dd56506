"""Scopes: what lies at or under them, and what selectors let pass."""

from collections.abc import Mapping, Sequence
from typing import Any

from arm.policy.model import ResourceSelector, Selector
from arm.policy.reading import keys_of, nearest, need_object, optional_list, optional_text, refuse
from arm.policy.run import Run, id_parts
from arm.policy.values import UNDECIDED, Tri, all_known
from arm.unknown import UNKNOWN

SELECTOR_KINDS = ("resourceLocation", "resourceType", "resourceWithoutLocation", "policyDefinitionReferenceId")
_MANAGEMENT_GROUP = "/providers/microsoft.management/managementgroups/"
MAX_SELECTORS = 10


def covers(scope: str, resource_id: str, management_groups: Sequence[str] = ()) -> Tri:
    """Whether a resource lies at or under a scope. `management_groups` are those above its subscription."""
    ours = scope.rstrip("/").lower()
    theirs = resource_id.rstrip("/").lower()
    if not ours:
        return True
    if ours.startswith(_MANAGEMENT_GROUP):
        if theirs.startswith(_MANAGEMENT_GROUP):
            return theirs == ours
        above = [group.rstrip("/").lower().rpartition("/")[2] for group in management_groups]
        return ours.rpartition("/")[2] in above
    if not theirs:
        return UNKNOWN
    return theirs == ours or theirs.startswith(f"{ours}/")


def load_selectors(items: Sequence[Any], where: str) -> tuple[ResourceSelector, ...]:
    """Read resource selectors."""
    if len(items) > MAX_SELECTORS:
        refuse("A-POL-110", where, f"{len(items)} selectors", f"at most {MAX_SELECTORS}", "merge some")
    found = []
    for index, item in enumerate(items):
        place = f"{where}[{index}]"
        keys = keys_of(need_object(item, place, "name and selectors"), place)
        selectors = load_selector_list(optional_list(keys, "selectors", place), f"{place}.selectors")
        found.append(ResourceSelector(name=optional_text(keys, "name"), selectors=selectors))
    return tuple(found)


def load_selector_list(items: Sequence[Any], where: str) -> tuple[Selector, ...]:
    """Read the selectors of a resource selector or an override."""
    return tuple(_selector(item, f"{where}[{index}]") for index, item in enumerate(items))


def _selector(item: Any, where: str) -> Selector:
    keys = keys_of(need_object(item, where, "kind, and in or notIn"), where)
    kind = optional_text(keys, "kind")
    known = {name.lower(): name for name in SELECTOR_KINDS}
    if kind.lower() not in known:
        refuse("A-POL-111", f"{where}.kind", f"`{kind}`", ", ".join(SELECTOR_KINDS), nearest(kind, SELECTOR_KINDS))
    if ("in" in keys) is ("notin" in keys):
        refuse("A-POL-112", where, "both or neither of in and notIn", "exactly one", "keep one list")
    return Selector(
        kind=known[kind.lower()],
        among=_names(keys, "in", where),
        not_among=_names(keys, "notIn", where),
    )


def _names(keys: Mapping[str, Any], key: str, where: str) -> frozenset[str] | None:
    if key.lower() not in keys:
        return None
    return frozenset(_normal(str(name)) for name in optional_list(keys, key, where))


def _normal(name: str) -> str:
    return name.replace(" ", "").lower()


def passes(selectors: Sequence[ResourceSelector], run: Run) -> Tri:
    """Whether one of the resource selectors lets the resource pass; none at all let everything pass."""
    if not selectors:
        return True
    verdicts = [all_known(matches(selector, run) for selector in group.selectors) for group in selectors]
    if True in verdicts:
        return True
    return UNKNOWN if any(verdict is UNKNOWN for verdict in verdicts) else False


def matches(selector: Selector, run: Run, reference_id: str = "") -> Tri:
    """Whether one selector matches a resource, or a member of an initiative."""
    if selector.kind == "policyDefinitionReferenceId":
        return _listed(selector, reference_id)
    if selector.kind == "resourceType":
        return _listed(selector, run.type)
    location = run.resource.get("location")
    if location is UNKNOWN:
        return UNDECIDED
    if selector.kind == "resourceWithoutLocation":
        _, _, group, _ = id_parts(run.text("id"))
        return not location and not group
    return _listed(selector, location) if isinstance(location, str) else False


def _listed(selector: Selector, value: str) -> bool:
    if selector.among is not None:
        return _normal(value) in selector.among
    return _normal(value) not in (selector.not_among or ())

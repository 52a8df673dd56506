"""Applying what `append` and `modify` ask for to the body of a resource."""

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from arm.policy.alias_table import EMPTY
from arm.policy.aliases import AliasResolver, resolver
from arm.policy.field_names import STAR, read_field_name
from arm.policy.places import ParentMissingError, Place, places_of
from arm.policy.run import Run
from arm.policy.switches import DEFAULT, Switches
from arm.policy.values import MISSING, has_unknown, member, same_exactly
from arm.unknown import UNKNOWN

_IDENTITY_TYPES = ("microsoft.compute/virtualmachines", "microsoft.compute/virtualmachinescalesets")


@dataclass(frozen=True, slots=True)
class Change:
    """One change that was made."""

    field: str
    before: Any
    """Nothing when there was no value."""
    after: Any


@dataclass(frozen=True, slots=True)
class Applied:
    """A resource after the changes, and what became of each operation."""

    resource: dict[str, Any]
    changes: tuple[Change, ...]
    skipped: tuple[str, ...]
    """Fields that were left alone, with the reason."""
    conflicts: tuple[str, ...]
    """Fields that cannot be changed as asked, with the reason."""
    denied: bool
    """Whether Azure refuses the request because of the conflicts."""


class _Work:
    """The body under way, and what has been done to it."""

    def __init__(self, resource: Mapping[str, Any], resolve: AliasResolver, switches: Switches) -> None:
        self.resource: dict[str, Any] = copy.deepcopy(dict(resource))
        self.resolve = resolve
        self.switches = switches
        self.changes: list[Change] = []
        self.skipped: list[str] = []
        self.conflicts: list[str] = []

    def set(self, field: str, place: Place, value: Any, *, replace: bool) -> None:
        """Write a value, or note that another one is there."""
        before = place.read()
        if place.key is STAR:
            if replace:
                place.container[:] = [copy.deepcopy(value)]
            elif not any(same_exactly(item, value) is True for item in before):
                place.container.append(copy.deepcopy(value))
            else:
                return
            self.changes.append(Change(field, MISSING if not before else list(before), value))
            return
        if before is not MISSING and before is not None and not replace:
            same = same_exactly(before, value)
            if same is True:
                return
            if same is UNKNOWN:
                self.skipped.append(f"{field}: its present value is not known")
            elif self.switches.modify_add_conflict == "skip":
                self.skipped.append(f"{field}: it has the value {before!r}")
            else:
                self.conflicts.append(f"{field}: it has the value {before!r}, not {value!r}")
            return
        if before is MISSING or same_exactly(before, value) is not True:
            place.write(copy.deepcopy(value))
            self.changes.append(Change(field, None if before is MISSING else before, value))

    def result(self, *, denied: bool) -> Applied:
        """The answer."""
        return Applied(self.resource, tuple(self.changes), tuple(self.skipped), tuple(self.conflicts), denied)


def apply_append(
    resource: Mapping[str, Any],
    details: Sequence[Mapping[str, Any]] | Mapping[str, Any],
    resolve: AliasResolver | None = None,
    switches: Switches = DEFAULT,
) -> Applied:
    """The resource with what an `append` adds. Another value in the place of one denies the request."""
    work = _Work(resource, resolve or resolver(EMPTY), switches)
    for item in [details] if isinstance(details, Mapping) else details:
        name, value = member(item, "field"), member(item, "value")
        if not isinstance(name, str):
            work.skipped.append(f"{name!r}: the field is not known")
            continue
        places, _ = places_of(work.resource, name, work.resolve, create=True)
        for place in places:
            work.set(name, place, value, replace=False)
        if not places:
            work.skipped.append(f"{name}: the resource has no such place")
    return work.result(denied=bool(work.conflicts))


def apply_modify(
    resource: Mapping[str, Any],
    details: Mapping[str, Any],
    resolve: AliasResolver | None = None,
    switches: Switches = DEFAULT,
) -> Applied:
    """The resource after the operations of a `modify`; conflicts follow its `conflictEffect`."""
    work = _Work(resource, resolve or resolver(EMPTY), switches)
    operations = member(details, "operations")
    for item in operations if isinstance(operations, list) else []:
        _operate(item, work)
    stated = member(details, "conflictEffect")
    conflict_effect = stated.lower() if isinstance(stated, str) else "deny"
    if not work.conflicts:
        return work.result(denied=False)
    if conflict_effect == "deny":
        return work.result(denied=True)
    untouched = _Work(resource, work.resolve, switches)
    untouched.skipped = [change.field for change in work.changes] + work.skipped
    untouched.conflicts = work.conflicts
    return untouched.result(denied=False)


def _operate(item: Mapping[str, Any], work: _Work) -> None:
    name, operation, value = (member(item, key) for key in ("field", "operation", "value"))
    if not isinstance(name, str) or not isinstance(operation, str):
        work.skipped.append(f"{name!r}: the operation is not known")
        return
    understood = read_field_name(name)
    identity = understood is not None and understood.kind == "plain" and understood.text.startswith("identity")
    if identity and Run(work.resource).kind not in _IDENTITY_TYPES:
        work.skipped.append(f"{name}: only virtual machines and scale sets can be given an identity")
        return
    is_tag = understood is not None and understood.kind == "tag"
    try:
        places, alias = places_of(work.resource, name, work.resolve, create=is_tag or identity)
    except ParentMissingError as parent:
        work.skipped.append(f"{name}: `{parent}` is absent, which is taken as intended")
        return
    if alias is not None and alias.modifiable is False:
        work.conflicts.append(f"{name}: the property cannot be modified")
        return
    if member(item, "condition") is UNKNOWN:
        value = UNKNOWN
    for place in places:
        _change(name, operation.lower(), place, value, work)
    if not places:
        work.skipped.append(f"{name}: the resource has no such place")


def _change(name: str, operation: str, place: Place, value: Any, work: _Work) -> None:
    if operation == "remove":
        before = place.read()
        if before is not MISSING:
            place.remove()
            work.changes.append(Change(name, before, None))
        return
    work.set(name, place, value, replace=operation == "addorreplace")


def apply_uncertain(
    resource: Mapping[str, Any], details: Any, resolve: AliasResolver | None = None, switches: Switches = DEFAULT
) -> Applied:
    """The resource after an append or modify of which it is not known whether it happens: its targets are unknown."""
    stated = member(details, "operations") if isinstance(details, Mapping) else details
    operations = [
        {"operation": "addOrReplace", "field": member(item, "field"), "value": UNKNOWN}
        for item in (stated if isinstance(stated, list) else [])
    ]
    return apply_modify(resource, {"operations": operations}, resolve, switches)


def changed_fields(applied: Applied) -> tuple[str, ...]:
    """The fields that were changed to something that is not fully known."""
    return tuple(change.field for change in applied.changes if has_unknown(change.after))

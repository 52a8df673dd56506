"""Resources of a plan that stand under or beside another, for rules that ask whether one exists."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from arm import schema
from arm.unknown import UNKNOWN
from policies.kit.arm_view import Viewed, inherited_names, scope_parameter
from policies.kit.plan import points_to


@dataclass(frozen=True)
class Related:
    """A resource that may be the one that a rule asks for."""

    resource: Mapping[str, Any]
    certain: bool
    """Whether it is known to belong to the resource in question."""


def may_be_planned(subject: Viewed, wanted_type: str) -> bool:
    """Whether the plan can say that a related resource is missing: one that extends the subject or is its child.

    Others may have been made by anyone before, so their absence from a plan proves nothing.
    """
    wanted = wanted_type.lower()
    if wanted.startswith(subject.type + "/"):
        return True
    try:
        return scope_parameter(schema.by_arm_type(wanted_type)) is not None
    except schema.UnknownType:
        return False


def related_in(plan: Iterable[Viewed], subject: Viewed, wanted_type: str) -> Iterator[Related]:
    """Resources of a type that extend the subject or are its children."""
    for other in plan:
        if other.type == wanted_type.lower():
            belongs = _belongs(other, subject)
            if belongs is not False:
                yield Related(other.resource, certain=belongs is True)


def _belongs(other: Viewed, subject: Viewed) -> bool | None:
    scope = scope_parameter(other.kind)
    if scope is not None:
        wanted: dict[str, Any] = {scope: subject.id if subject.id is not None else UNKNOWN}
    elif other.type.startswith(subject.type + "/"):
        names = inherited_names(other.kind, subject.kind)
        wanted = {child: subject.planned.inputs.get(parent) for child, parent in names}
    else:
        return None
    return points_to(other.planned, wanted, subject.planned)

"""Related resources: which ones the …IfNotExists effects look at, and whether one of them satisfies."""

from collections.abc import Iterable, Mapping
from typing import Any

from arm.policy.nodes import Node
from arm.policy.run import RESOURCE_GROUP, SUBSCRIPTION, Run, id_parts
from arm.policy.values import MISSING, UNDECIDED, Tri, member
from arm.unknown import UNKNOWN, Unknown


def satisfied(details: Mapping[str, Any], existence: Node | None, run: Run) -> Tri:
    """Whether a related resource exists and meets the condition; unknown when that cannot be said."""
    kind = member(details, "type")
    if kind is UNKNOWN or run.context.related is None:
        run.unknowns.append(f"existence of {kind if isinstance(kind, str) else 'the related resource'}")
        return UNKNOWN
    wanted = str(kind)
    undecided = False
    mark = len(run.unknowns)
    for candidate in _candidates(wanted, run):
        matches = _matches(candidate, wanted, details, run)
        if matches is False:
            continue
        verdict: Tri = True
        if existence is not None:
            verdict = existence.decide(_related_run(candidate, wanted, run))
        if verdict is True and matches is True:
            del run.unknowns[mark:]
            return True
        undecided = undecided or verdict is not False
    if not undecided:
        return False
    if len(run.unknowns) == mark:
        run.unknowns.append(f"existence of {wanted}")
    return UNKNOWN


def _related_run(candidate: Mapping[str, Any], wanted: str, run: Run) -> Run:
    related = Run(candidate, run.context, subject=run)
    related.type, related.kind = wanted, wanted.lower()
    return related


def _candidates(wanted: str, run: Run) -> Iterable[Mapping[str, Any]]:
    given = run.context.related or ()
    if wanted.lower() == run.kind and not any(_is_type(item, wanted) is True for item in given):
        return (*given, run.resource)
    return given


def _is_type(candidate: Mapping[str, Any], wanted: str) -> Tri:
    kind = member(candidate, "type")
    if kind is UNKNOWN:
        return UNDECIDED
    if not isinstance(kind, str):
        kind = id_parts(_text(candidate, "id"))[0]
    if not kind:
        return True
    ours, theirs = kind.lower(), wanted.lower()
    if ours in ("microsoft.resources/resourcegroups", RESOURCE_GROUP.lower()):
        return theirs in ("microsoft.resources/resourcegroups", RESOURCE_GROUP.lower())
    # A list of extension resources may name them under the type they extend.
    return ours == theirs or ("/providers/" in ours and ours.rpartition("/")[2] == theirs.rpartition("/")[2])


def _text(value: Mapping[str, Any], name: str) -> str:
    found = member(value, name)
    return found if isinstance(found, str) else ""


def _matches(candidate: Mapping[str, Any], wanted: str, details: Mapping[str, Any], run: Run) -> Tri:
    """Whether a resource is one that the details look for: by type, name and place."""
    if not isinstance(candidate, Mapping):
        return False
    verdicts = [
        _is_type(candidate, wanted),
        _is_named(candidate, member(details, "name"), run),
        _is_in_place(candidate, wanted, details, run),
    ]
    if False in verdicts:
        return False
    return UNKNOWN if any(verdict is UNKNOWN for verdict in verdicts) else True


def _is_named(candidate: Mapping[str, Any], name: Any, run: Run) -> Tri:
    if name is MISSING or name is None or name == "":
        return True
    own = Run(candidate).names()
    if name is UNKNOWN or isinstance(own, Unknown):
        return UNDECIDED
    if own is None:
        return True
    parts = str(name).lower().strip("/").split("/")
    ours = [part.lower() for part in own]
    if len(parts) > len(ours):
        above = run.names()
        around = [part.lower() for part in above] if isinstance(above, tuple) else []
        ours = [*around, *ours][-len(parts) :]
    if len(parts) > len(ours):
        return False
    return all(wanted in ("?", part) for wanted, part in zip(parts, ours[-len(parts) :], strict=True))


def _is_in_place(candidate: Mapping[str, Any], wanted: str, details: Mapping[str, Any], run: Run) -> bool:
    theirs, ours = _text(candidate, "id").lower(), run.text("id").lower()
    if not theirs or not ours:
        return True
    if wanted.lower().startswith(f"{run.kind}/"):
        return theirs.startswith(f"{ours.rstrip('/')}/")
    _, _, group, subscription = id_parts(_text(candidate, "id"))
    _, _, own_group, own_subscription = id_parts(run.text("id"))
    if theirs.startswith(f"{ours.rstrip('/')}/providers/"):
        return True
    if subscription.lower() != own_subscription.lower():
        return False
    scope = member(details, "existenceScope")
    if (isinstance(scope, str) and scope.lower() == "subscription") or run.type == SUBSCRIPTION:
        return True
    asked = member(details, "resourceGroupName")
    expected = asked if isinstance(asked, str) and asked else own_group
    return not expected or group.lower() == expected.lower()

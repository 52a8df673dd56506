"""Fields: from a name to the values it selects in a resource."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from arm.policy.aliases import AliasResolver
from arm.policy.errors import EvaluationError
from arm.policy.field_names import STAR, FieldName, read_field_name, read_path
from arm.policy.run import UNKNOWN_TYPE, Run
from arm.policy.values import MISSING, Collection, member
from arm.policy.walking import body_walker, walk, walker
from arm.unknown import UNKNOWN

Select: TypeAlias = Callable[[Run], Any]
"""Gives the value of a field in a run: a value, `MISSING`, or a collection."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A count around the present place: what it counts (in lower case), and where its member is kept."""

    key: str
    slot: int
    is_field: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A field, ready to be read."""

    name: str
    select: Select
    is_location: bool = False


def _top(name: str) -> Select:
    def select(run: Run) -> Any:
        return member(run.resource, name)

    return select


def _of_identity(name: str) -> Select:
    steps = ("identity", name)
    return lambda run: walk(run.resource, steps, exact=True)


def _type(run: Run) -> Any:
    return UNKNOWN if run.type == UNKNOWN_TYPE else run.type or MISSING


def _name(run: Run) -> Any:
    names = run.names()
    if names is UNKNOWN:
        return UNKNOWN
    return names[-1] if names else MISSING


def _full_name(run: Run) -> Any:
    stated = member(run.resource, "fullName")
    if stated is not MISSING:
        return stated
    names = run.names()
    if names is UNKNOWN:
        return UNKNOWN
    return "/".join(names) if names else MISSING


def _path(path: str) -> Select:
    steps = read_path(path)
    first = str(steps[0]).lower()
    from_body = body_walker(steps)

    def select(run: Run) -> Any:
        if first == "properties" or member(run.resource, first) is not MISSING:
            return walk(run.resource, steps, exact=False)
        return from_body(run.resource)

    return select


def _tag(name: str) -> Select:
    lowered = name.lower()

    def select(run: Run) -> Any:
        tags = run.resource.get("tags", MISSING)
        if tags is MISSING:
            tags = member(run.resource, "tags")
        if tags is UNKNOWN:
            return UNKNOWN
        return member(tags, lowered) if isinstance(tags, Mapping) else MISSING

    return select


_PLAIN: Mapping[str, Select] = {
    "name": _name,
    "fullName": _full_name,
    "type": _type,
    "kind": _top("kind"),
    "location": _top("location"),
    "id": _top("id"),
    "tags": _top("tags"),
    "identity": _top("identity"),
    "identity.type": _of_identity("type"),
    "identity.userAssignedIdentities": _of_identity("userAssignedIdentities"),
}


def enclosing(name: str, frames: tuple[Frame, ...]) -> Frame | None:
    """The count that a name stands inside of: the one that counts the longest part of it."""
    lowered = name.lower()
    found: Frame | None = None
    for frame in frames:
        rest = lowered[len(frame.key) :]
        inside = frame.is_field and lowered.startswith(frame.key) and (not rest or rest[0] in ".[")
        if inside and (found is None or len(frame.key) >= len(found.key)):
            found = frame
    return found


def _alias(name: str, resolve: AliasResolver) -> Select:
    cache: dict[tuple[str, str | None], Callable[[Any], Any]] = {}
    plural = "[*]" in name

    def find(kind: str, version: str | None) -> Callable[[Any], Any]:
        if kind == UNKNOWN_TYPE:
            return (lambda _resource: Collection(complete=False)) if plural else (lambda _resource: UNKNOWN)
        found = resolve(name, kind or _own_type(name), version)
        if found is None:
            return (lambda _resource: Collection()) if plural else (lambda _resource: MISSING)
        return walker(found.steps, exact=True) if found.exact else body_walker(found.steps)

    def select(run: Run) -> Any:
        key = (run.kind, run.api_version)
        chosen = cache.get(key)
        if chosen is None:
            chosen = cache[key] = find(*key)
        return chosen(run.resource)

    return select


def _own_type(alias: str) -> str:
    """The type that an alias names, for resources that do not say theirs."""
    return alias.split("[", 1)[0].rpartition("/")[0].lower()


def _narrowed(name: str, frame: Frame, resolve: AliasResolver, *, single: bool) -> Select:
    """The part of a name that follows the counted alias, read from the member that is being counted."""
    rest = name[len(frame.key) :]
    slot = frame.slot
    if not rest:
        return (lambda run: run.members[slot]) if single else (lambda run: Collection([run.members[slot]]))
    guessed = read_path(rest)
    several = not single or STAR in guessed
    cache: dict[tuple[str, str | None], Callable[[Any], Any]] = {}

    def find(kind: str, version: str | None) -> Callable[[Any], Any]:
        kind = kind or _own_type(name)
        whole, part = resolve(name, kind, version), resolve(frame.key, kind, version)
        if whole is None and "/" in name:
            return lambda _member: Collection() if several else MISSING
        if whole and part and whole.exact and _begins(whole.steps, part.steps):
            return walker(whole.steps[len(part.steps) :], exact=True)
        return walker(guessed, exact=False)

    def select(run: Run) -> Any:
        key = (run.kind, run.api_version)
        chosen = cache.get(key)
        if chosen is None:
            chosen = cache[key] = find(*key)
        found = chosen(run.members[slot])
        return Collection([found]) if several and not isinstance(found, Collection) else found

    return select


def _begins(steps: tuple[Any, ...], prefix: tuple[Any, ...]) -> bool:
    return len(steps) > len(prefix) and all(
        str(a).lower() == str(b).lower() for a, b in zip(steps, prefix, strict=False)
    )


def compile_field(name: str, frames: tuple[Frame, ...], resolve: AliasResolver, *, single: bool = False) -> Field:
    """A field by name. `single` gives the member itself where it is otherwise a collection of one."""
    understood = read_field_name(name)
    if understood is None:
        raise EvaluationError(f"there is no field `{name}`")
    text = understood.text
    if understood.kind == "plain":
        return Field(text, _PLAIN[text], is_location=text == "location")
    if understood.kind == "tag":
        return Field(name, _tag(text))
    return Field(name, _alias_or_path(understood, frames, resolve, single=single))


def _alias_or_path(understood: FieldName, frames: tuple[Frame, ...], resolve: AliasResolver, *, single: bool) -> Select:
    frame = enclosing(understood.text, frames)
    if frame is not None:
        return _narrowed(understood.text, frame, resolve, single=single)
    if understood.kind == "alias":
        return _alias(understood.text, resolve)
    return _path(understood.text)

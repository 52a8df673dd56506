"""Fields: from a name to the values it selects in a resource."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from arm.policy.aliases import AliasResolver
from arm.policy.errors import EvaluationError
from arm.policy.field_names import STAR, FieldName, Step, read_field_name, read_path
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


def _alias(name: str, frames: tuple[Frame, ...], resolve: AliasResolver) -> Select:
    cache: dict[tuple[str, str | None], Select] = {}
    plural = "[*]" in name

    def find(kind: str, version: str | None) -> Select:
        if kind == UNKNOWN_TYPE:
            return (lambda _run: Collection(complete=False)) if plural else (lambda _run: UNKNOWN)
        kind = kind or _own_type(name)
        found = resolve(name, kind, version)
        if found is None:
            return (lambda _run: Collection()) if plural else (lambda _run: MISSING)
        if not found.exact:
            from_body = body_walker(found.steps)
            return lambda run: from_body(run.resource)
        for frame in reversed(frames):
            counted = resolve(frame.key, kind, version) if frame.is_field else None
            rest = _after(found.steps, counted.steps) if counted else None
            if rest is not None:
                # Another alias of the counted array: the path says so, although the name does not.
                return _of_member(frame.slot, walker(rest, exact=True))
        whole = walker(found.steps, exact=True)
        return lambda run: whole(run.resource)

    def select(run: Run) -> Any:
        key = (run.kind, run.api_version)
        chosen = cache.get(key)
        if chosen is None:
            chosen = cache[key] = find(*key)
        return chosen(run)

    return select


def _of_member(slot: int, part: Callable[[Any], Any]) -> Select:
    def select(run: Run) -> Any:
        found = part(run.members[slot])
        return found if isinstance(found, Collection) else Collection([found])

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
        inside = _after(whole.steps, part.steps) if whole and part and whole.exact else None
        if inside is not None:
            return walker(inside, exact=True)
        return walker(guessed, exact=False)

    def select(run: Run) -> Any:
        key = (run.kind, run.api_version)
        chosen = cache.get(key)
        if chosen is None:
            chosen = cache[key] = find(*key)
        found = chosen(run.members[slot])
        return Collection([found]) if several and not isinstance(found, Collection) else found

    return select


def _after(steps: tuple[Step, ...], counted: tuple[Step, ...]) -> tuple[Step, ...] | None:
    """What follows the path of a counted array, or nothing when the path does not lead into it."""
    ours, theirs = (path[1:] if _is_properties(path) else path for path in (steps, counted))
    if len(ours) <= len(theirs) or any(str(a).lower() != str(b).lower() for a, b in zip(ours, theirs, strict=False)):
        return None
    return ours[len(theirs) :]


def _is_properties(path: tuple[Step, ...]) -> bool:
    return isinstance(path[0], str) and path[0].lower() == "properties"


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
        return _alias(understood.text, frames, resolve)
    return _path(understood.text)

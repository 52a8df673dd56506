"""Where in a body a field is written."""

from typing import Any

from arm.policy.aliases import AliasResolver, ResolvedAlias
from arm.policy.field_names import STAR, Step, read_field_name, read_path
from arm.policy.run import Run
from arm.policy.values import MISSING, member
from arm.policy.walking import is_top_level
from arm.unknown import UNKNOWN


class Place:
    """A member of an object, or an array to which elements are added (`key` is `STAR`)."""

    __slots__ = ("container", "key")

    def __init__(self, container: Any, key: Step) -> None:
        self.container = container
        self.key = key

    def read(self) -> Any:
        """What is there: `MISSING` when nothing is."""
        if self.key is STAR:
            return self.container
        return self.container.get(self.key, MISSING)

    def write(self, value: Any) -> None:
        """Put a value there."""
        self.container[self.key] = value

    def remove(self) -> None:
        """Take away what is there."""
        self.container.pop(self.key, None)


def _own_key(container: dict[str, Any], name: str) -> str:
    """The name under which an object already holds a member, else the name itself."""
    lowered = name.lower()
    return next((key for key in container if key.lower() == lowered), name)


class ParentMissingError(Exception):
    """An object on the way to the field is not there."""


def tag_place(resource: dict[str, Any], tag: str) -> Place | None:
    """The place of a tag; nothing when the tags are not known."""
    key = _own_key(resource, "tags")
    if resource.get(key) is None:
        resource[key] = {}
    tags = resource[key]
    return Place(tags, _own_key(tags, tag)) if isinstance(tags, dict) else None


def places_of(
    resource: dict[str, Any], name: str, resolve: AliasResolver, *, create: bool
) -> tuple[list[Place], ResolvedAlias | None]:
    """The places of a field, several for `[*].name`; objects on the way are made when `create` says so."""
    understood = read_field_name(name)
    if understood is None:
        return [], None
    if understood.kind == "tag":
        place = tag_place(resource, understood.text)
        return ([place] if place else []), None
    if understood.kind == "plain":
        return _descend(resource, read_path(understood.text), exact=True, create=create), None
    if understood.kind == "path":
        return _descend(resource, read_path(name), exact=False, create=create), None
    run = Run(resource)
    found = resolve(name, run.kind, run.api_version)
    if found is None:
        return [], None
    if found.exact:
        return _descend(resource, found.steps, exact=True, create=create), found
    return _descend(_root(resource, found.steps[0]), found.steps, exact=False, create=create), found


def _root(resource: dict[str, Any], first: Step) -> Any:
    key = _own_key(resource, "properties")
    properties = resource.get(key)
    held = isinstance(properties, dict) and isinstance(first, str) and member(properties, first) is not MISSING
    if not held and is_top_level(first):
        return resource
    if properties is None:
        properties = resource[key] = {}
    return properties


def _descend(value: Any, steps: tuple[Step, ...], *, exact: bool, create: bool) -> list[Place]:
    *way, last = steps
    for index, step in enumerate(way):
        following = steps[index + 1]
        if step is STAR:
            if not isinstance(value, list):
                return []
            inner = steps[index + 1 :]
            return [place for item in value for place in _element(item, inner, exact=exact, create=create)]
        if value is UNKNOWN or not isinstance(value, dict) or not isinstance(step, str):
            return []
        key = _own_key(value, step)
        # The properties of a resource are always there; a nested object that is absent was left out on purpose.
        if value.get(key) is None:
            if not create and not (index == 0 and key.lower() == "properties"):
                raise ParentMissingError(step)
            value[key] = [] if following is STAR else {}
        value = value[key]
    if last is STAR:
        return [Place(value, STAR)] if isinstance(value, list) else []
    return [Place(value, _own_key(value, last))] if isinstance(value, dict) and isinstance(last, str) else []


def _element(item: Any, steps: tuple[Step, ...], *, exact: bool, create: bool) -> list[Place]:
    first = steps[0]
    if isinstance(item, dict) and isinstance(first, str) and not exact and member(item, first) is MISSING:
        inner = member(item, "properties")
        if isinstance(inner, dict):
            return _descend(inner, steps, exact=exact, create=create)
    return _descend(item, steps, exact=exact, create=create)

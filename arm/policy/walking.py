"""Going down a body along the steps of a path."""

from collections.abc import Callable, Mapping
from typing import Any

from arm.policy.field_names import STAR, Step
from arm.policy.values import MISSING, Collection, member
from arm.unknown import UNKNOWN

_TOP_LEVEL = frozenset(
    (
        *("sku", "kind", "identity", "zones", "plan", "managedby", "managedbyextended", "tags", "location"),
        *("extendedlocation", "placement", "etag", "systemdata", "scale", "apiversion"),
    )
)


def is_top_level(step: Step) -> bool:
    """Whether ARM resources hold a member of this name beside `properties`."""
    return isinstance(step, str) and step.lower() in _TOP_LEVEL


def _child(value: Mapping[str, Any], step: str, exact: bool) -> Any:
    found = value.get(step, MISSING)
    if found is MISSING:
        found = member(value, step)
    if found is not MISSING or exact:
        return found
    inner = member(value, "properties")
    if inner is UNKNOWN:
        return UNKNOWN
    return member(inner, step) if isinstance(inner, dict) else MISSING


def walk(value: Any, steps: tuple[Step, ...], exact: bool) -> Any:
    """What the steps select: a value, `MISSING`, or a collection when a step is `[*]`."""
    for index, step in enumerate(steps):
        if step is STAR:
            found = Collection()
            _spread(value, steps[index + 1 :], exact, found)
            return found
        if value is UNKNOWN:
            return Collection(complete=False) if STAR in steps[index:] else UNKNOWN
        if isinstance(step, str) and isinstance(value, dict):
            value = _child(value, step, exact)
        elif isinstance(step, int) and isinstance(value, list):
            value = value[step] if step < len(value) else MISSING
        elif isinstance(step, str) and isinstance(value, list) and not exact:
            # An alias of the old form has no `[*]` where its path has one.
            found = Collection()
            _spread(value, steps[index:], exact, found)
            return found
        else:
            value = MISSING
        if value is MISSING or value is None:
            if STAR in steps[index + 1 :]:
                return Collection()
            if index + 1 < len(steps):
                return MISSING
    return value


def walker(steps: tuple[Step, ...], exact: bool) -> Callable[[Any], Any]:
    """As `walk`, prepared for one path: members that are there under the very name are found fast."""

    def select(value: Any) -> Any:
        for index, step in enumerate(steps):
            found = value.get(step) if type(value) is dict else None
            if found is None:
                return walk(value, steps[index:], exact)
            value = found
        return value

    return select


def _spread(value: Any, rest: tuple[Step, ...], exact: bool, found: Collection) -> None:
    """Add what the rest of the steps selects in each element."""
    if isinstance(value, Collection) and not value.complete:
        found.complete = False
    if value is UNKNOWN:
        found.complete = False
    elif isinstance(value, list):
        flattens = STAR in rest
        for item in value:
            selected = walk(item, rest, exact) if rest else item
            if flattens and isinstance(selected, Collection):
                found.extend(selected)
                found.complete = found.complete and selected.complete
            else:
                found.append(selected)


def body_walker(steps: tuple[Step, ...]) -> Callable[[Mapping[str, Any]], Any]:
    """From the top of a resource, for steps that follow from an alias's name: `properties` come first."""
    first = steps[0]
    inside = walker(steps, exact=False)
    rest = walker(steps[1:], exact=False)
    lowered = first.lower() if isinstance(first, str) else ""
    top_level = is_top_level(first)
    plural = STAR in steps

    def select(resource: Mapping[str, Any]) -> Any:
        properties = resource.get("properties", MISSING)
        if properties is MISSING:
            properties = member(resource, "properties")
        if isinstance(properties, dict):
            if first in properties or member(properties, lowered) is not MISSING:
                return inside(properties)
            if lowered == "properties" or (top_level and member(resource, lowered) is not MISSING):
                return walk(resource, steps, exact=lowered == "properties")
            name = resource.get("name")
            if len(steps) > 1 and isinstance(name, str) and name.rpartition("/")[2].lower() == lowered:
                # Children that exist once per name carry it in their aliases: config/web.minTlsVersion.
                return rest(properties)
            return inside(properties)
        if properties is UNKNOWN:
            there = top_level and member(resource, lowered) is not MISSING
            return walk(resource if there else UNKNOWN, steps, exact=False)
        if lowered in ("id", "name", "type"):
            return Collection() if plural else MISSING
        return inside(resource)

    return select

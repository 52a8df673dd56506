"""All resources of a plan, and how they hang together."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from arm.unknown import UNKNOWN
from policies.kit.planned import Planned, normalised, type_of

Made = TypeVar("Made")


@dataclass(frozen=True)
class Plan:
    """The resources of one plan, in the engine's order."""

    resources: tuple[Planned, ...]

    def of(self, *tokens: str) -> Iterator[Planned]:
        """Resources of the given types."""
        return (resource for token in tokens for resource in self._by_token.get(token, ()))

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What a rule works out once per plan and needs for many resources."""
        if key not in self._made:
            self._made[key] = make()
        found: Made = self._made[key]
        return found

    @cached_property
    def _by_token(self) -> Mapping[str, Sequence[Planned]]:
        found: dict[str, list[Planned]] = defaultdict(list)
        for resource in self.resources:
            found[resource.token].append(resource)
        return found

    @cached_property
    def _made(self) -> dict[Hashable, Any]:
        return {}


def place_of(resource: Planned, names: tuple[str, ...]) -> tuple[Any, ...]:
    """What tells where a resource stands: values that are known, and what the others are made of."""
    return tuple(
        (resource.links.get(name) or resource.urn)
        if resource.inputs.get(name) is UNKNOWN
        else str(resource.inputs.get(name)).lower()
        for name in names
    )


def points_to(source: Planned, properties: Mapping[str, Any], target: Planned) -> bool | None:
    """Whether the named properties of one resource are those of another; `None` when it cannot be said.

    `properties` gives per property of the source what it would be for the target. A value that is not
    known yet is traced by the plan's own record of what it is made of.
    """
    answers = [_agree(source, name, wanted, target) for name, wanted in properties.items()]
    if False in answers:
        return False
    return None if None in answers else True


def _agree(source: Planned, name: str, wanted: Any, target: Planned) -> bool | None:
    value = source.inputs.get(name)
    if value is not UNKNOWN and wanted is not UNKNOWN:
        return isinstance(value, str) and isinstance(wanted, str) and value.lower() == wanted.lower()
    made_of, theirs = source.links.get(name, ()), target.links.get(name, ())
    if target.urn in made_of or (made_of and made_of == theirs):
        return True
    others = {urn for urn in made_of if normalised(type_of(urn)) == target.token}
    return False if others else None


class Memory:
    """What a pack saw of each resource by itself, for when it sees them together.

    The engine first asks about the inputs of each resource and then about all resources, with their outputs
    and with what each property is made of. Rules read inputs; this joins the two.
    """

    def __init__(self) -> None:
        self._seen: dict[str, Planned] = {}

    def keep(self, planned: Planned) -> None:
        """Remember a resource."""
        self._seen[planned.urn] = planned

    def plan(self, resources: Sequence[Planned]) -> Plan:
        """The plan, with the inputs that were seen before where there are any."""
        return Plan(tuple(self._joined(resources)))

    def _joined(self, resources: Iterable[Planned]) -> Iterator[Planned]:
        for resource in resources:
            seen = self._seen.get(resource.urn)
            yield resource if seen is None else replace(seen, links=resource.links)

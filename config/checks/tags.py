"""Tags that the estate's files set, alone and merged."""

from collections.abc import Iterator
from functools import partial

from config.checks.place import in_settings, in_stack
from config.estate import Estate
from config.models.landing_zone import LandingZoneStack
from config.models.management_zone import ManagementZoneStack
from config.models.stacks import TeamStack, Zone
from config.problems import Problem
from config.stack_tags import tags_of
from config.tags import TagProblem, check_own_tags, check_tags

_OF_ONE_FILE = frozenset({"C-TAG-001", "C-TAG-004"})
"""What merging hides: a computed key, and keys of one file that differ in case only."""


def check_tags_of_stacks(estate: Estate) -> Iterator[Problem]:
    """Files set only tags that are theirs to set, and Azure takes the sum of them (C-TAG-001 to C-TAG-006)."""
    holders: dict[str, Zone | TeamStack] = {**estate.zones, **estate.teams}
    for problem in check_own_tags(estate.settings.tags.defaults):
        if problem.code in _OF_ONE_FILE:
            yield _in_defaults(estate, problem)
    for name, holder in holders.items():
        for problem in check_own_tags(holder.tags):
            if problem.code in _OF_ONE_FILE:
                yield _in_tags(estate, name, problem)
    merged = {
        name: set(_merged(estate, name, holder))
        for name, holder in holders.items()
        if isinstance(holder, Zone) or holder.landing_zone in estate.landing_zones
    }
    everywhere = set.intersection(*merged.values()) if merged else set()
    for problem in everywhere:
        yield _in_defaults(estate, problem)
    for name, problems in merged.items():
        for problem in problems - everywhere:
            yield _in_layer(estate, name, problem)


def _merged(estate: Estate, name: str, stack: Zone | TeamStack) -> Iterator[TagProblem]:
    required = estate.settings.tags.required
    for arm_type in _strict_types(estate, stack):
        yield from check_tags(tags_of(estate, name), arm_type=arm_type, required=required)


def _strict_types(estate: Estate, stack: Zone | TeamStack) -> tuple[str, ...]:
    """Types that the stack tags and that take less than others; `*` where it has none."""
    if isinstance(stack, LandingZoneStack):
        return ("Microsoft.Storage/storageAccounts",)
    creates_zones = estate.settings.connectivity.private_dns_zones_resource_group_id is None
    if isinstance(stack, ManagementZoneStack) and creates_zones:
        return ("Microsoft.Network/privateDnsZones",)
    return ("*",)


def _in_layer(estate: Estate, name: str, problem: TagProblem) -> Problem:
    """At the file that sets the tag: the stack's, its zone's, or `estate.yaml`; at the stack's where none does."""
    stack = estate.stacks[name]
    names = [name, stack.landing_zone] if isinstance(stack, TeamStack) else [name]
    for layer in names:
        if _spelling(estate, layer, problem.key):
            return _in_tags(estate, layer, problem)
    if _spelling(estate, None, problem.key):
        return _in_defaults(estate, problem)
    return _in_tags(estate, name, problem)


def _in_tags(estate: Estate, name: str, problem: TagProblem) -> Problem:
    at = partial(in_stack, estate, name, ("tags", *_spelling(estate, name, problem.key)), problem.code)
    return at(found=problem.found, accepted=problem.accepted, remedy=problem.remedy)


def _in_defaults(estate: Estate, problem: TagProblem) -> Problem:
    at = partial(in_settings, estate, ("tags", "defaults", *_spelling(estate, None, problem.key)), problem.code)
    return at(found=problem.found, accepted=problem.accepted, remedy=problem.remedy)


def _spelling(estate: Estate, name: str | None, key: str) -> tuple[str, ...]:
    """The key as a stack's tags, or the defaults, spell it; the same spelling first. Empty where they lack it."""
    tags = estate.settings.tags.defaults if name is None else getattr(estate.stacks[name], "tags", {})
    same = [key] if key in tags else [known for known in tags if known.lower() == key.lower()]
    return tuple(same[:1])

"""Computed names that Azure would refuse, or that two stacks would share."""

from collections.abc import Iterator, Mapping

from arm.name_rules import rule_for
from config.checks.place import in_stack
from config.estate import Estate
from config.names import names_of, type_of
from config.naming import NameProblem
from config.problems import Problem

_BEYOND_SUBSCRIPTIONS = frozenset({"global", "tenant", "region"})


def check_names(estate: Estate) -> Iterator[Problem]:
    """Every physical name is one that Azure takes, and no two stacks share one (C-NAM-001 to C-NAM-005)."""
    computed: dict[str, Mapping[str, str]] = {}
    for name in (*estate.zones, *estate.teams):
        if (team := estate.teams.get(name)) and team.landing_zone not in estate.landing_zones:
            continue
        try:
            computed[name] = names_of(estate, name)
        except NameProblem as problem:
            yield in_stack(
                estate,
                name,
                ("name",),
                problem.code,
                found=f"{problem.found} ({problem.where})",
                accepted=problem.accepted,
                remedy=problem.remedy,
            )
    yield from _shared(estate, computed)


def _shared(estate: Estate, computed: Mapping[str, Mapping[str, str]]) -> Iterator[Problem]:
    """Stacks of one workload name and environment are left out: C-UNI-001 tells about them."""
    first: dict[tuple[str, str, str], str] = {}
    for name, names in computed.items():
        for scope, arm_type, text in _scoped(estate, name, names):
            other = first.setdefault((scope, arm_type, text.lower()), name)
            if other != name and _workload(estate, other) != _workload(estate, name):
                yield in_stack(
                    estate,
                    name,
                    ("name",),
                    "C-NAM-005",
                    found=f"its `{arm_type}` would be named `{text}`, as one of `{other}` is",
                    accepted=f"a computed name of its own in {f'subscription `{scope}`' if scope else 'all of Azure'}",
                    remedy="choose another name",
                )


def _scoped(estate: Estate, name: str, names: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Names that must be unique beyond a resource group, each with its subscription or nothing, and its type."""
    stack = estate.stacks[name]
    for key, text in names.items():
        arm_type = type_of(stack, key)
        rule = rule_for(arm_type)
        if rule and rule.scope == "subscription":
            yield estate.subscription_id(stack), arm_type, text
        elif rule and rule.scope in _BEYOND_SUBSCRIPTIONS:
            yield "", arm_type, text


def _workload(estate: Estate, name: str) -> tuple[str, str | None]:
    stack = {**estate.zones, **estate.teams}[name]
    return stack.name, estate.environment_name(stack)

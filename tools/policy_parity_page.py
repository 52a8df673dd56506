"""`docs/reference/policy-parity.md`: each of the 209 published policies, and what stands for it here."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

from arm.private_link import groups
from components.governance.diagnostics_by_policy import name_of, planned_types
from policies.catalogue import rules

Published = Mapping[str, Any]
REFUSED = "G-GEN-003"
_ALIASES = {
    "microsoft.dbformysql/servers": "Microsoft.DBforMySQL/flexibleServers",
    "microsoft.dbforpostgresql/servers": "Microsoft.DBforPostgreSQL/flexibleServers",
}
"""Retired types, and their successors."""
_INTRODUCTION = (
    "Microsoft publishes 209 definitions for the data management landing zone (Azure/data-management-zone, "
    "`infra/Policies`), assigns none of them and tests none. This is what stands for each of them here: a "
    "[guardrail](guardrails.md), a policy that is made from the facts, or nothing, with the reason."
)


@cache
def published() -> tuple[Published, ...]:
    """Every published policy, as inventoried."""
    text = files("policies").joinpath("data/parity.json").read_text(encoding="utf-8")
    return tuple(json.loads(text)["policies"])


def answer(one: Published) -> str:
    """What stands for a published policy."""
    if one["group"] == "Diagnostics":
        return _diagnostics(one["type"])
    if one["group"] == "DNS":
        return _dns(one["types"], one["group_ids"])
    ours = ", ".join(f"[{name}](guardrails.md)" for name in one["guardrails"])
    note = one.get("note", "")
    return f"{ours}: {note}" if ours and note else ours or f"none: {note}"


def refused_types() -> frozenset[str]:
    """Types that may not be planned at all, in lower case."""
    (rule,) = [rule for rule in rules() if rule.id == REFUSED]
    listed = rule.definition["parameters"]["refusedTypes"]["defaultValue"]
    return frozenset(name.lower() for name in listed)


def _diagnostics(arm_type: str) -> str:
    known = {each.lower(): each for each in planned_types()}
    successor = _ALIASES.get(arm_type.lower(), arm_type)
    if (found := known.get(successor.lower())) is not None:
        return f"`{name_of(found)}`" + (f", for the successor `{found}`" if successor != arm_type else "")
    if arm_type.lower() in refused_types():
        return f"[{REFUSED}](guardrails.md): the type is refused"
    return f"none: {_NO_SETTING[arm_type]}"


_NO_SETTING = {
    "Microsoft.Resources/subscriptions": "a subscription's activity log is kept by the cloud platform",
    "Microsoft.OperationalInsights/workspaces": "a workspace keeps the log of its own queries, by its component",
}


def _dns(types: list[str], group_ids: list[str]) -> str:
    made = "made from the facts with `dns_registration: policy`, for every zone that its endpoints need"
    for arm_type in types:
        if arm_type.lower() in refused_types() and arm_type.lower() not in _ALIASES:
            return f"[{REFUSED}](guardrails.md): the type is refused"
        known = groups(_ALIASES.get(arm_type.lower(), arm_type))
        if not known:
            return f"none: `{arm_type}` has no private endpoints today"
        if not {each.lower() for each in group_ids} <= {each.lower() for each in known}:
            return f"{made}; corrected: the group is {', '.join(f'`{each}`' for each in sorted(known))} today"
    return made


def render(note: str) -> str:
    """The page."""
    return "\n".join([note, "# Published policies and ours", "", _INTRODUCTION, "", *_tables()])


def _tables() -> Iterator[str]:
    for group, members in groupby(published(), key=lambda one: one["group"]):
        yield from (f"## {group}", "", "| Published | Effect | Here |", "| --- | --- | --- |")
        yield from (f"| `{one['name']}` | {one['effect']} | {answer(one)} |" for one in members)
        yield ""

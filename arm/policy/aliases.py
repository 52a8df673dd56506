"""Where an alias leads in the body of a resource."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from arm.policy.alias_table import EMPTY, AliasTable, irregular_aliases
from arm.policy.field_names import Step, read_path


@dataclass(frozen=True, slots=True)
class ResolvedAlias:
    """The way to the values of an alias."""

    steps: tuple[Step, ...]
    exact: bool
    """Whether the steps are the wire path. Otherwise they follow from the alias's name, and `properties` is
    looked into on the way where a member is not found directly."""
    modifiable: bool | None = None
    """Whether `modify` may set the property; nothing when that is not known."""


AliasResolver: TypeAlias = Callable[[str, str, str | None], ResolvedAlias | None]
"""Gives, for an alias, a resource type in lower case and an API version, the way, or nothing when the alias
belongs to another type."""


@lru_cache(maxsize=4096)
def resolve_by_rule(alias: str, resource_type: str, _api_version: str | None = None) -> ResolvedAlias | None:
    """The way by the rule: what follows the resource type is the path."""
    lowered = alias.lower()
    if lowered.startswith(f"{resource_type}/"):
        rest = alias[len(resource_type) + 1 :]
        return None if "/" in rest.split("[", 1)[0] else ResolvedAlias(read_path(rest), exact=False)
    namespace, _, rest = alias.partition("/")
    if not resource_type.startswith(f"{namespace.lower()}/") or "/" in rest.split("[", 1)[0]:
        return None
    # An alias of the old form names the last part of the type, or no type: Microsoft.Sql/auditingSettings.state.
    steps = read_path(rest)
    if len(steps) > 1:
        same_part = str(steps[0]).lower() == resource_type.rpartition("/")[2]
        return ResolvedAlias(steps[1:], exact=False) if same_part else None
    return ResolvedAlias(steps, exact=False) if resource_type.count("/") == 1 else None


def resolver(table: AliasTable = EMPTY) -> AliasResolver:
    """A resolver that asks the table first, then the well-known irregular aliases, then the rule."""

    def resolve(alias: str, resource_type: str, api_version: str | None) -> ResolvedAlias | None:
        for known in (table, irregular_aliases()):
            entry = known.find(alias, resource_type)
            if entry:
                steps = entry.by_version.get((api_version or "").lower(), entry.default)
                return ResolvedAlias(steps, exact=True, modifiable=entry.modifiable)
        return resolve_by_rule(alias, resource_type, api_version)

    return resolve

"""Names of resources: abbreviation, length, characters and the scope in which they are unique."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from arm.fact_table import rows, words


@dataclass(frozen=True, kw_only=True)
class NameRule:
    """What Azure accepts as the name of one type."""

    arm_type: str
    """The type, or `type@variant` where the same type has a second rule or abbreviation."""
    abbreviation: str | None
    """The Cloud Adoption Framework's abbreviation; None where the name is fixed or a GUID."""
    min_length: int | None
    """Fewest characters; None where nobody publishes a rule."""
    max_length: int | None
    """Most characters; None where nobody publishes a rule."""
    pattern: str | None
    """A regular expression for the whole name, lengths included."""
    case: str
    """`lower` where upper case is refused, else `any`. Names are otherwise compared without case."""
    scope: str
    """Where the name must be unique: global, tenant, region, subscription, resource-group or parent."""
    sources: tuple[str, ...]
    """Keys of `facts/sources.csv`."""


def _number(cell: str) -> int | None:
    return int(cell) if cell else None


@cache
def _rules() -> Mapping[str, NameRule]:
    return {
        row["arm_type"].lower(): NameRule(
            arm_type=row["arm_type"],
            abbreviation=row["abbreviation"] or None,
            min_length=_number(row["min_length"]),
            max_length=_number(row["max_length"]),
            pattern=row["pattern"] or None,
            case=row["case"],
            scope=row["scope"],
            sources=words(row["sources"]),
        )
        for row in rows("name_rules")
    }


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def all_rules() -> tuple[NameRule, ...]:
    """Every rule, sorted by type."""
    return tuple(_rules().values())


def rule_for(arm_type: str) -> NameRule | None:
    """The rule of a type (`type@variant` for a second rule), or None where none is known."""
    return _rules().get(arm_type.lower())


def check_name(arm_type: str, name: str) -> str | None:
    """What is wrong with a name, or None. A type without a published rule accepts every name."""
    rule = rule_for(arm_type)
    if rule is None or rule.pattern is None:
        return None
    length = len(name)
    if rule.max_length is not None and length > rule.max_length:
        return f"`{name}` has {length} characters, at most {rule.max_length} are accepted"
    if rule.min_length is not None and length < rule.min_length:
        return f"`{name}` has {length} characters, at least {rule.min_length} are needed"
    if not _compiled(rule.pattern).fullmatch(name):
        return f"`{name}` does not match `{rule.pattern}`"
    return None

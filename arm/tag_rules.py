"""Tags: how many a resource may carry, how long, and which characters their keys may not have."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from arm.fact_table import rows


@dataclass(frozen=True, kw_only=True)
class TagRule:
    """What Azure accepts on resources of one type."""

    max_tags: int
    max_key_length: int
    max_value_length: int
    forbidden: str
    """Characters that no key may have."""
    may_start_with_digit: bool
    """Whether a key may start with a digit."""


@cache
def _rules() -> Mapping[str, TagRule]:
    return {
        row["arm_type"].lower(): TagRule(
            max_tags=int(row["max_tags"]),
            max_key_length=int(row["max_key_length"]),
            max_value_length=int(row["max_value_length"]),
            forbidden=row["forbidden"],
            may_start_with_digit=row["may_start_with_digit"] == "true",
        )
        for row in rows("tag_rules")
    }


def tag_rule(arm_type: str = "*") -> TagRule:
    """The rule of a type, or the general one."""
    return _rules().get(arm_type.lower(), _rules()["*"])

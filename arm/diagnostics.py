"""Diagnostic settings: which types accept them, with which log categories, groups and metric categories.

Storage accounts emit metrics only: their logs belong to `blobServices`, `fileServices`, `queueServices` and
`tableServices`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from arm.fact_table import rows, words


@dataclass(frozen=True, kw_only=True)
class Categories:
    """What a diagnostic setting of one type may name."""

    logs: tuple[str, ...] = ()
    """Log categories, as ARM spells them."""
    metrics: tuple[str, ...] = ()
    """Metric categories."""
    groups: tuple[str, ...] = ()
    """Category groups that stand for log categories: `allLogs`, `audit`, or none."""


@cache
def _by_type() -> Mapping[str, Categories]:
    return {
        row["arm_type"].lower(): Categories(
            logs=words(row["logs"]), metrics=words(row["metrics"]), groups=words(row["groups"])
        )
        for row in rows("diagnostics")
    }


def types() -> tuple[str, ...]:
    """Every type that accepts diagnostic settings, as ARM spells it."""
    return tuple(row["arm_type"] for row in rows("diagnostics"))


def categories(arm_type: str) -> Categories:
    """The categories of a type; all empty where it accepts no diagnostic setting."""
    return _by_type().get(arm_type.lower(), Categories())


def accepts_settings(arm_type: str) -> bool:
    """Whether resources of the type accept diagnostic settings."""
    return arm_type.lower() in _by_type()

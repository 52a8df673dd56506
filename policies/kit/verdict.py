"""What judging a resource by a rule ends in."""

from dataclasses import dataclass
from enum import StrEnum

from policies.kit.exemptions import Exemption


class Verdict(StrEnum):
    """The four ends."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    VIOLATION = "violation"
    UNKNOWN = "unknown"
    """The answer depends on a value that is not known before deployment."""
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A verdict and what led to it."""

    verdict: Verdict
    found: tuple[str, ...] = ()
    """For a violation: what was found, one text per place."""
    undecided: tuple[str, ...] = ()
    """For an unknown: the paths of the values that decide."""
    exemption: Exemption | None = None
    """For a pass that is a violation with leave."""


NOT_APPLICABLE = Outcome(verdict=Verdict.NOT_APPLICABLE)
PASS = Outcome(verdict=Verdict.PASS)


def violation(*found: str) -> Outcome:
    """A violation, with what was found."""
    return Outcome(verdict=Verdict.VIOLATION, found=found)


def unknown(*paths: str) -> Outcome:
    """An unknown, with what decides."""
    return Outcome(verdict=Verdict.UNKNOWN, undecided=paths)

"""Outcomes as findings that the engine reports, the same way for both packs."""

from collections.abc import Iterator
from typing import Protocol

from policies.kit.analyzer import Finding
from policies.kit.messages import unknown_message, violation_message
from policies.kit.verdict import Outcome, Verdict
from policies.model import Level


class Reported(Protocol):
    """What a message needs of a rule."""

    @property
    def id(self) -> str:
        """The permanent id."""

    @property
    def name(self) -> str:
        """The policy's name."""

    @property
    def title(self) -> str:
        """A short sentence."""

    @property
    def expected(self) -> str:
        """The accepted values."""

    @property
    def fix(self) -> str:
        """Where to change it."""


def findings(rule: Reported, outcome: Outcome, level: Level, urn: str) -> Iterator[Finding]:
    """A violation at its level, an unknown as advice, nothing otherwise."""
    if outcome.verdict is Verdict.VIOLATION:
        message = violation_message(rule.id, rule.title, outcome.found, rule.expected, rule.fix)
        yield Finding(policy=rule.name, message=message, level=level, urn=urn)
    elif outcome.verdict is Verdict.UNKNOWN and level is Level.MANDATORY:
        message = unknown_message(rule.id, rule.title, outcome.undecided)
        yield Finding(policy=rule.name, message=message, level=Level.ADVISORY, urn=urn)

"""The answer of an evaluation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from arm.policy.model import PolicyDefinition

COMPLIANT = "compliant"
NON_COMPLIANT = "non-compliant"
UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of why a rule applies or not."""

    path: str
    """Where the condition stands in the document."""
    text: str
    """The condition in short."""
    verdict: str
    """`true`, `false`, `undecided` or `error`."""
    found: Any = None
    """What was compared."""

    def as_dict(self) -> dict[str, Any]:
        """The record for JSON."""
        return {"path": self.path, "condition": self.text, "verdict": self.verdict, "found": self.found}


def _no_reasons() -> tuple[Reason, ...]:
    return ()


def _counts() -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What a definition says about a resource."""

    definition: PolicyDefinition
    effect: str | None
    """The effect that would be applied, or nothing when the rule does not apply."""
    compliance: str
    """compliant, non-compliant or undecided."""
    details: Any = None
    """The details of the effect for this resource; for append and modify what they would change."""
    undecided: tuple[str, ...] = ()
    """The fields that are not known and decide the answer."""
    error: str | None = None
    """Why the rule cannot be evaluated; Azure then denies the request, whatever the effect."""
    notes: tuple[str, ...] = ()
    """What else a reader should know."""
    declared_effect: str = ""
    """The effect that the rule states."""
    explain: Callable[[], tuple[Reason, ...]] = field(default=_no_reasons, repr=False, compare=False)
    counts: Callable[[], bool] = field(default=_counts, repr=False, compare=False)

    @property
    def applicable(self) -> bool:
        """Whether the resource is counted at all when compliance is summed up."""
        return self.counts()

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The conditions that decided, worked out when asked for."""
        return self.explain()


def plain_details(details: Any) -> Mapping[str, Any]:
    """Details as an object; empty when they are something else."""
    return details if isinstance(details, Mapping) else {}

"""What one run of one stack comes back with, and what it tells on the way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Verb(StrEnum):
    """What the engine is asked to do with a stack."""

    UP = "up"
    PREVIEW = "preview"
    REFRESH = "refresh"
    DESTROY = "destroy"
    IMPORT = "import"


class Outcome(StrEnum):
    """How a run ended."""

    SUCCEEDED = "succeeded"
    FAILED = "failed"
    REFUSED = "refused"
    """A mandatory guardrail was violated."""
    INTERRUPTED = "interrupted"
    """Stopped on request; the state holds everything that was done."""


@dataclass(frozen=True, kw_only=True)
class Diagnostic:
    """One message of the engine, of a provider or of the program."""

    severity: str
    """`error`, `warning` or `info`."""
    message: str
    urn: str = ""


@dataclass(frozen=True, kw_only=True)
class Violation:
    """One finding of a policy pack."""

    pack: str
    policy: str
    level: str
    """`mandatory`, `advisory` or `remediate`."""
    message: str
    urn: str = ""
    severity: str = ""


@dataclass(frozen=True, kw_only=True)
class ResourceChange:
    """One resource that a run changed, or that a preview would change."""

    operation: str
    """The engine's word: `create`, `update`, `delete`, `replace`, `refresh`, …"""
    urn: str
    type: str
    fields: tuple[str, ...] = ()
    """The properties that differ, where the engine knows them."""

    @property
    def name(self) -> str:
        """The logical name."""
        return self.urn.rsplit("::", 1)[-1]


@dataclass(frozen=True, kw_only=True)
class StackResult:
    """How one run of one stack ended."""

    stack: str
    verb: Verb
    outcome: Outcome
    changes: Mapping[str, int] = field(default_factory=dict)
    """How many resources, by the engine's word for the operation; `same` included."""
    resources: tuple[ResourceChange, ...] = ()
    """Every resource that changed, in the order in which the engine reported it."""
    diagnostics: tuple[Diagnostic, ...] = ()
    violations: tuple[Violation, ...] = ()
    duration_seconds: float = 0.0
    log: Path | None = None
    """The engine's own output, for people."""

    @property
    def changed(self) -> bool:
        """Whether anything but `same` and `read` was done or planned."""
        return any(count for operation, count in self.changes.items() if operation not in UNCHANGED)


UNCHANGED = frozenset({"same", "read", "discard", "refresh"})
"""Operations that leave a resource as it was."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Something that happened in a run; the base of all that a callback receives."""

    stack: str


@dataclass(frozen=True, kw_only=True)
class StepStarted(Progress):
    """The engine began with one resource."""

    change: ResourceChange


@dataclass(frozen=True, kw_only=True)
class StepFinished(Progress):
    """One resource is done."""

    change: ResourceChange


@dataclass(frozen=True, kw_only=True)
class StepFailed(Progress):
    """One resource could not be done."""

    change: ResourceChange


@dataclass(frozen=True, kw_only=True)
class DiagnosticReported(Progress):
    """A message came."""

    diagnostic: Diagnostic


@dataclass(frozen=True, kw_only=True)
class ViolationReported(Progress):
    """A guardrail was violated."""

    violation: Violation


@dataclass(frozen=True, kw_only=True)
class Notice(Progress):
    """The runner tells what it does around the engine: a lock cleared, a crash recovered."""

    message: str


OnProgress = Callable[[Progress], None]
"""Receives the progress of a run; called from the thread that runs it."""


def silent(_: Progress) -> None:
    """Show nothing."""

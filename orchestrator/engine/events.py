"""From the engine's event log to typed progress and a result."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, TextIO

from orchestrator.engine.results import (
    UNCHANGED,
    Diagnostic,
    DiagnosticReported,
    Outcome,
    Progress,
    ResourceChange,
    StepFailed,
    StepFinished,
    StepStarted,
    Violation,
    ViolationReported,
)

Event = Mapping[str, Any]
_SHOWN = frozenset({"error", "warning", "info", "info#err"})


class EventReader:
    """Reads an event log while the engine writes it."""

    def __init__(self, log: TextIO) -> None:
        self._log = log
        self._rest = ""

    def read(self) -> Iterator[Event]:
        """The events written since the last call; the beginning of a line waits for its end."""
        *lines, self._rest = (self._rest + self._log.read()).split("\n")
        for line in lines:
            if line.strip():
                yield json.loads(line)


class Recorder:
    """Collects one run's events; what a result is made of."""

    def __init__(self, stack: str) -> None:
        self.stack = stack
        self.changes: dict[str, int] = {}
        self.resources: list[ResourceChange] = []
        self.diagnostics: list[Diagnostic] = []
        self.violations: list[Violation] = []
        self._seen: set[tuple[str, str]] = set()

    @property
    def refused(self) -> bool:
        """Whether a mandatory guardrail was violated."""
        return any(violation.level == "mandatory" for violation in self.violations)

    def outcome(self, exit_code: int, *, interrupted: bool) -> Outcome:
        """How the run ended, given the engine's exit code."""
        if exit_code == 0:
            return Outcome.SUCCEEDED
        if interrupted:
            return Outcome.INTERRUPTED
        return Outcome.REFUSED if self.refused else Outcome.FAILED

    def take(self, event: Event) -> Progress | None:
        """Note an event; returns what to show of it."""
        if payload := event.get("diagnosticEvent"):
            return self._diagnostic(payload)
        if payload := event.get("policyEvent"):
            return self._violation(payload)
        if payload := event.get("resourcePreEvent"):
            return self._started(payload)
        if payload := event.get("resOutputsEvent"):
            return self._finished(payload)
        if payload := event.get("resOpFailedEvent"):
            return StepFailed(stack=self.stack, change=_change(payload["metadata"]))
        if payload := event.get("summaryEvent"):
            self.changes = dict(payload.get("resourceChanges") or {})
        return None

    def _diagnostic(self, payload: Event) -> Progress | None:
        severity = str(payload.get("severity", ""))
        message = str(payload.get("message", "")).strip()
        if severity not in _SHOWN or not message or payload.get("ephemeral"):
            return None
        diagnostic = Diagnostic(
            severity="info" if severity == "info#err" else severity,
            message=message,
            urn=str(payload.get("urn", "")),
        )
        self.diagnostics.append(diagnostic)
        return DiagnosticReported(stack=self.stack, diagnostic=diagnostic)

    def _violation(self, payload: Event) -> Progress:
        violation = Violation(
            pack=payload["policyPackName"],
            policy=payload["policyName"],
            level=payload["enforcementLevel"],
            message=str(payload["message"]).strip(),
            urn=str(payload.get("resourceUrn", "")),
            severity=str(payload.get("severity", "")),
        )
        self.violations.append(violation)
        return ViolationReported(stack=self.stack, violation=violation)

    def _started(self, payload: Event) -> Progress | None:
        change = _change(payload["metadata"])
        return None if change.operation in UNCHANGED else StepStarted(stack=self.stack, change=change)

    def _finished(self, payload: Event) -> Progress | None:
        change = _change(payload["metadata"])
        if change.operation in UNCHANGED or (change.operation, change.urn) in self._seen:
            return None
        self._seen.add((change.operation, change.urn))
        self.resources.append(change)
        return StepFinished(stack=self.stack, change=change)


def _change(metadata: Event) -> ResourceChange:
    return ResourceChange(
        operation=metadata["op"],
        urn=metadata["urn"],
        type=metadata["type"],
        fields=tuple(sorted(metadata.get("detailedDiff") or metadata.get("diffs") or ())),
    )

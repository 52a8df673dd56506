"""From the engine's event log to a result."""

import io
import json
from typing import Any

import pytest

from orchestrator.engine.events import EventReader, Recorder
from orchestrator.engine.results import DiagnosticReported, Outcome, StepFailed, StepFinished, StepStarted

URN = "urn:pulumi:dev::estate::azure-native:network:VirtualNetwork::hub"


def step(kind: str, operation: str, **more: Any) -> dict[str, Any]:
    metadata = {"op": operation, "urn": URN, "type": "azure-native:network:VirtualNetwork", **more}
    return {kind: {"metadata": metadata}}


def test_a_line_is_read_when_it_is_complete() -> None:
    log = io.StringIO()
    reader = EventReader(log)
    text = json.dumps({"sequence": 1}) + "\n" + json.dumps({"sequence": 2}) + "\n"
    position, seen = 0, []
    for cut in (5, 20, len(text)):
        log.seek(0, io.SEEK_END)
        log.write(text[position:cut])
        log.seek(position)
        position = cut
        seen.append([event["sequence"] for event in reader.read()])
    assert seen == [[], [1], [2]]


def test_steps_are_told_as_they_begin_end_and_fail() -> None:
    recorder = Recorder("dev")
    told = [
        recorder.take(step("resourcePreEvent", "create")),
        recorder.take(step("resOutputsEvent", "create")),
        recorder.take(step("resOpFailedEvent", "update")),
    ]
    assert [type(item) for item in told] == [StepStarted, StepFinished, StepFailed]
    assert [change.name for change in recorder.resources] == ["hub"]


def test_what_stays_as_it_is_is_not_told() -> None:
    recorder = Recorder("dev")
    assert recorder.take(step("resourcePreEvent", "same")) is None
    assert recorder.take(step("resOutputsEvent", "same")) is None
    assert recorder.resources == []


def test_a_resource_that_the_engine_reports_twice_counts_once() -> None:
    recorder = Recorder("dev")
    recorder.take(step("resOutputsEvent", "create"))
    recorder.take(step("resOutputsEvent", "create"))
    assert len(recorder.resources) == 1


def test_the_fields_that_differ_are_kept() -> None:
    recorder = Recorder("dev")
    recorder.take(step("resOutputsEvent", "update", detailedDiff={"tags.team": {"kind": "update"}, "location": {}}))
    recorder.take(step("resOutputsEvent", "replace", diffs=["name"]))
    assert [change.fields for change in recorder.resources] == [("location", "tags.team"), ("name",)]


@pytest.mark.parametrize(
    ("severity", "shown"),
    [("error", "error"), ("warning", "warning"), ("info", "info"), ("info#err", "info"), ("debug", None)],
)
def test_messages_for_people_are_kept(severity: str, shown: str | None) -> None:
    recorder = Recorder("dev")
    told = recorder.take({"diagnosticEvent": {"severity": severity, "message": "hello\n"}})
    assert [item.severity for item in recorder.diagnostics] == ([shown] if shown else [])
    assert isinstance(told, DiagnosticReported) is bool(shown)


def test_empty_and_passing_messages_are_dropped() -> None:
    recorder = Recorder("dev")
    recorder.take({"diagnosticEvent": {"severity": "info", "message": " \n"}})
    recorder.take({"diagnosticEvent": {"severity": "info", "message": "working", "ephemeral": True}})
    assert recorder.diagnostics == []


def violation(level: str) -> dict[str, Any]:
    return {
        "policyEvent": {
            "policyPackName": "guardrails",
            "policyName": "storage-account-tls",
            "enforcementLevel": level,
            "message": "found `1.0`\n",
            "resourceUrn": URN,
        }
    }


@pytest.mark.parametrize(
    ("level", "exit_code", "interrupted", "outcome"),
    [
        ("mandatory", 1, False, Outcome.REFUSED),
        ("advisory", 1, False, Outcome.FAILED),
        ("advisory", 0, False, Outcome.SUCCEEDED),
        ("mandatory", 1, True, Outcome.INTERRUPTED),
        ("advisory", 0, True, Outcome.SUCCEEDED),
    ],
)
def test_how_a_run_ended(level: str, exit_code: int, interrupted: bool, outcome: Outcome) -> None:
    recorder = Recorder("dev")
    recorder.take(violation(level))
    assert recorder.outcome(exit_code, interrupted=interrupted) is outcome


def test_the_summary_counts() -> None:
    recorder = Recorder("dev")
    recorder.take({"summaryEvent": {"resourceChanges": {"create": 2, "same": 1}}})
    recorder.take({"preludeEvent": {"config": {}}})
    assert recorder.changes == {"create": 2, "same": 1}

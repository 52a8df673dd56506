"""What people see while stacks run."""

import io

from rich.console import Console

from orchestrator.engine.results import Outcome, StackResult, Verb, Violation, ViolationReported
from orchestrator.fleet.operate import StackFinished, StackStarted
from orchestrator.fleet.progress import FleetProgress
from policies.kit.messages import unknown_message, violation_message


def told(*messages: str) -> list[str]:
    out = io.StringIO()
    progress = FleetProgress(Console(file=out, width=200))
    progress(StackStarted(stack="crm", verb=Verb.PREVIEW))
    for message in messages:
        violation = Violation(pack="guardrails", policy="p", level="advisory", message=message, urn="urn:a::b::c::lake")
        progress(ViolationReported(stack="crm", violation=violation))
    progress(StackFinished(stack="crm", result=StackResult(stack="crm", verb=Verb.PREVIEW, outcome=Outcome.SUCCEEDED)))
    return out.getvalue().splitlines()


def test_a_finding_is_told_where_it_is_and_what_waits_is_counted() -> None:
    lines = told(
        violation_message("G-STO-001", "No doors", ["`Enabled`"], "`Disabled`", "the lake"),
        unknown_message("G-IAM-002", "Nobody holds Owner", ["roleDefinitionId"]),
        unknown_message("G-IAM-002", "Nobody holds Owner", ["roleDefinitionId"]),
    )
    assert [line for line in lines if "lake" in line and "G-STO-001" in line]
    assert not [line for line in lines if "G-IAM-002" in line]
    assert lines[-1].endswith("2 findings wait for values that only the deployment knows")


def test_a_run_in_which_nothing_waits_says_nothing_of_it() -> None:
    assert told()[-1].endswith("no changes")

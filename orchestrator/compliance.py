"""What the deployed policies think of what stands."""

from typing import Any

from orchestrator.session import Session
from simulator import control

STATES = ("non-compliant", "undecided", "exempt", "compliant")
"""States of a resource under a member of an assignment, those to act on first."""


def verdicts(session: Session) -> list[dict[str, Any]]:
    """A verdict per resource and member of an assignment, judged now; by state, then by resource.

    Each has `resource`, `assignment`, `reference` (the guardrail's id), `definition`, `effect`, `state` and `at`.
    """
    found = control.compliance(session.simulator_dir)
    return sorted(found, key=lambda one: (STATES.index(one["state"]), one["resource"].lower(), one["reference"]))

"""What reviewers read of a change before it is merged."""

from orchestrator.engine.results import Diagnostic, Outcome, ResourceChange, StackResult, Verb, Violation
from orchestrator.fleet.schedule import Skipped
from orchestrator.proposals.report import SHOWN, checks_of, report
from orchestrator.proposals.running import outcome_of
from servicedesk.pull_requests import Checks

NEW = ResourceChange(operation="create", urn="urn:pulumi:crm::p::t::rg", type="azure-native:resources:ResourceGroup")
GROWN = ResourceChange(operation="update", urn="urn:pulumi:crm::p::t::net", type="x:y:Z", fields=("tags", "location"))


def result(stack: str, outcome: Outcome = Outcome.SUCCEEDED, **more: object) -> StackResult:
    return StackResult(stack=stack, verb=Verb.PREVIEW, outcome=outcome, **more)  # type: ignore[arg-type]


def refused(stack: str) -> StackResult:
    found = Violation(pack="guardrails", policy="p", level="mandatory", message="G-STO-001 · lake\n  opened")
    hint = Violation(pack="guardrails", policy="q", level="advisory", message="G-TAG-009")
    return result(stack, Outcome.REFUSED, violations=(found, hint))


def test_a_change_that_touches_nothing_passes_and_says_so() -> None:
    assert checks_of({}) is Checks.PASSED
    assert "No stack changes by itself" in report({})
    assert "nothing to deploy" in outcome_of({})


def test_every_stack_has_its_line_and_its_resources() -> None:
    results: dict[str, StackResult | Skipped] = {
        "platform": result("platform", changes={"same": 9}),
        "crm": result("crm", changes={"create": 1, "update": 1}, resources=(NEW, GROWN)),
        "orders": Skipped("orders", "it reads `sales`, not deployed yet"),
    }
    assert checks_of(results) is Checks.PASSED
    told = report(results)
    assert "| crm | succeeded | 1 create, 1 update |" in told
    assert "| orders | not previewed | it reads `sales`, not deployed yet |" in told
    assert "Guardrails: nothing refused, 0 for advice." in told
    assert "- create `azure-native:resources:ResourceGroup` rg" in told
    assert "- update `x:y:Z` net (tags, location)" in told
    assert "platform: no changes" in outcome_of(results)


def test_what_a_guardrail_refuses_is_told_on_one_line_with_its_stack() -> None:
    results = {"crm": refused("crm"), "orders": result("orders")}
    assert checks_of(results) is Checks.REFUSED
    told = report(results)
    assert "Guardrails: 1 refused, 1 for advice." in told
    assert "- `crm` · G-STO-001 · lake opened" in told


def test_what_failed_is_told_with_its_error() -> None:
    error = Diagnostic(severity="error", message="no such\nzone")
    results = {"crm": result("crm", Outcome.FAILED, diagnostics=(error,))}
    assert checks_of(results) is Checks.REFUSED
    assert "- `crm` · no such zone" in report(results)


def test_a_long_list_is_counted() -> None:
    told = report({"crm": result("crm", resources=(NEW,) * (SHOWN + 3))})
    assert told.count("- create ") == SHOWN
    assert "- and 3 more" in told

"""What a preview says of a change, as Markdown for those who review it. Pure."""

from collections.abc import Iterator, Sequence

from config.problems import Problem
from orchestrator.engine.results import Outcome, StackResult, Violation
from orchestrator.fleet.operate import Results
from orchestrator.fleet.progress import changes_text
from orchestrator.fleet.schedule import Skipped
from servicedesk.pull_requests import Checks

SHOWN = 40
"""Changed resources that are named for each stack; the others are counted."""
_NOTHING = "No stack changes by itself: it stands before what needs it."


def checks_of(results: Results) -> Checks:
    """Whether every stack that could be previewed would be deployed."""
    ran = [result for result in results.values() if isinstance(result, StackResult)]
    return Checks.PASSED if all(result.outcome is Outcome.SUCCEEDED for result in ran) else Checks.REFUSED


def report(results: Results) -> str:
    """The preview of every stack, the guardrails' findings, and what is created, changed and deleted."""
    return "\n".join(_lines(results)) if results else _NOTHING


def not_valid(problems: Sequence[Problem]) -> str:
    """Why a change cannot be previewed at all."""
    return "\n".join(["The change is refused before any preview:", "", *(f"- {problem}" for problem in problems)])


def _lines(results: Results) -> Iterator[str]:
    yield "| Stack | Preview | Changes |"
    yield "| --- | --- | --- |"
    for name, result in sorted(results.items()):
        if isinstance(result, Skipped):
            yield f"| {name} | not previewed | {result.reason} |"
        else:
            yield f"| {name} | {result.outcome} | {changes_text(result)} |"
    ran = [result for _, result in sorted(results.items()) if isinstance(result, StackResult)]
    yield ""
    yield from _findings(ran)
    for result in ran:
        yield from _errors(result)
        yield from _resources(result)


def _findings(ran: Sequence[StackResult]) -> Iterator[str]:
    found = [(result.stack, violation) for result in ran for violation in result.violations]
    refusing = [(stack, violation) for stack, violation in found if violation.level == "mandatory"]
    advisory = len(found) - len(refusing)
    if not refusing:
        yield f"Guardrails: nothing refused, {advisory} for advice."
        return
    yield f"Guardrails: {len(refusing)} refused, {advisory} for advice."
    yield ""
    yield from (f"- `{stack}` · {_told(violation)}" for stack, violation in refusing)


def _told(violation: Violation) -> str:
    return " ".join(violation.message.split())


def _errors(result: StackResult) -> Iterator[str]:
    errors = [item for item in result.diagnostics if item.severity == "error"]
    if errors and result.outcome is not Outcome.REFUSED:
        yield ""
        yield from (f"- `{result.stack}` · {' '.join(item.message.split())}" for item in errors)


def _resources(result: StackResult) -> Iterator[str]:
    if not result.resources:
        return
    yield ""
    yield f"<details><summary>{result.stack}: {len(result.resources)} resources</summary>"
    yield ""
    for change in result.resources[:SHOWN]:
        fields = f" ({', '.join(change.fields)})" if change.fields else ""
        yield f"- {change.operation} `{change.type}` {change.name}{fields}"
    if len(result.resources) > SHOWN:
        yield f"- and {len(result.resources) - SHOWN} more"
    yield ""
    yield "</details>"

"""Running stacks of an estate on the real engine and the simulated Azure."""

from orchestrator.engine.commands import Options
from orchestrator.engine.results import StackResult, Verb
from orchestrator.engine.run import Cancellation
from orchestrator.fleet.operate import Request, Results, operate
from orchestrator.session import Session

_IN_MEMORY = Options(checkpoints=False)


def run(session: Session, verb: Verb, *stacks: str, options: Options = _IN_MEMORY) -> Results:
    """Run a verb on stacks, on all where none is named."""
    request = Request(verb=verb, stacks=stacks or tuple(session.estate.stacks), options=options)
    return operate(session, request, on_progress=lambda _: None, cancellation=Cancellation())


def results_of(results: Results) -> list[StackResult]:
    """What came of each stack; every one of them was run."""
    found = list(results.values())
    assert all(isinstance(result, StackResult) for result in found), told(results)
    return [result for result in found if isinstance(result, StackResult)]


def told(results: Results) -> str:
    """Errors and violations, a line each."""
    lines = []
    for result in results.values():
        if not isinstance(result, StackResult):
            lines.append(str(result))
            continue
        lines += [f"{result.stack}: {item.message}" for item in result.diagnostics if item.severity == "error"]
        lines += [f"{result.stack}: {item.policy}: {item.message}" for item in result.violations]
    return "\n".join(lines)

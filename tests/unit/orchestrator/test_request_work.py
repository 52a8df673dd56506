"""`estate request backlog|prioritise|escalate`: work that people do."""

from orchestrator.exit_codes import ExitCode
from tests.unit.orchestrator.desk import Run
from tests.unit.servicedesk.world import GRACE, LEA


def test_work_is_planned_by_those_who_do_it(run: Run) -> None:
    ask = ("--set", "subject=zone", "--set", "stack=sales-dev", "--set", "message='The gateway is slow.'")
    run("new", "feedback", "--as", GRACE, *ask, "--set", "reason='Reports are late.'", "--submit")
    (entry,) = run("backlog")[1]
    assert (entry["id"], entry["work"]["priority"], entry["overdue"]) == ("R-0001", "normal", False)
    assert run("backlog", "--team", "crm/team")[1] == []
    plan = ("--priority", "high", "--planned-for", "2099-01-31")
    assert run("prioritise", "R-0001", "--as", GRACE, *plan)[0] == ExitCode.INVALID_INPUT
    code, planned = run("prioritise", "R-0001", "--as", LEA, *plan, "--reason", "With the new gateway.")
    assert (code, planned["work"]["planned_for"]) == (ExitCode.OK, "2099-01-31")
    assert run("escalate") == (ExitCode.OK, [])
    assert run("prioritise", "R-0001", "--as", LEA, "--priority", "soon")[0] == ExitCode.INVALID_INPUT

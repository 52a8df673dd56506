"""`estate demo`: the reference estate, deployed on the simulated Azure with guardrails on, and shown."""

from typing import Annotated

import typer

from orchestrator.cli import options
from orchestrator.cli.demo_flows import walk_all
from orchestrator.cli.deploy import as_dict, exit_code, summary
from orchestrator.cli.settings import settings_of
from orchestrator.engine.commands import Options
from orchestrator.engine.results import Verb
from orchestrator.engine.run import interruptible
from orchestrator.exit_codes import ExitCode
from orchestrator.fleet.operate import Request, operate
from orchestrator.fleet.progress import FleetProgress
from orchestrator.fleet.selection import chosen
from orchestrator.guardrails import rule_count
from orchestrator.report.build import report_of, write
from orchestrator.session import open_session

app = typer.Typer()


@app.command()
def demo(
    context: typer.Context,
    parallel: options.Parallel = 2,
    keep: Annotated[
        bool, typer.Option("--keep/--stop", help="Leave the simulator running, so that what stands can be looked at.")
    ] = True,
    flows: Annotated[
        bool, typer.Option("--flows", help="Walk what teams ask for, from request to deployment, on a copy.")
    ] = False,
) -> None:
    """Deploy every stack, judge every resource, write a report with the picture. Run again: no changes."""
    settings = settings_of(context)
    if flows:
        walk_all(settings, parallel)
        return
    session = open_session(settings.estate_dir, azure=False, note=settings.note.print)
    request = Request(
        verb=Verb.UP,
        stacks=chosen(session.estate, ()),
        options=Options(checkpoints=False),
        parallel=parallel,
    )
    with interruptible() as cancellation, FleetProgress(settings.note) as progress:
        results = operate(session, request, on_progress=progress, cancellation=cancellation)
    report = report_of(session, results, rule_count())
    file = write(session, report)
    if not keep:
        session.stop_simulator()
    settings.show(
        {
            "stacks": [as_dict(name, results[name]) for name in sorted(results)],
            "resources": len(report.resources),
            "guardrails": report.guardrails,
            "findings": len(report.findings),
            "report": str(file),
        },
        summary(results),
    )
    settings.note.print(
        f"{len(report.resources)} Azure resources stand, judged by {report.guardrails} guardrails, "
        f"{len(report.findings)} findings. Report: {file}"
    )
    if code := exit_code(results):
        raise typer.Exit(code)
    if not report.succeeded:
        raise typer.Exit(ExitCode.FAILURE)

"""`estate check`: every problem of the estate's data at once, without an engine."""

import typer

from config.guardrails import policy_folder
from config.load import load_estate
from orchestrator.cli.settings import settings_of
from policies.bring_your_own import load_own

app = typer.Typer()


@app.command()
def check(context: typer.Context) -> None:
    """Validate every stack and what holds between them. Exit code 2 and all problems where something is wrong."""
    settings = settings_of(context)
    estate = load_estate(settings.estate_dir)
    if folder := policy_folder(estate):
        load_own(folder)
    kinds = [stack.kind for stack in estate.stacks.values()]
    counts = {kind: kinds.count(kind) for kind in dict.fromkeys(sorted(kinds))}
    listed = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    settings.show({"problems": [], "stacks": counts}, f"{len(kinds)} stacks are valid: {listed}")

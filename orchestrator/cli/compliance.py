"""`estate policies compliance`: what the deployed policies think of what stands."""

from collections import Counter
from collections.abc import Mapping
from typing import Annotated, Any

import typer
from rich.console import Group
from rich.table import Table
from rich.text import Text

from orchestrator.cli.settings import settings_of
from orchestrator.compliance import STATES, verdicts
from orchestrator.session import open_session


def compliance(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Also what complies, in the table.")] = False,
) -> None:
    """Judge everything that stands in the simulated Azure by the policies that are assigned there.

    Each line is a resource under one guardrail of an assignment: not compliant, exempt, or with --all compliant.
    """
    settings = settings_of(context)
    found = verdicts(open_session(settings.estate_dir, azure=False, note=settings.note.print))
    counts = Counter(one["state"] for one in found)
    told = ", ".join(f"{counts[state]} {state}" for state in STATES if counts[state]) or "nothing is assigned"
    shown = [one for one in found if everything or one["state"] != "compliant"]
    settings.show(found, Group(_table(shown), Text(told)) if shown else Text(told))


def _table(found: list[dict[str, Any]]) -> Table:
    table = Table("State", "Guardrail", "Resource", "Assigned to")
    for one in found:
        table.add_row(one["state"], one["reference"] or one["definition"], _short(one["resource"]), _scope(one))
    return table


def _short(resource: str) -> str:
    """Type and name, with the group: ids are longer than a terminal."""
    parts = resource.strip("/").split("/")
    lowered = [part.lower() for part in parts]
    group = f"{parts[3]}: " if len(parts) > 4 and lowered[2] == "resourcegroups" else ""
    return f"{group}{'/'.join(parts[-2:])}"


def _scope(one: Mapping[str, Any]) -> str:
    """The last name of the assignment's scope."""
    return str(one["assignment"]).lower().partition("/providers/microsoft.authorization/")[0].rsplit("/", 1)[-1]

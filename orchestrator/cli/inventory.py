"""`estate inventory`: what stands."""

import json
from collections.abc import Mapping
from enum import StrEnum
from io import StringIO
from typing import Annotated, Any

import typer
from rich.table import Table
from ruamel.yaml import YAML

from orchestrator.cli.settings import settings_of
from orchestrator.inventory import standing
from orchestrator.session import open_session

app = typer.Typer()


class Format(StrEnum):
    """How the inventory is written."""

    TABLE = "table"
    YAML = "yaml"
    ARM = "arm"


@app.command()
def inventory(
    context: typer.Context,
    form: Annotated[
        Format, typer.Option("--format", help="`arm` is a JSON list of whole ARM resources.")
    ] = Format.TABLE,
    azure: Annotated[bool, typer.Option("--azure", help="From the deployed stacks' state on Azure.")] = False,
) -> None:
    """List every resource that stands, as Azure Resource Manager knows it."""
    settings = settings_of(context)
    resources = standing(open_session(settings.estate_dir, azure=azure, note=settings.note.print))
    if form is Format.ARM:
        typer.echo(json.dumps(resources, indent=2))
    elif form is Format.YAML:
        typer.echo(as_yaml([_summary(item) for item in resources]), nl=False)
    else:
        settings.show([_summary(item) for item in resources], _table(resources))


def _summary(item: Mapping[str, Any]) -> dict[str, Any]:
    return {key: item.get(key) for key in ("name", "type", "location", "id")}


def as_yaml(value: Any) -> str:
    """A value as YAML, in its own order."""
    stream = StringIO()
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.width = 120
    yaml.dump(value, stream)
    return stream.getvalue()


def _table(resources: list[dict[str, Any]]) -> Table:
    table = Table("Name", "Type", "Location", title=f"{len(resources)} resources", title_justify="left")
    for item in resources:
        table.add_row(str(item["name"]), str(item["type"]), str(item.get("location") or ""))
    return table

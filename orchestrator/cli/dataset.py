"""`estate dataset`: datasets with their groups, folders and data contracts."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Column, Table
from rich.text import Text

from config.catalogue import is_certified, search
from config.data_contract import data_contract
from config.databricks import schemas_of
from config.datasets import dataset_folders, dataset_groups
from config.estate import Estate
from config.load import load_estate
from orchestrator.cli.inventory import as_yaml
from orchestrator.cli.settings import settings_of
from orchestrator.problems import InvalidInputError

app = typer.Typer(no_args_is_help=True, help="Datasets: who owns them, where they are, and what is promised of them.")
Named = Annotated[str, typer.Argument(metavar="STACK/DATASET", help="Such as `crm/contacts`.")]


@app.command("list")
def list_all(context: typer.Context) -> None:
    """List every dataset of the estate."""
    settings = settings_of(context)
    estate = load_estate(settings.estate_dir)
    found = [_summary(estate, *one) for one in _all(estate)]
    table = Table(Column("Dataset", no_wrap=True), "Title", "Class", "Layers", "Owner", "Status")
    for one in found:
        table.add_row(
            one["dataset"], one["title"], one["classification"], ", ".join(one["layers"]), one["owner"], one["status"]
        )
    settings.show(found, table)


@app.command("search")
def search_words(
    context: typer.Context, words: Annotated[list[str], typer.Argument(help="Words, such as `customer mail`.")]
) -> None:
    """Find datasets by words in name, title, columns, source, team and owner; the best first."""
    settings = settings_of(context)
    estate = load_estate(settings.estate_dir)
    found = [
        _summary(estate, one.stack, one.dataset) | {"certified": one.certified, "fits": [*one.why]}
        for one in search(estate, " ".join(words))
    ]
    table = Table(Column("Dataset", no_wrap=True), "Title", "Class", "Owner", "Certified", "Found in")
    for one in found:
        mark = "yes" if one["certified"] else ""
        table.add_row(one["dataset"], one["title"], one["classification"], one["owner"], mark, ", ".join(one["fits"]))
    settings.show(found, table if found else "nothing found: ask for it with `estate request new dataset`")


@app.command()
def show(context: typer.Context, dataset: Named) -> None:
    """Show one dataset: its folders, its groups, and who is in them today."""
    settings = settings_of(context)
    estate = load_estate(settings.estate_dir)
    stack, name = _named(estate, dataset)
    groups = [group for group in dataset_groups(estate, stack, datetime.now(UTC).date()) if group.dataset == name]
    found = _summary(estate, stack, name) | {
        "folders": [
            f"{one.lake}: {one.container}/{one.path}" for one in dataset_folders(estate, stack) if one.dataset == name
        ],
        "groups": {group.display_name: list(group.members) for group in groups},
        "schemas": schemas_of(estate, stack, name),
        "certified": is_certified(estate.teams[stack]),
    }
    settings.show(found, Text(as_yaml(found)))


@app.command()
def export(
    context: typer.Context,
    dataset: Annotated[str | None, typer.Argument(metavar="[STACK/DATASET]", help="Absent: every dataset.")] = None,
    folder: Annotated[Path | None, typer.Option("--to", metavar="DIR", help="Write a file per dataset there.")] = None,
) -> None:
    """Write data contracts by the Open Data Contract Standard, as YAML."""
    settings = settings_of(context)
    estate = load_estate(settings.estate_dir)
    wanted = [_named(estate, dataset)] if dataset else _all(estate)
    contracts = {f"{stack}.{name}": data_contract(estate, stack, name) for stack, name in wanted}
    if folder is None:
        settings.show(list(contracts.values()), Text("---\n".join(as_yaml(one) for one in contracts.values()).rstrip()))
        return
    folder.mkdir(parents=True, exist_ok=True)
    for key, contract in contracts.items():
        (folder / f"{key}.odcs.yaml").write_text(as_yaml(contract), encoding="utf-8")
    written = [str(folder / f"{key}.odcs.yaml") for key in contracts]
    settings.show(written, Text("\n".join(written)))


def _all(estate: Estate) -> list[tuple[str, str]]:
    return [(stack, name) for stack, team in sorted(estate.teams.items()) for name in sorted(team.datasets)]


def _named(estate: Estate, dataset: str) -> tuple[str, str]:
    stack, _, name = dataset.partition("/")
    if (stack, name) in _all(estate):
        return stack, name
    known = ", ".join(f"`{stack}/{name}`" for stack, name in _all(estate))
    raise InvalidInputError(
        code="E-DAT-001",
        where="estate dataset",
        found=f"`{dataset}`",
        accepted=known or "nothing, because no team has a dataset",
        remedy="choose one of them; `estate dataset list` shows them",
    )


def _summary(estate: Estate, stack: str, name: str) -> dict[str, Any]:
    dataset = estate.teams[stack].datasets[name]
    return {
        "dataset": f"{stack}/{name}",
        "title": dataset.title,
        "classification": str(dataset.classification),
        "layers": [str(layer) for layer in dataset.layers],
        "owner": dataset.owner,
        "status": dataset.status,
    }

"""What follows for shared Databricks: workspaces of teams, the zone's catalogue, its schemas and who may use them.

A schema stands for each folder of a dataset, so that what a dataset's groups may do ends where the dataset ends; and
one for each team, where it keeps results.
Source: Azure Databricks, Unity Catalog best practices: catalogues by environment, storage apart by class of data.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from config.datasets import LAKES, DatasetFolder, container_of, dataset_folders
from config.estate import Estate
from config.groups import ANALYSTS
from config.lake_folders import Grant, dataset_grants, places, workspace_container
from config.models.databricks import SharedDatabricks, WorkspaceRole
from config.models.dataset import Layer, Right
from config.models.integration import IntegrationStack


@dataclass(frozen=True, kw_only=True)
class CatalogSchema:
    """One schema of a zone's catalogue."""

    key: str
    """Such as `crm-contacts-enriched-sensitive`; a team's own is called like the team."""
    name: str
    """Such as `crm__contacts_enriched_sensitive`."""
    lake: str
    container: str
    path: str
    """The folder of what it holds."""
    tables: bool
    """Whether it holds tables; otherwise files, in a volume over the folder."""
    comment: str


@dataclass(frozen=True, kw_only=True)
class CatalogLocation:
    """One external location: a place in the lakes where a team's pipeline may put schemas and volumes."""

    key: str
    """Such as `raw-sensitive-crm`."""
    lake: str
    container: str
    path: str
    team: str | None = None
    """The stack whose place it is; none of what the zone itself keeps there."""


@dataclass(frozen=True, kw_only=True)
class SchemaGrant:
    """What one holder may do with a schema."""

    schema: str
    """The schema's key."""
    holder: Grant
    privileges: tuple[str, ...]


_CATALOG_ROOT = "_catalog"


@cache
def privileges() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Privileges by what is granted, and by right: `tables` and `files` of datasets, a team's own `area`, what its
    `pipeline` needs in its schemas, on the `catalog` and on its `location`, and `everyone` on the catalogue."""
    raw = json.loads(files("config").joinpath("data/databricks.json").read_text(encoding="utf-8"))
    return {
        kind: {right: tuple(given) for right, given in rights.items()}
        for kind, rights in raw.items()
        if kind != "source"
    }


def shared(estate: Estate, zone: str) -> SharedDatabricks | None:
    """The zone's shared workspaces; None where it has none."""
    return estate.landing_zones[zone].databricks


def has_catalog(estate: Estate, zone: str) -> bool:
    """Whether the zone has a catalogue."""
    wanted = shared(estate, zone)
    return bool(wanted and wanted.unity_catalog and estate.settings.databricks)


def workspace_of(estate: Estate, stack: str) -> WorkspaceRole | None:
    """The shared workspace in which a team works; None where its zone has none."""
    team = estate.teams[stack]
    wanted = shared(estate, team.landing_zone)
    if wanted is None:
        return None
    own: WorkspaceRole = "engineering" if isinstance(team, IntegrationStack) else "analytics"
    return own if own in wanted.workspaces else wanted.workspaces[0]


def catalog_name(estate: Estate, zone: str) -> str:
    """The zone's catalogue, such as `cts_sales_dev`: metastores are shared by whole regions."""
    value = estate.landing_zones[zone]
    return _name(estate.settings.organization.prefix, value.name, value.environment)


def members(estate: Estate, zone: str) -> tuple[str, ...]:
    """The teams that work in the zone's shared workspaces, sorted; none where it has no workspace."""
    if shared(estate, zone) is None:
        return ()
    return tuple(sorted(name for name, team in estate.teams.items() if team.landing_zone == zone))


def locations(estate: Estate, zone: str) -> tuple[CatalogLocation, ...]:
    """The external locations of a zone's catalogue: its own, and the places of each team and of nobody else.

    Whoever may put a volume into a location may read what lies there, past the access lists of the lake.
    """
    value = estate.landing_zones[zone]
    own = [_CATALOG_ROOT, *([analysts.path] if (analysts := analysts_schema(estate, zone)) else [])]
    found = [_location("workspace", workspace_container(value), path, None) for path in own]
    for team in members(estate, zone):
        for at in places(estate, team):
            found += [_location(at.lake, at.container, path, team) for path in at.paths]
    return tuple(found)


def _location(lake: str, container: str, path: str, team: str | None) -> CatalogLocation:
    key = "-".join((container, *path.lower().strip("_").split("/")))
    return CatalogLocation(key=key, lake=lake, container=container, path=path, team=team)


def catalog_root(estate: Estate, zone: str) -> CatalogLocation:
    """Where the catalogue keeps tables without a place of their own."""
    return locations(estate, zone)[0]


def containers(estate: Estate, zone: str) -> Mapping[str, str]:
    """The containers that the catalogue reaches, with their lakes."""
    value = estate.landing_zones[zone]
    layers = {container_of(value, layer): lake for layer, lake in LAKES.items()}
    return {**layers, workspace_container(value): "workspace"}


def analysts_schema(estate: Estate, zone: str) -> CatalogSchema | None:
    """The schema in which a zone's analysts save results; None where it has no catalogue, or no analysts."""
    wanted = shared(estate, zone)
    if not (wanted and wanted.analysts and has_catalog(estate, zone)):
        return None
    return CatalogSchema(
        key=ANALYSTS,
        name=f"{ANALYSTS}__results",
        lake="workspace",
        container=workspace_container(estate.landing_zones[zone]),
        path=f"_{ANALYSTS}/tables",
        tables=True,
        comment=f"Results of the analysts of {zone}",
    )


def analysts_grants(estate: Estate, zone: str) -> tuple[SchemaGrant, ...]:
    """What the analysts and the zone's pipeline may do with the analysts' schema."""
    area = Grant(holder="team-group", key=f"{zone}/{ANALYSTS}", right=Right.WRITE)
    given = SchemaGrant(schema=ANALYSTS, holder=area, privileges=privileges()["area"][Right.WRITE])
    return (given, _of_pipeline(zone, ANALYSTS)) if estate.settings.delivery else (given,)


def schemas_of(estate: Estate, stack: str, dataset: str) -> list[str]:
    """Where the zone's catalogue has a dataset, such as `cts_sales_dev.crm__contacts_enriched_sensitive`."""
    zone = estate.teams[stack].landing_zone
    if not has_catalog(estate, zone):
        return []
    folders = (folder for folder in dataset_folders(estate, stack) if folder.dataset == dataset)
    return [f"{catalog_name(estate, zone)}.{dataset_schema(stack, folder)}" for folder in folders]


def team_schemas(estate: Estate, stack: str) -> Iterator[CatalogSchema]:
    """A team's own schema, and those of its datasets."""
    team = estate.teams[stack]
    yield _area(estate, stack)
    for folder in dataset_folders(estate, stack):
        yield CatalogSchema(
            key=f"{stack}-{folder.key}",
            name=dataset_schema(stack, folder),
            lake=folder.lake,
            container=folder.container,
            path=folder.path,
            tables=holds_tables(estate, stack, folder),
            comment=f"{team.datasets[folder.dataset].title}, {folder.layer}",
        )


def holds_tables(estate: Estate, stack: str, folder: DatasetFolder) -> bool:
    """Whether a folder is written as tables of the catalogue: Delta beyond raw, where files stay as they came."""
    return folder.layer is not Layer.RAW and estate.teams[stack].datasets[folder.dataset].format == "delta"


def dataset_schema(stack: str, folder: DatasetFolder) -> str:
    """The schema of a folder: no team's own has two underscores."""
    return f"{_name(stack)}__{_name(folder.key)}"


def schema_grants(estate: Estate, stack: str) -> tuple[SchemaGrant, ...]:
    """What groups, workloads and the pipeline may do with the schemas of a team, sorted; of a retired dataset only the
    pipeline is left."""
    team = estate.teams[stack]
    own = [_of_pipeline(stack, schema.key) for schema in team_schemas(estate, stack)]
    area = Grant(holder="team-group", key=f"{stack}/team", right=Right.WRITE)
    found = [*own, SchemaGrant(schema=stack, holder=area, privileges=privileges()["area"][Right.WRITE])]
    for folder in dataset_folders(estate, stack):
        kind = "tables" if holds_tables(estate, stack, folder) else "files"
        found += [
            SchemaGrant(schema=f"{stack}-{folder.key}", holder=grant, privileges=privileges()[kind][grant.right])
            for grant in dataset_grants(stack, team.datasets[folder.dataset], folder.dataset, folder.layer)
        ]
    wanted = found if estate.settings.delivery else [one for one in found if one.holder.holder != "deploy-identity"]
    return tuple(sorted(wanted, key=lambda one: (one.schema, one.holder.holder, one.holder.key)))


def _of_pipeline(stack: str, schema: str) -> SchemaGrant:
    holder = Grant(holder="deploy-identity", key=stack, right=Right.WRITE)
    return SchemaGrant(schema=schema, holder=holder, privileges=privileges()["pipeline"][Right.WRITE])


def _area(estate: Estate, stack: str) -> CatalogSchema:
    return CatalogSchema(
        key=stack,
        name=_name(stack),
        lake="workspace",
        container=workspace_container(estate.landing_zones[estate.teams[stack].landing_zone]),
        path=f"{stack}/tables",
        tables=True,
        comment=f"Results of {stack}",
    )


def _name(*parts: str) -> str:
    return "_".join(parts).replace("-", "_")

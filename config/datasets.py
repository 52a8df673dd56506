"""What follows from datasets: their Entra groups and their folders in the lakes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from config.estate import Estate
from config.models.classification import Classification
from config.models.dataset import Dataset, Layer, Right
from config.models.integration import IntegrationStack
from config.models.landing_zone import LandingZoneStack
from config.models.organization import GroupNamePart
from config.models.stacks import TeamStack

_CODES = {Layer.RAW: "RAW", Layer.ENRICHED: "ENR", Layer.CURATED: "CUR"}
_RIGHTS = {Right.READ: "R", Right.WRITE: "RW"}
LAKES = {Layer.RAW: "raw", Layer.ENRICHED: "enriched-curated", Layer.CURATED: "enriched-curated"}
"""The lake that holds a layer."""
_CONTAINERS = {
    "zones": {Layer.RAW: "raw", Layer.ENRICHED: "enriched", Layer.CURATED: "curated"},
    "layers": {Layer.RAW: "landing", Layer.ENRICHED: "standardized", Layer.CURATED: "data-products"},
}


@dataclass(frozen=True, kw_only=True)
class DatasetGroup:
    """The security group of one right on one layer of a dataset."""

    key: str
    """Such as `contacts-enriched-read`; unique in its stack."""
    display_name: str
    """Such as `grp-cts-sales-dev-crm-ENR-contacts-R`; its parts are those of `dataset_group_name`."""
    description: str
    dataset: str
    layer: Layer
    right: Right
    owners: tuple[str, ...]
    """Those who may change its members by hand: the team's owners."""
    members: tuple[str, ...]
    """Those whose access holds on the day, sorted."""


@dataclass(frozen=True, kw_only=True)
class DatasetFolder:
    """The folder of one layer of a dataset."""

    key: str
    """Such as `contacts-raw-sensitive`; unique in its stack."""
    dataset: str
    layer: Layer
    lake: str
    """`raw` or `enriched-curated`."""
    container: str
    path: str


def group_key(dataset: str, layer: Layer, right: Right) -> str:
    """The key of a dataset's group."""
    return f"{dataset.replace('_', '-')}-{layer}-{right}"


def container_of(zone: LandingZoneStack, layer: Layer) -> str:
    """The container that holds a layer in a zone."""
    return _CONTAINERS[zone.lakes.layout][layer]


def dataset_groups(estate: Estate, stack: str, today: date) -> tuple[DatasetGroup, ...]:
    """The groups of a team's datasets, sorted by key. Access that has ended by `today` is left out."""
    team = estate.teams[stack]
    return tuple(sorted(_groups(estate, stack, team, today), key=lambda group: group.key))


def _groups(estate: Estate, stack: str, team: TeamStack, today: date) -> Iterator[DatasetGroup]:
    for name, dataset in team.datasets.items():
        for layer in dataset.layers:
            for right in Right:
                yield DatasetGroup(
                    key=group_key(name, layer, right),
                    display_name=_display_name(estate, stack, name, layer, right),
                    description=f"May {right} the dataset {name} of {stack} in {layer}",
                    dataset=name,
                    layer=layer,
                    right=right,
                    owners=team.team.owners,
                    members=_members(dataset, layer, right, today),
                )


def _display_name(estate: Estate, stack: str, dataset: str, layer: Layer, right: Right) -> str:
    zone = estate.teams[stack].landing_zone
    parts = {
        GroupNamePart.ZONE: zone,
        GroupNamePart.DOMAIN: estate.landing_zones[zone].name if zone in estate.landing_zones else zone,
        GroupNamePart.OWNER: stack,
        GroupNamePart.LAYER: _CODES[layer],
        GroupNamePart.DATASET: dataset,
        GroupNamePart.RIGHT: _RIGHTS[right],
    }
    chosen = (parts[part] for part in estate.settings.dataset_group_name)
    return "-".join(("grp", estate.settings.organization.prefix, *chosen))


def _members(dataset: Dataset, layer: Layer, right: Right, today: date) -> tuple[str, ...]:
    if dataset.status == "retired":
        return ()
    wanted = (one for one in dataset.access if one.layer == layer and one.right == right and one.until >= today)
    return tuple(sorted({one.principal.lower() for one in wanted}))


def approvers(team: TeamStack, name: str) -> tuple[str, ...]:
    """Who decides on access to a dataset: its owner, and the data manager or product owner of its team."""
    decides = team.data_manager if isinstance(team, IntegrationStack) else team.owner
    return tuple(dict.fromkeys((team.datasets[name].owner, decides)))


def dataset_folders(estate: Estate, stack: str) -> tuple[DatasetFolder, ...]:
    """The folders of a team's datasets: personal data apart, one top folder before anything branches."""
    team = estate.teams[stack]
    zone = estate.landing_zones[team.landing_zone]
    return tuple(
        DatasetFolder(
            key=f"{name.replace('_', '-')}-{layer}-{kind.lower()}",
            dataset=name,
            layer=layer,
            lake=LAKES[layer],
            container=container_of(zone, layer),
            path=_path(layer, stack, name, kind),
        )
        for name, dataset in sorted(team.datasets.items())
        for layer in sorted(dataset.layers)
        for kind in _kinds(dataset)
    )


def is_sensitive(dataset: Dataset) -> bool:
    """Whether it is kept in `Sensitive`: for its personal data, or for its class."""
    return dataset.personal_data or dataset.classification.rank >= Classification.SENSITIVE.rank


def _kinds(dataset: Dataset) -> tuple[str, ...]:
    if not is_sensitive(dataset):
        return ("General",)
    return ("Sensitive", "General") if dataset.general_copy else ("Sensitive",)


def _path(layer: Layer, stack: str, dataset: str, kind: str) -> str:
    if layer is Layer.RAW:
        return f"{kind}/{stack}/{dataset}"
    return f"{stack}/Transactional/{kind}/{dataset}"

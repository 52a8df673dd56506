"""Who may do what in the folders of a team: the entries of their access lists, and the team's place in the lakes.

Source: CAF, data management and analytics scenario, data lake access: entries for groups and identities, never for
single people; 28 of the 32 entries of a list are free.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from arm.ids import ResourceId, resource_group
from config.datasets import container_of, dataset_folders, group_key
from config.estate import Estate
from config.models.dataset import Dataset, Layer, Right
from config.models.integration import IntegrationStack
from config.models.landing_zone import LandingZoneStack
from config.models.stacks import TeamStack
from config.names import names_of
from config.workloads import service_identity

PERMISSIONS = {Right.READ: "r-x", Right.WRITE: "rwx"}
_WORKSPACES = {"zones": "workspace", "layers": "analytics-sandbox"}
OWNER_ROLE = "Storage Blob Data Owner"
"""What a team's pipeline holds on its own paths, to make folders and write their lists."""
READER_ROLE = "Reader"
"""What it holds on the lakes, to find them."""


@dataclass(frozen=True, kw_only=True)
class Grant:
    """One entry of a folder's access list, in the access and in the default list."""

    holder: str
    """`dataset-group`, `team-group`, `deploy-identity`, `service` or `workload`."""
    key: str
    """The group's key, the stack's name, the service as `stack/key`, or the workload's object id."""
    right: Right


@dataclass(frozen=True, kw_only=True)
class Folder:
    """One folder of a team, with who may do what in it."""

    key: str
    lake: str
    container: str
    path: str
    grants: tuple[Grant, ...]


@dataclass(frozen=True, kw_only=True)
class Place:
    """What a team has of one container."""

    lake: str
    container: str
    paths: tuple[str, ...]
    """The topmost folders that are the team's."""


def workspace_container(zone: LandingZoneStack) -> str:
    """The container with the areas of teams."""
    return _WORKSPACES[zone.lakes.layout]


def folders(estate: Estate, stack: str) -> tuple[Folder, ...]:
    """The folders of a team's datasets and its area in the workspace lake, sorted by key."""
    return tuple(sorted((*_of_datasets(estate, stack), _area(estate, stack)), key=lambda one: one.key))


def dataset_grants(stack: str, dataset: Dataset, name: str, layer: Layer) -> Iterator[Grant]:
    """Whom the folders of a dataset are opened to, beside its team's pipeline; nobody once it is retired."""
    if dataset.status == "retired":
        return
    for right in Right:
        yield Grant(holder="dataset-group", key=group_key(name, layer, right), right=right)
    for workload, right in sorted(dataset.workloads.items()):
        service = service_identity(stack, workload)
        yield Grant(holder="service" if service else "workload", key=str(service or workload), right=right)


def entries(estate: Estate, stack: str, dataset: Dataset, name: str, layer: Layer) -> int:
    """How many of the free entries of an access list a dataset takes in one layer."""
    return len((*dataset_grants(stack, dataset, name, layer), *_pipeline(estate, stack)))


def places(estate: Estate, stack: str) -> tuple[Place, ...]:
    """Where in the lakes a team's folders may stand: in the layers that its kind writes, and in the workspace."""
    team = estate.teams[stack]
    zone = estate.landing_zones[team.landing_zone]
    raw = Place(lake="raw", container=container_of(zone, Layer.RAW), paths=(f"General/{stack}", f"Sensitive/{stack}"))
    own = Layer.ENRICHED if isinstance(team, IntegrationStack) else Layer.CURATED
    found = (
        Place(lake="enriched-curated", container=container_of(zone, own), paths=(stack,)),
        Place(lake="workspace", container=workspace_container(zone), paths=(stack,)),
    )
    return (raw, *found) if isinstance(team, IntegrationStack) else found


def lake_id(estate: Estate, stack: str, lake: str) -> ResourceId:
    """The id of a lake of a team's zone."""
    team: TeamStack = estate.teams[stack]
    names = names_of(estate, team.landing_zone)
    group = resource_group(estate.subscription_id(team), names["group-storage"])
    return group.extension("Microsoft.Storage/storageAccounts", names[f"lake-{lake}"])


def _of_datasets(estate: Estate, stack: str) -> Iterator[Folder]:
    team = estate.teams[stack]
    for found in dataset_folders(estate, stack):
        yield Folder(
            key=found.key,
            lake=found.lake,
            container=found.container,
            path=found.path,
            grants=(
                *dataset_grants(stack, team.datasets[found.dataset], found.dataset, found.layer),
                *_pipeline(estate, stack),
            ),
        )


def _area(estate: Estate, stack: str) -> Folder:
    """The team's area in the workspace lake, for exploration and saved results."""
    zone = estate.landing_zones[estate.teams[stack].landing_zone]
    team = Grant(holder="team-group", key=f"{stack}/team", right=Right.WRITE)
    return Folder(
        key="workspace",
        lake="workspace",
        container=workspace_container(zone),
        path=stack,
        grants=(team, *_pipeline(estate, stack)),
    )


def _pipeline(estate: Estate, stack: str) -> tuple[Grant, ...]:
    if estate.settings.delivery is None:
        return ()
    return (Grant(holder="deploy-identity", key=stack, right=Right.WRITE),)

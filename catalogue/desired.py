"""What an estate wants to have registered in its Purview account."""

from collections.abc import Iterator, Mapping

from arm.clouds import suffix
from arm.ids import ResourceId, resource_group
from catalogue.entries import ADMINISTRATOR, CURATOR, READER, Collection, Holders, Registered, Scan, Source, Trigger
from catalogue.marks import COLLECTION_LENGTH, NAME_LENGTH, fitted, mark, own_prefix
from config.datasets import LAKES, DatasetFolder, dataset_folders
from config.estate import Estate
from config.models.dataset import Dataset
from config.models.integration import IntegrationStack
from config.names import names_of
from config.naming import short_hash
from config.purview import account_id, account_zone
from config.responsibilities import Mark
from config.rights import parts

_ROLES = {
    Mark.ACCOUNTABLE: (ADMINISTRATOR, READER),
    Mark.RESPONSIBLE: (CURATOR, READER),
    Mark.CONSULTED: (READER,),
}
"""Who is accountable decides who sees a collection, who is responsible describes what is in it, the others read.
What is registered and scanned is the pipeline's."""
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NIGHT_HOURS, _SAFE_DAYS = 6, 28
_LEVELS = {"incremental": "Incremental", "full": "Full"}
_LAKES = (*sorted(set(LAKES.values())), "workspace")


def root_of(account: ResourceId) -> str:
    """The name of an account's root collection."""
    return account.name.lower()


def desired(estate: Estate, groups: Mapping[str, str]) -> Registered:
    """Everything that the estate's account ought to hold; nothing where the estate has no account.

    `groups` are the object ids of the estate's groups by key; those that are not known yet are given nothing.
    """
    account = account_id(estate)
    if account is None:
        return Registered()
    root = root_of(account)
    scans = {(scan.source, scan.name): scan for stack in estate.teams for scan in _scans(estate, stack)}
    governing = account_zone(estate) or next(iter(sorted(estate.management_zones)), None)
    below = (*estate.landing_zones, *estate.teams)
    return Registered(
        collections={one.name: one for one in _collections(estate, root)},
        holders={
            **({root: _holders(estate, (governing, *below), groups)} if governing else {}),
            **{
                collection_name(estate, zone): _holders(estate, (zone, *estate.in_zone(zone)), groups)
                for zone in estate.landing_zones
            },
            **{collection_name(estate, team): _holders(estate, (team,), groups) for team in estate.teams},
        },
        sources={one.name: one for zone in estate.landing_zones for one in _sources(estate, zone)},
        scans=scans,
    )


def collection_name(estate: Estate, stack: str) -> str:
    """The name of the collection of a landing zone or a team."""
    return fitted(f"{estate.settings.organization.prefix}-{stack}", COLLECTION_LENGTH)


def source_name(estate: Estate, zone: str, lake: str) -> str:
    """The name of the data source of a lake."""
    return f"{own_prefix(estate.settings.organization.prefix)}{names_of(estate, zone)[f'lake-{lake}']}"


def _collections(estate: Estate, root: str) -> Iterator[Collection]:
    end = mark(estate.settings.organization.prefix)
    for zone, landing in estate.landing_zones.items():
        yield Collection(
            name=collection_name(estate, zone),
            friendly_name=f"Landing zone {zone}",
            description=f"Data of {landing.business_unit} in {landing.environment}. {end}",
            parent=root,
        )
    for stack, team in estate.teams.items():
        kind = "Integration" if isinstance(team, IntegrationStack) else "Product"
        yield Collection(
            name=collection_name(estate, stack),
            friendly_name=f"{kind} {stack}",
            description=f"Datasets of {stack}, {team.team.mail}. {end}",
            parent=collection_name(estate, team.landing_zone),
        )


def _holders(estate: Estate, stacks: tuple[str, ...], groups: Mapping[str, str]) -> Holders:
    """Who holds what in the collection of the first of some stacks.

    Purview lets what is below inherit it: a group gets only what the matrix gives it on every one of the others, too.
    """
    given = frozenset.intersection(*(_given(estate, stack) for stack in stacks))
    return {
        role: frozenset(groups[group] for group, held in given if held == role and group in groups)
        for role in sorted({role for _, role in given})
    }


def _given(estate: Estate, stack: str) -> frozenset[tuple[str, str]]:
    """What the matrix gives on one stack: groups with roles."""
    return frozenset((part.group, role) for part in parts(estate, stack) for role in _ROLES[part.mark])


def _sources(estate: Estate, zone: str) -> Iterator[Source]:
    landing, names = estate.landing_zones[zone], names_of(estate, zone)
    group = resource_group(landing.subscription_id, names["group-storage"])
    for lake in _LAKES:
        account = group.extension("Microsoft.Storage/storageAccounts", names[f"lake-{lake}"])
        yield Source(
            name=source_name(estate, zone, lake),
            collection=collection_name(estate, zone),
            endpoint=_endpoint(estate, zone, lake),
            resource_id=str(account),
            location=landing.region,
        )


def _endpoint(estate: Estate, zone: str, lake: str) -> str:
    return f"https://{names_of(estate, zone)[f'lake-{lake}']}.{suffix('storage-dfs', estate.settings.cloud)}/"


def _scans(estate: Estate, stack: str) -> Iterator[Scan]:
    team = estate.teams[stack]
    for folder in dataset_folders(estate, stack):
        dataset = team.datasets[folder.dataset]
        if dataset.status == "active" and dataset.scan.schedule != "never":
            yield _scan(estate, stack, folder, dataset)


def _scan(estate: Estate, stack: str, folder: DatasetFolder, dataset: Dataset) -> Scan:
    zone = estate.teams[stack].landing_zone
    name = fitted(f"{own_prefix(estate.settings.organization.prefix)}{stack}-{folder.key}", NAME_LENGTH)
    return Scan(
        source=source_name(estate, zone, folder.lake),
        name=name,
        collection=collection_name(estate, stack),
        prefixes=(f"{_endpoint(estate, zone, folder.lake)}{folder.container}/{folder.path}",),
        trigger=_trigger(name, dataset),
        runtime=estate.settings.scans.runtime,
    )


def _trigger(name: str, dataset: Dataset) -> Trigger:
    """When it runs: at night, on a day that follows from its name, so that not all run at once."""
    number = sum(ord(letter) * 31**at for at, letter in enumerate(short_hash(name)))
    weekly = dataset.scan.schedule == "weekly"
    return Trigger(
        frequency="Week" if weekly else "Month",
        day=_DAYS[number % len(_DAYS)] if weekly else 1 + number % _SAFE_DAYS,
        hour=number // len(_DAYS) % _NIGHT_HOURS,
        level=_LEVELS[dataset.scan.level],
    )

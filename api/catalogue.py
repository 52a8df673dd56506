"""What the estate offers, from its data."""

from api.shapes import Catalogue, CatalogueDataset, CatalogueTeam, CatalogueZone
from config.catalogue import search
from config.estate import Estate
from config.models.dataset import Dataset
from config.models.integration import IntegrationStack
from config.models.product import ProductStack


def catalogue(estate: Estate, words: str | None = None) -> Catalogue:
    """Zones, integrations, products and datasets, each sorted by name; of datasets those that fit words, best first."""
    if words is None:
        datasets = [(stack, name) for stack, team in sorted(estate.teams.items()) for name in sorted(team.datasets)]
    else:
        datasets = [(found.stack, found.dataset) for found in search(estate, words)]
    return Catalogue(
        landing_zones=[
            CatalogueZone(
                name=name,
                environment=zone.environment,
                region=zone.region,
                business_unit=zone.business_unit,
                classification=str(zone.classification),
            )
            for name, zone in estate.landing_zones.items()
        ],
        integrations=[_team(name, stack) for name, stack in estate.of_kind(IntegrationStack).items()],
        products=[_team(name, stack) for name, stack in estate.of_kind(ProductStack).items()],
        datasets=[_dataset(stack, name, estate.teams[stack].datasets[name]) for stack, name in datasets],
    )


def _dataset(stack: str, name: str, dataset: Dataset) -> CatalogueDataset:
    return CatalogueDataset(
        name=name,
        stack=stack,
        title=dataset.title,
        owner=dataset.owner,
        classification=str(dataset.classification),
        personal_data=dataset.personal_data,
        layers=[str(layer) for layer in dataset.layers],
        status=dataset.status,
    )


def _team(name: str, stack: IntegrationStack | ProductStack) -> CatalogueTeam:
    mark = stack.certified if isinstance(stack, ProductStack) else None
    return CatalogueTeam(
        name=name,
        landing_zone=stack.landing_zone,
        template=stack.template,
        certified=mark.on if mark else None,
    )

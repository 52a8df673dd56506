"""Cosmos DB."""

from components.services.cosmos_db import CosmosDb, CosmosDbArgs
from config.models import services as models
from stacks.services.site import Site


def build(site: Site, key: str, wanted: models.CosmosDb) -> CosmosDb:
    """Build it."""
    return CosmosDb(
        key,
        CosmosDbArgs(
            **site.common(key, wanted.type),
            account_name=site.name(key),
            serverless=wanted.serverless,
            max_request_units=wanted.max_request_units,
            consistency=wanted.consistency,
            databases=wanted.databases,
        ),
        site.opts,
    )

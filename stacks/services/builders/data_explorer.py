"""Data Explorer."""

from components.services.data_explorer import DataExplorer, DataExplorerArgs
from config.models import services as models
from stacks.services.site import Site


def build(site: Site, key: str, wanted: models.DataExplorer) -> DataExplorer:
    """Build it."""
    return DataExplorer(
        key,
        DataExplorerArgs(
            **site.common(key, wanted.type),
            cluster_name=site.name(key),
            sku=wanted.sku,
            instances=wanted.instances,
            zones=site.availability_zones,
            databases=wanted.databases,
            hot_cache_days=wanted.hot_cache_days,
            retention_days=wanted.retention_days,
        ),
        site.opts,
    )

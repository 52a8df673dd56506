"""Data Factory."""

from components.services.data_factory import DataFactory, DataFactoryArgs
from config.models import services as models
from stacks.services.reaching import FACTORY, reached
from stacks.services.site import Site


def build(site: Site, key: str, wanted: models.DataFactory) -> DataFactory:
    """Build it."""
    return DataFactory(
        key,
        DataFactoryArgs(
            **site.common(key, wanted.type),
            factory_name=site.name(key),
            time_to_live_minutes=wanted.time_to_live_minutes,
            key_vault_uri=site.key_vault_uri,
            key_vault_resource_id=site.key_vault_id,
            lakes={role: lake.dfs_endpoint for role, lake in site.lakes.items()},
            reaches=reached(site, FACTORY),
            purview_resource_id=site.purview_account,
            shared_runtime_resource_id=site.shared_runtime_id if wanted.shared_runtime else None,
        ),
        site.opts,
    )

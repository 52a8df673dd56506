"""Synapse."""

from components.services.synapse import Synapse, SynapseArgs
from config.models import services as models
from stacks.services.site import Site


def build(site: Site, key: str, wanted: models.SynapseWorkspace) -> Synapse:
    """Build it."""
    return Synapse(
        key,
        SynapseArgs(
            **site.common(key, wanted.type),
            workspace_name=site.name(key),
            storage=site.storage(key, wanted.type, "dfs"),
            administrator=site.administrator,
            tenant_id=site.tenant_id,
            sql_pool=wanted.sql_pool,
            spark_pool_nodes=wanted.spark_pool_nodes,
            purview_resource_id=site.purview_account,
        ),
        site.opts,
    )

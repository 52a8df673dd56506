"""A Fabric capacity."""

from components.services.fabric_capacity import FabricCapacity, FabricCapacityArgs
from config.models import services as models
from stacks.services.site import Site


def build(site: Site, key: str, wanted: models.FabricCapacity) -> FabricCapacity:
    """Build it."""
    return FabricCapacity(
        key,
        FabricCapacityArgs(
            **site.common(key, wanted.type),
            capacity_name=site.name(key),
            administrators=site.context.estate.teams[site.context.name].team.owners,
            sku=wanted.sku,
        ),
        site.opts,
    )

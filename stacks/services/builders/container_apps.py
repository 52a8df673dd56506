"""Container Apps."""

from components.services.container_apps import ContainerApps, ContainerAppsArgs
from config.models import services as models
from stacks.services.site import Site


def build(site: Site, key: str, wanted: models.ContainerApps) -> ContainerApps:
    """Build it."""
    return ContainerApps(
        key,
        ContainerAppsArgs(
            **site.common(key, wanted.type),
            environment_name=site.name(key),
            subnet_resource_id=site.service_subnets[key],
            zone_redundant=wanted.zone_redundant,
        ),
        site.opts,
    )

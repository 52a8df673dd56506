"""AI services."""

from components.services.ai_services import AiServices, AiServicesArgs, Deployment
from config.models import services as models
from stacks.services.site import Site


def build(site: Site, key: str, wanted: models.AiServices) -> AiServices:
    """Build it."""
    return AiServices(
        key,
        AiServicesArgs(
            **site.common(key, wanted.type),
            account_name=site.name(key),
            kind=wanted.kind,
            deployments={
                name: Deployment(model=model.model, version=model.version, capacity=model.capacity)
                for name, model in wanted.deployments.items()
            },
        ),
        site.opts,
    )

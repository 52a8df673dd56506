"""AI Search."""

from components.services.ai_search import AiSearch, AiSearchArgs
from config.models import services as models
from stacks.services.site import Site


def build(site: Site, key: str, wanted: models.AiSearch) -> AiSearch:
    """Build it."""
    return AiSearch(
        key,
        AiSearchArgs(
            **site.common(key, wanted.type),
            search_name=site.name(key),
            sku=wanted.sku,
            replicas=wanted.replicas,
            partitions=wanted.partitions,
        ),
        site.opts,
    )

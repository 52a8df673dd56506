"""Managed Redis."""

from components.services.redis import Redis, RedisArgs
from config.models import services as models
from stacks.services.site import Site


def build(site: Site, key: str, wanted: models.Redis) -> Redis:
    """Build it."""
    args = RedisArgs(**site.common(key, wanted.type), instance_name=site.name(key), sku=wanted.sku)
    return Redis(key, args, site.opts)

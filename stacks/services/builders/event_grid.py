"""An Event Grid topic."""

from components.services.event_grid import EventGrid, EventGridArgs
from config.models import services as models
from stacks.services.site import Site


def build(site: Site, key: str, wanted: models.EventGrid) -> EventGrid:
    """Build it."""
    return EventGrid(key, EventGridArgs(**site.common(key, wanted.type), topic_name=site.name(key)), site.opts)

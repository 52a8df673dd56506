"""Event Hubs."""

from components.services.event_hubs import EventHubs, EventHubsArgs, Hub
from config.models import services as models
from stacks.services.site import Site


def build(site: Site, key: str, wanted: models.EventHubs) -> EventHubs:
    """Build it."""
    return EventHubs(
        key,
        EventHubsArgs(
            **site.common(key, wanted.type),
            namespace_name=site.name(key),
            capacity=wanted.capacity,
            maximum_capacity=wanted.maximum_capacity,
            hubs={
                name: Hub(
                    partitions=hub.partitions,
                    retention_days=hub.retention_days,
                    consumer_groups=hub.consumer_groups,
                )
                for name, hub in wanted.hubs.items()
            },
        ),
        site.opts,
    )

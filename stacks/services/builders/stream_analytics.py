"""Stream Analytics."""

import pulumi

from components.services.stream_analytics import StreamAnalytics, StreamAnalyticsArgs
from config.models import services as models
from config.services import services_of
from stacks.services.reaching import CLUSTER, reached
from stacks.services.site import Site


def build(site: Site, key: str, wanted: models.StreamAnalytics) -> StreamAnalytics:
    """Build it."""
    return StreamAnalytics(
        key,
        StreamAnalyticsArgs(
            **site.common(key, wanted.type),
            job_name=site.name(key),
            cluster_name=site.name(key, "cluster") if wanted.cluster else None,
            reaches=reached(site, CLUSTER) if wanted.cluster else {},
            event_hubs=_event_hubs(site),
            streaming_units=wanted.streaming_units,
        ),
        site.opts,
    )


def _event_hubs(site: Site) -> dict[str, pulumi.Output[str]]:
    """The team's own event hubs, by key."""
    services = services_of(site.context.estate.teams[site.context.name])
    return {
        key: component.outputs.resource_id
        for key, component in site.beside.items()
        if services[key].type == "event-hubs"
    }

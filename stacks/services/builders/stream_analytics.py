"""Stream Analytics."""

from components.services.stream_analytics import StreamAnalytics, StreamAnalyticsArgs
from config.models import services as models
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
            streaming_units=wanted.streaming_units,
        ),
        site.opts,
    )

"""Events, devices, and what computes on them."""

from components.services.data_explorer import DataExplorer, DataExplorerArgs
from components.services.event_grid import EventGrid, EventGridArgs
from components.services.event_hubs import EventHubs, EventHubsArgs, Hub
from components.services.iot_hub import IotHub, IotHubArgs
from components.services.stream_analytics import StreamAnalytics, StreamAnalyticsArgs
from config.models import services as models
from stacks.services.reaching import CLUSTER, reached
from stacks.services.site import Site


def event_hubs(site: Site, key: str, wanted: models.EventHubs) -> EventHubs:
    """Event Hubs."""
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


def event_grid(site: Site, key: str, wanted: models.EventGrid) -> EventGrid:
    """An Event Grid topic."""
    return EventGrid(key, EventGridArgs(**site.common(key, wanted.type), topic_name=site.name(key)), site.opts)


def iot_hub(site: Site, key: str, wanted: models.IotHub) -> IotHub:
    """IoT Hub."""
    args = IotHubArgs(**site.common(key, wanted.type), hub_name=site.name(key), sku=wanted.sku, units=wanted.units)
    return IotHub(key, args, site.opts)


def stream_analytics(site: Site, key: str, wanted: models.StreamAnalytics) -> StreamAnalytics:
    """Stream Analytics."""
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


def data_explorer(site: Site, key: str, wanted: models.DataExplorer) -> DataExplorer:
    """Data Explorer."""
    return DataExplorer(
        key,
        DataExplorerArgs(
            **site.common(key, wanted.type),
            cluster_name=site.name(key),
            sku=wanted.sku,
            instances=wanted.instances,
            zones=site.availability_zones,
            databases=wanted.databases,
            hot_cache_days=wanted.hot_cache_days,
            retention_days=wanted.retention_days,
        ),
        site.opts,
    )

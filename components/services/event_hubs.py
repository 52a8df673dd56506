"""An Event Hubs namespace."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pulumi
from pulumi_azure_native import eventhub

from components._tokens import Token
from components.services._service import ServiceArgs, ServiceComponent, outputs_of

_TYPE = "Microsoft.EventHub/namespaces"


@dataclass(frozen=True, kw_only=True)
class Hub:
    """One event hub."""

    partitions: int = 4
    """Optional. Partitions, 1 to 32; fixed at creation."""
    retention_days: int = 1
    """Optional. Days that events are kept, 1 to 7."""
    consumer_groups: Sequence[str] = ()
    """Optional. Consumer groups beside `$Default`."""


@dataclass(frozen=True, kw_only=True)
class EventHubsArgs(ServiceArgs):
    """One namespace with its hubs."""

    namespace_name: str
    """Required. Its name, unique in the world."""
    capacity: int = 1
    """Optional. Throughput units to begin with."""
    maximum_capacity: int = 4
    """Optional. Throughput units up to which it grows by itself."""
    hubs: Mapping[str, Hub] = field(default_factory=dict)
    """Optional. Hubs by name."""


class EventHubs(ServiceComponent):
    """A namespace without keys, closed to public networks."""

    def __init__(self, name: str, args: EventHubsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.EVENT_HUBS, name, tags=args.tags, opts=opts)
        namespace = eventhub.Namespace(
            self.child_name("namespace"),
            resource_group_name=args.resource_group_name,
            namespace_name=args.namespace_name,
            location=args.location,
            sku={"name": "Standard", "tier": "Standard", "capacity": args.capacity},
            is_auto_inflate_enabled=args.maximum_capacity > args.capacity,
            maximum_throughput_units=args.maximum_capacity if args.maximum_capacity > args.capacity else 0,
            kafka_enabled=True,
            disable_local_auth=True,
            minimum_tls_version="1.2",
            public_network_access="Disabled",
            identity={"type": "SystemAssigned"},
            tags=self.tags(),
            # It grows by itself: what it has grown to is not a difference.
            opts=self.stateless(ignore_changes=["sku.capacity"]),
        )
        rules = eventhub.NamespaceNetworkRuleSet(
            self.child_name("network-rules"),
            resource_group_name=args.resource_group_name,
            namespace_name=namespace.name,
            default_action="Deny",
            public_network_access="Disabled",
            trusted_service_access_enabled=False,
            opts=self.stateless(),
        )
        for hub_name, hub in sorted(args.hubs.items()):
            self._hub(args, namespace, hub_name, hub)
        self.surround(args, namespace, _TYPE, holds_data=False, after=[rules])
        self.publish(outputs_of(namespace, _TYPE))

    def _hub(self, args: EventHubsArgs, namespace: eventhub.Namespace, hub_name: str, hub: Hub) -> None:
        made = eventhub.EventHub(
            self.child_name(f"hub-{hub_name}"),
            resource_group_name=args.resource_group_name,
            namespace_name=namespace.name,
            event_hub_name=hub_name,
            partition_count=hub.partitions,
            message_retention_in_days=hub.retention_days,
            opts=self.stateless(),
        )
        for group in hub.consumer_groups:
            eventhub.ConsumerGroup(
                self.child_name(f"hub-{hub_name}-{group}"),
                resource_group_name=args.resource_group_name,
                namespace_name=namespace.name,
                event_hub_name=made.name,
                consumer_group_name=group,
                opts=self.stateless(),
            )

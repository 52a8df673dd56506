"""An Event Grid topic."""

from dataclasses import dataclass

import pulumi
from pulumi_azure_native import eventgrid

from components._tokens import Token
from components.services._service import ServiceArgs, ServiceComponent, outputs_of

_TYPE = "Microsoft.EventGrid/topics"


@dataclass(frozen=True, kw_only=True)
class EventGridArgs(ServiceArgs):
    """One topic."""

    topic_name: str
    """Required. Its name, unique in the region."""


class EventGrid(ServiceComponent):
    """A topic for CloudEvents, without keys, closed to public networks."""

    def __init__(self, name: str, args: EventGridArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.EVENT_GRID, name, tags=args.tags, opts=opts)
        topic = eventgrid.Topic(
            self.child_name("topic"),
            resource_group_name=args.resource_group_name,
            topic_name=args.topic_name,
            location=args.location,
            input_schema="CloudEventSchemaV1_0",
            disable_local_auth=True,
            minimum_tls_version_allowed="1.2",
            public_network_access="Disabled",
            identity={"type": "SystemAssigned"},
            tags=self.tags(),
            opts=self.stateless(),
        )
        self.surround(args, topic, _TYPE, holds_data=False)
        self.publish(outputs_of(topic, _TYPE))

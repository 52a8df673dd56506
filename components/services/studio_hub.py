"""The private link hub of Synapse Studio."""

from dataclasses import dataclass

import pulumi
from pulumi_azure_native import synapse

from components._tokens import Token
from components.services._service import ServiceArgs, ServiceComponent, ServiceOutputs

_TYPE = "Microsoft.Synapse/privateLinkHubs"


@dataclass(frozen=True, kw_only=True)
class StudioHubArgs(ServiceArgs):
    """One hub."""

    hub_name: str
    """Required. Its name: lower-case letters and digits."""


class StudioHub(ServiceComponent):
    """What brings the pages of Synapse Studio into private networks; workspaces have endpoints of their own."""

    def __init__(self, name: str, args: StudioHubArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.STUDIO_HUB, name, tags=args.tags, opts=opts)
        hub = synapse.PrivateLinkHub(
            self.child_name("hub"),
            resource_group_name=args.resource_group_name,
            private_link_hub_name=args.hub_name,
            location=args.location,
            tags=self.tags(),
            opts=self.stateless(),
        )
        self.surround(args, hub, _TYPE, holds_data=False, logs=False)
        self.publish(ServiceOutputs(name=hub.name, resource_id=hub.id))

"""Azure IoT Hub."""

from dataclasses import dataclass

import pulumi
from pulumi_azure_native import iothub

from components._tokens import Token
from components.services._service import ServiceArgs, ServiceComponent, outputs_of

_TYPE = "Microsoft.Devices/IotHubs"


@dataclass(frozen=True, kw_only=True)
class IotHubArgs(ServiceArgs):
    """One hub."""

    hub_name: str
    """Required. Its name, unique in the world."""
    sku: str = "S1"
    """Optional. `S1`, `S2` or `S3`."""
    units: int = 1
    """Optional. Units of the SKU."""


class IotHub(ServiceComponent):
    """A hub for devices with keys or certificates of their own; programs sign in by Entra ID."""

    def __init__(self, name: str, args: IotHubArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.IOT_HUB, name, tags=args.tags, opts=opts)
        hub = iothub.IotHubResource(
            self.child_name("hub"),
            resource_group_name=args.resource_group_name,
            resource_name_=args.hub_name,
            location=args.location,
            sku={"name": args.sku, "capacity": args.units},
            identity={"type": "SystemAssigned"},
            properties={
                "disable_local_auth": True,
                "min_tls_version": "1.2",
                "public_network_access": "Disabled",
                "enable_file_upload_notifications": False,
            },
            tags=self.tags(),
            opts=self.keep(args),
        )
        self.surround(args, hub, _TYPE, holds_data=True)
        self.publish(outputs_of(hub, _TYPE))

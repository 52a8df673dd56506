"""A Container Apps environment."""

from dataclasses import dataclass

import pulumi
from pulumi_azure_native import app

from components._tokens import Token
from components.services._service import ServiceArgs, ServiceComponent, ServiceOutputs

_TYPE = "Microsoft.App/managedEnvironments"


@dataclass(frozen=True, kw_only=True)
class ContainerAppsArgs(ServiceArgs):
    """One environment; its apps are deployed by the team's own pipeline."""

    environment_name: str
    """Required. Its name."""
    subnet_resource_id: pulumi.Input[str]
    """Required. A subnet of its own, delegated to `Microsoft.App/environments`: its apps reach the network from it."""
    zone_redundant: bool = False
    """Optional. Copies in several availability zones; fixed at creation."""


class ContainerApps(ServiceComponent):
    """An environment in the zone's network, reached by private endpoint only; its apps talk to each other encrypted."""

    def __init__(self, name: str, args: ContainerAppsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.CONTAINER_APPS, name, tags=args.tags, opts=opts)
        environment = app.ManagedEnvironment(
            self.child_name("environment"),
            resource_group_name=args.resource_group_name,
            environment_name=args.environment_name,
            location=args.location,
            app_logs_configuration={"destination": "azure-monitor"},
            workload_profiles=[{"name": "Consumption", "workload_profile_type": "Consumption"}],
            peer_traffic_configuration={"encryption": {"enabled": True}},
            public_network_access="Disabled",
            vnet_configuration={"internal": True, "infrastructure_subnet_id": args.subnet_resource_id},
            zone_redundant=args.zone_redundant,
            tags=self.tags(),
            opts=self.stateless(),
        )
        self.surround(args, environment, _TYPE, holds_data=False)
        self.publish(ServiceOutputs(name=environment.name, resource_id=environment.id, watched={_TYPE: environment.id}))

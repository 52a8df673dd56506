"""A self-hosted integration runtime that data factories share, in a factory that does nothing else."""

from dataclasses import dataclass

import pulumi
from pulumi_azure_native import datafactory

from components._tokens import Token
from components.services._service import ServiceArgs, ServiceComponent, ServiceOutputs, principal_of

_TYPE = "Microsoft.DataFactory/factories"


@dataclass(frozen=True, kw_only=True)
class SharedRuntimeArgs(ServiceArgs):
    """One shared runtime."""

    factory_name: str
    """Required. The name of its factory, unique in the world."""
    runtime_name: str
    """Required. Its name in the factory."""


class SharedRuntime(ServiceComponent):
    """A self-hosted runtime: machines register with it by a key, factories link to it by identity.

    `outputs.resource_id` is the runtime's.
    """

    def __init__(self, name: str, args: SharedRuntimeArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.SHARED_RUNTIME, name, tags=args.tags, opts=opts)
        factory = datafactory.Factory(
            self.child_name("factory"),
            resource_group_name=args.resource_group_name,
            factory_name=args.factory_name,
            location=args.location,
            identity=datafactory.FactoryIdentityArgs(type="SystemAssigned"),
            public_network_access="Disabled",
            tags=self.tags(),
            opts=self.stateless(),
        )
        runtime = datafactory.IntegrationRuntime(
            self.child_name("runtime"),
            resource_group_name=args.resource_group_name,
            factory_name=factory.name,
            integration_runtime_name=args.runtime_name,
            properties=datafactory.SelfHostedIntegrationRuntimeArgs(
                type="SelfHosted", description="Shared with the data factories of the zone's teams."
            ),
            opts=self.stateless(),
        )
        self.surround(args, factory, _TYPE, holds_data=False)
        self.publish(
            ServiceOutputs(name=factory.name, resource_id=runtime.id, principal_id=principal_of(factory)),
        )

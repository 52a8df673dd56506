"""The managed network of a data factory: where its runtimes live, and what they reach privately."""

from collections.abc import Mapping

import pulumi
from pulumi_azure_native import datafactory, resources

from components._base import Owner
from components.services._reached import Reached
from components.services._service import ServiceArgs

NETWORK = "default"
"""The name of the only managed network that a factory has."""
RUNTIME = "managed-network"
"""The name of the runtime in it."""
_TEMPLATE = {
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "contentVersion": "1.0.0.0",
    "parameters": {"factory": {"type": "string"}},
    "resources": [
        {
            "type": "Microsoft.DataFactory/factories/managedVirtualNetworks",
            "apiVersion": "2018-06-01",
            "name": f"[concat(parameters('factory'), '/{NETWORK}')]",
            "properties": {},
        }
    ],
}
"""azure-native has no managed networks, which cannot be deleted alone (pulumi-azure-native issue 896)."""


def create_managed_network(owner: Owner, args: ServiceArgs, name: str, factory: datafactory.Factory) -> pulumi.Resource:
    """The network itself, once the factory stands."""
    made: pulumi.Resource = resources.Deployment(
        owner.child_name("network"),
        resource_group_name=args.resource_group_name,
        deployment_name=f"{name}-managed-network",
        properties={
            "mode": resources.DeploymentMode.INCREMENTAL,
            "template": _TEMPLATE,
            "parameters": {"factory": {"value": factory.name}},
        },
        tags=owner.tags(),
        opts=owner.stateless(),
    )
    return made


def create_managed_endpoints(
    owner: Owner,
    args: ServiceArgs,
    factory: datafactory.Factory,
    targets: Mapping[str, Reached],
    *,
    after: pulumi.Resource,
) -> list[pulumi.Resource]:
    """Endpoints by a stable key, in the network that `after` makes. Who owns a target approves its connection."""
    return [
        datafactory.ManagedPrivateEndpoint(
            owner.child_name(f"{key}-endpoint"),
            resource_group_name=args.resource_group_name,
            factory_name=factory.name,
            managed_virtual_network_name=NETWORK,
            managed_private_endpoint_name=target.name,
            properties={"private_link_resource_id": target.resource_id, "group_id": target.group_id},
            opts=owner.stateless(depends_on=[after]),
        )
        for key, target in sorted(targets.items())
    ]


def create_runtime(
    owner: Owner,
    args: ServiceArgs,
    factory: datafactory.Factory,
    *,
    time_to_live_minutes: int,
    after: list[pulumi.Resource],
) -> datafactory.IntegrationRuntime:
    """The runtime of Azure in the network, whose data flow clusters stay warm for some minutes."""
    return datafactory.IntegrationRuntime(
        owner.child_name("runtime"),
        resource_group_name=args.resource_group_name,
        factory_name=factory.name,
        integration_runtime_name=RUNTIME,
        properties=datafactory.ManagedIntegrationRuntimeArgs(
            type="Managed",
            managed_virtual_network={"reference_name": NETWORK, "type": "ManagedVirtualNetworkReference"},
            compute_properties={
                "location": "AutoResolve",
                "data_flow_properties": {
                    "compute_type": "General",
                    "core_count": 8,
                    "time_to_live": time_to_live_minutes,
                },
            },
        ),
        opts=owner.stateless(depends_on=after),
    )

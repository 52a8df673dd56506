"""Azure Data Factory in a managed network."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pulumi
from pulumi_azure_native import datafactory

from components._interfaces import CustomerManagedKey, RoleAssignment
from components._tokens import Token
from components.identity.grants import Grant, create_grants, group_of
from components.security.role_assignments import create_role_assignments
from components.services._customer_key import own_identity
from components.services._managed_network import (
    RUNTIME,
    create_managed_endpoints,
    create_managed_network,
    create_runtime,
)
from components.services._reached import Reached
from components.services._service import ServiceArgs, ServiceComponent, outputs_of, principal_of

_TYPE = "Microsoft.DataFactory/factories"
_VAULT = "team-vault"
_SHARED = "shared"


@dataclass(frozen=True, kw_only=True)
class DataFactoryArgs(ServiceArgs):
    """One factory."""

    factory_name: str
    """Required. Its name, unique in the world."""
    key_vault_uri: pulumi.Input[str]
    """Required. The vault from which its linked services read secrets, as the linked service `team-vault`."""
    key_vault_resource_id: pulumi.Input[str]
    """Required. That vault's id, for a managed private endpoint."""
    lakes: Mapping[str, pulumi.Input[str]] = field(default_factory=dict)
    """Optional. Addresses of lakes, such as `https://stlake.dfs.core.windows.net`, by role: each is the linked service
    `lake-<role>`, which signs in with the factory's own identity. What it may do there, the folders say."""
    reaches: Mapping[str, Reached] = field(default_factory=dict)
    """Optional. What its pipelines reach privately beside the vault, by a stable key."""
    time_to_live_minutes: int = 10
    """Optional. How long data flow clusters stay warm, 0 to 240 minutes."""
    purview_resource_id: pulumi.Input[str] | None = None
    """Optional. The Purview account to which it reports lineage."""
    shared_runtime_resource_id: pulumi.Input[str] | None = None
    """Optional. A self-hosted runtime of another factory, with which it is linked under the name `shared`. Machines
    must have registered with it before."""


class DataFactory(ServiceComponent):
    """A factory whose runtimes live in a managed network, and which only its own identity signs in."""

    takes_key = True

    def __init__(self, name: str, args: DataFactoryArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.DATA_FACTORY, name, tags=args.tags, opts=opts)
        factory = datafactory.Factory(
            self.child_name("factory"),
            resource_group_name=args.resource_group_name,
            factory_name=args.factory_name,
            location=args.location,
            identity=own_identity(args.customer_managed_key),
            encryption=_encryption(args.customer_managed_key),
            public_network_access="Disabled",
            purview_configuration={"purview_resource_id": args.purview_resource_id}
            if args.purview_resource_id
            else None,
            tags=self.tags(),
            opts=self.stateless(),
        )
        reads = Grant(
            scope=group_of(args.key_vault_resource_id),
            role_definition_id_or_name="Key Vault Secrets User",
            description="Its linked service reads the team's secrets.",
        )
        create_grants(self, principal_id=principal_of(factory), grants={"vault": reads})
        network = create_managed_network(self, args, name, factory)
        vault = Reached(name=_VAULT, resource_id=args.key_vault_resource_id, group_id="vault")
        targets = {"vault": vault, **args.reaches}
        endpoints = create_managed_endpoints(self, args, factory, targets, after=network)
        runtime = create_runtime(
            self, args, factory, time_to_live_minutes=args.time_to_live_minutes, after=[network, *endpoints]
        )
        self._links(args, factory, after=[runtime])
        if args.shared_runtime_resource_id:
            self._shared_runtime(args, factory, args.shared_runtime_resource_id)
        self.surround(args, factory, _TYPE, holds_data=False)
        self.publish(outputs_of(factory, _TYPE))

    def _shared_runtime(
        self, args: DataFactoryArgs, factory: datafactory.Factory, runtime_id: pulumi.Input[str]
    ) -> None:
        """Link the factory with a runtime that lets it: its identity is a contributor there, and nowhere else."""
        granted = create_role_assignments(
            self,
            "shared-runtime",
            scope=runtime_id,
            assignments={
                args.factory_name: RoleAssignment(
                    role_definition_id_or_name="Contributor",
                    principal_id=principal_of(factory),
                    principal_type="ServicePrincipal",
                    description=f"Linked runtime of {args.factory_name}.",
                )
            },
        )
        datafactory.IntegrationRuntime(
            self.child_name("linked-runtime"),
            resource_group_name=args.resource_group_name,
            factory_name=factory.name,
            integration_runtime_name=_SHARED,
            properties=datafactory.SelfHostedIntegrationRuntimeArgs(
                type="SelfHosted",
                linked_info=datafactory.LinkedIntegrationRuntimeRbacAuthorizationArgs(
                    authorization_type="RBAC", resource_id=runtime_id
                ),
            ),
            opts=self.stateless(depends_on=list(granted.values())),
        )

    def _links(self, args: DataFactoryArgs, factory: datafactory.Factory, *, after: list[pulumi.Resource]) -> None:
        """What its pipelines read and write by the factory's own identity: the team's vault, and lakes."""
        through = datafactory.IntegrationRuntimeReferenceArgs(
            reference_name=RUNTIME, type="IntegrationRuntimeReference"
        )
        vault = datafactory.AzureKeyVaultLinkedServiceArgs(
            type="AzureKeyVault", base_url=args.key_vault_uri, connect_via=through
        )
        self._link("vault", _VAULT, args, factory, vault, after)
        for key, address in sorted(args.lakes.items()):
            store = datafactory.AzureBlobFSLinkedServiceArgs(type="AzureBlobFS", url=address, connect_via=through)
            self._link(f"lake-{key}", f"lake-{key}", args, factory, store, after)

    def _link(
        self,
        key: str,
        name: str,
        args: DataFactoryArgs,
        factory: datafactory.Factory,
        properties: datafactory.AzureKeyVaultLinkedServiceArgs | datafactory.AzureBlobFSLinkedServiceArgs,
        after: list[pulumi.Resource],
    ) -> None:
        datafactory.LinkedService(
            self.child_name(f"{key}-link"),
            resource_group_name=args.resource_group_name,
            factory_name=factory.name,
            linked_service_name=name,
            properties=properties,
            opts=self.stateless(depends_on=after),
        )


def _encryption(key: CustomerManagedKey | None) -> dict[str, Any] | None:
    if key is None:
        return None
    return {
        "key_name": key.key_name,
        "vault_base_url": key.key_vault_uri,
        "identity": {"user_assigned_identity": key.user_assigned_identity_resource_id},
    }

"""A container registry that signs in by identity only: of a service, or of the whole estate."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pulumi_azure_native import containerregistry

from components._base import Owner
from components._interfaces import CustomerManagedKey, PrivateEndpoint
from components.services._customer_key import key_identity
from components.services._service import ServiceArgs, connect

_TYPE = "Microsoft.ContainerRegistry/registries"


@dataclass(frozen=True, kw_only=True)
class OwnRegistry:
    """The container registry for a service's images."""

    registry_name: str
    """Required. Its name, unique in the world: letters and digits."""
    private_endpoints: Mapping[str, PrivateEndpoint] = field(default_factory=dict)
    """Optional. Endpoints by group id; there is only `registry`."""


def create_registry(owner: Owner, args: ServiceArgs, registry: OwnRegistry) -> containerregistry.Registry:
    """A closed registry without admin user and without anonymous pull, with its logs and endpoints."""
    made = containerregistry.Registry(
        owner.child_name("registry"),
        resource_group_name=args.resource_group_name,
        registry_name=registry.registry_name,
        location=args.location,
        sku={"name": "Premium"},
        admin_user_enabled=False,
        anonymous_pull_enabled=False,
        public_network_access="Disabled",
        network_rule_bypass_options="None",
        identity=key_identity(args.customer_managed_key),
        encryption=_encryption(args.customer_managed_key),
        policies={"export_policy": {"status": "disabled"}},
        tags=owner.tags(),
        opts=owner.stateless(),
    )
    connect(owner, "registry", args, made, _TYPE, endpoints=registry.private_endpoints)
    return made


def _encryption(key: CustomerManagedKey | None) -> dict[str, Any] | None:
    if key is None:
        return None
    named = {"identity": key.user_assigned_identity_client_id, "key_identifier": key.key_uri}
    return {"status": "enabled", "key_vault_properties": named}

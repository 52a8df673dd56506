"""A stack's key vaults: all alike, named from the table of names."""

from collections.abc import Mapping

import pulumi

from components._interfaces import DiagnosticSettings, PrivateEndpoint
from components.security.vault import Vault, VaultArgs
from stacks.context import Context


def endpoint(
    context: Context,
    key: str,
    *,
    subnet_id: pulumi.Input[str],
    zones: "pulumi.Input[Mapping[str, str]] | None",
    location: str | None = None,
) -> PrivateEndpoint:
    """A private endpoint named by the key under which the table of names has it.

    `location` is the region of its network, where that is not the region of what it leads to.
    """
    return PrivateEndpoint(
        name=context.names[f"endpoint-{key}"],
        subnet_resource_id=subnet_id,
        private_dns_zone_resource_ids=zones,
        network_interface_name=context.names[f"interface-{key}"],
        location=location,
    )


def vault(
    context: Context,
    key: str,
    *,
    location: str,
    resource_group_name: pulumi.Input[str],
    subnet_id: pulumi.Input[str],
    zones: "pulumi.Input[Mapping[str, str]] | None",
    diagnostics: DiagnosticSettings | None,
    opts: pulumi.ResourceOptions,
    trusted_services_allowed: bool = False,
) -> Vault:
    """One vault, reached by a private endpoint only; by trusted services of Azure too, where it keeps their keys."""
    return Vault(
        key,
        VaultArgs(
            resource_group_name=resource_group_name,
            location=location,
            vault_name=context.names[key],
            tenant_id=context.estate.settings.organization.tenant_id,
            private_endpoints={"vault": endpoint(context, key, subnet_id=subnet_id, zones=zones)},
            diagnostic_settings=diagnostics,
            lock=context.lock,
            trusted_services_allowed=trusted_services_allowed,
            cloud=context.estate.settings.cloud,
            allow_data_removal=context.allow_data_removal,
            tags=context.tags,
        ),
        opts,
    )

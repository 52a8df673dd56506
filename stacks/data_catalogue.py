"""The estate's own Purview account, and what its identity may read."""

from collections.abc import Mapping

import pulumi

from components._interfaces import DiagnosticSettings, RoleAssignment
from components.security.role_assignments import RoleAssignments, RoleAssignmentsArgs
from components.services.data_catalogue import DataCatalogue, DataCatalogueArgs
from config.models.landing_zone import LandingZoneStack
from config.models.management_zone import ManagementZoneStack
from config.purview import account_region, account_zone, endpoint_groups
from stacks.context import Context
from stacks.contracts import ManagementZoneContract
from stacks.references import made, read
from stacks.vaults import endpoint

_ON_LAKES = ("Reader", "Storage Blob Data Reader")
_ON_VAULT = ("Key Vault Secrets User",)


def data_catalogue(
    context: Context,
    zone: ManagementZoneStack,
    *,
    resource_group_name: pulumi.Input[str],
    subnet_id: pulumi.Input[str],
    vault_id: pulumi.Input[str],
    zones: "pulumi.Input[Mapping[str, str]] | None",
    diagnostics: DiagnosticSettings | None,
    opts: pulumi.ResourceOptions,
) -> Mapping[str, pulumi.Output[str]]:
    """The account, where the management zone asks for one, as the zone's contract has it. It reads credentials of
    sources in the zone's vault."""
    if zone.catalogue is None:
        return {}
    location, cloud = account_region(context.estate, context.name), context.estate.settings.cloud
    built = DataCatalogue(
        "catalogue",
        DataCatalogueArgs(
            resource_group_name=resource_group_name,
            location=location,
            account_name=context.names["catalogue"],
            managed_resource_group_name=context.names["catalogue-group"],
            private_endpoints={
                group: endpoint(context, f"catalogue-{group}", subnet_id=subnet_id, zones=zones, location=zone.region)
                for group in endpoint_groups(location, cloud)
            },
            diagnostic_settings=diagnostics,
            lock=context.lock,
            cloud=cloud,
            allow_data_removal=context.allow_data_removal,
            tags=context.tags,
        ),
        opts,
    )
    principal = built.principal_id
    _grant("catalogue-vault", vault_id, _ON_VAULT, principal, opts)
    return {"id": built.outputs.resource_id, "principal_id": principal}


def lakes_to_catalogue(
    context: Context,
    zone: LandingZoneStack,
    management: "pulumi.Output[ManagementZoneContract]",
    storage_group_id: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> None:
    """Let the estate's own account read the lakes of a landing zone, and nothing else of it.

    On their group: a lock on a lake would keep the roles for good.
    """
    owner = account_zone(context.estate)
    if owner is None:
        return
    contract = management if owner == zone.management_zone else read(owner, ManagementZoneContract)
    principal = contract.apply(lambda known: made(known.catalogue, "principal_id", "catalogue"))
    _grant("catalogue-lakes", storage_group_id, _ON_LAKES, principal, opts)


def _grant(
    part: str,
    scope: pulumi.Input[str],
    roles: tuple[str, ...],
    principal: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> None:
    RoleAssignments(
        part,
        RoleAssignmentsArgs(
            scope=scope,
            role_assignments={
                f"catalogue-{role.lower().replace(' ', '-')}": RoleAssignment(
                    role_definition_id_or_name=role,
                    principal_id=principal,
                    principal_type="ServicePrincipal",
                    description="Identity of the estate's Purview account, which scans.",
                )
                for role in roles
            },
        ),
        opts,
    )

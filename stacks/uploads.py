"""Storage for uploads of a landing zone: open to the provider's addresses, pulled from through a private endpoint."""

from collections.abc import Mapping

import pulumi

from components._interfaces import CustomerManagedKey, DiagnosticSettings, RoleAssignment
from components.lake.firewall_rules import FirewallRules
from components.lake.upload_storage import UploadStorage, UploadStorageArgs
from config.models.landing_zone import LandingZoneStack
from config.uploads import ROLE, upload_grants
from stacks.context import Context
from stacks.contracts import PlatformContract
from stacks.references import made
from stacks.storage_addresses import as_azure_writes
from stacks.vaults import endpoint


def build_uploads(
    context: Context,
    zone: LandingZoneStack,
    platform: "pulumi.Output[PlatformContract]",
    *,
    resource_group_name: pulumi.Input[str],
    subnet_id: pulumi.Input[str],
    zones: "pulumi.Output[Mapping[str, str]] | None",
    diagnostics: DiagnosticSettings | None,
    customer_managed_key: CustomerManagedKey | None,
    opts: pulumi.ResourceOptions,
) -> None:
    """Build one account for each upload. It goes with its entry: what it holds was agreed to go on that day."""
    settings = context.estate.settings
    grants = upload_grants(context.estate, context.name)
    for key, upload in zone.uploads.items():
        UploadStorage(
            f"upload-{key}",
            UploadStorageArgs(
                resource_group_name=resource_group_name,
                location=zone.region,
                account_name=context.names[f"upload-{key}"],
                soft_delete_days=settings.protection.soft_delete_days,
                private_endpoints={"blob": endpoint(context, f"upload-{key}-blob", subnet_id=subnet_id, zones=zones)},
                firewall_rules=FirewallRules(ip_rules=[as_azure_writes(one) for one in upload.address_ranges]),
                diagnostic_settings=diagnostics,
                role_assignments={
                    "integration": RoleAssignment(
                        role_definition_id_or_name=ROLE,
                        principal_id=_holder(platform, upload.integration, is_group=grants[key].group is not None),
                        principal_type="Group" if grants[key].group else "ServicePrincipal",
                        description=f"{upload.integration} pulls what {upload.provider} uploads",
                    )
                },
                customer_managed_key=customer_managed_key,
                lock=context.lock,
                cloud=settings.cloud,
                allow_data_removal=True,
                tags=context.tags,
            ),
            opts,
        )


def _holder(platform: "pulumi.Output[PlatformContract]", integration: str, *, is_group: bool) -> pulumi.Output[str]:
    if is_group:
        return platform.apply(lambda known: made(known.groups, f"{integration}/team", "groups"))
    return platform.apply(lambda known: made(known.deploy_identities, integration, "deploy identities"))

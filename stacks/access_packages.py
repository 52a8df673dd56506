"""Access packages of datasets, where the estate uses Entra entitlement management."""

from collections.abc import Mapping
from typing import cast

import pulumi
import pulumi_azuread as azuread
from pulumi.output import UNKNOWN

from components.identity.access_packages import AccessPackage, AccessPackages, AccessPackagesArgs
from config.datasets import DatasetGroup, approvers
from stacks.context import Context
from stacks.contracts import LandingZoneContract


def access_catalog(context: Context) -> pulumi.Output[str] | None:
    """Build a landing zone's catalogue, and return its id; None where the estate has no access packages."""
    settings = context.estate.settings
    if not settings.access_packages:
        return None
    catalog = azuread.AccessPackageCatalog(
        "access-catalog",
        display_name=f"{settings.organization.prefix}-{context.name}",
        description=f"Access to the datasets of {context.name}",
        externally_visible=False,
        opts=pulumi.ResourceOptions(
            provider=azuread.Provider("entra", tenant_id=settings.organization.tenant_id), delete_before_replace=True
        ),
    )
    found: pulumi.Output[str] = catalog.id
    return found


def build_access_packages(
    context: Context,
    zone: "pulumi.Output[LandingZoneContract]",
    wanted: Mapping[str, DatasetGroup],
    group_ids: Mapping[str, pulumi.Output[str]],
    people: Mapping[str, pulumi.Output[str]],
    opts: pulumi.ResourceOptions,
) -> None:
    """Build a package for each group of a dataset that is not retired."""
    team = context.estate.teams[context.name]
    catalog = zone.apply(lambda known: standing_catalog(known.access_catalog_id, team.landing_zone))
    AccessPackages(
        "access",
        AccessPackagesArgs(
            catalog_id=catalog,
            packages={
                key: AccessPackage(
                    display_name=group.display_name,
                    description=group.description,
                    group_object_id=group_ids[key],
                    approver_object_ids=[people[mail] for mail in approvers(team, group.dataset)],
                    members={mail.replace("@", "-at-"): people[mail] for mail in group.members},
                )
                for key, group in wanted.items()
                if team.datasets[group.dataset].status == "active"
            },
        ),
        opts,
    )


def standing_catalog(catalog: str | None, zone: str) -> str:
    """The catalogue of a zone; not known at preview where the zone has yet to make it.

    Errors: `pulumi.RunError` in a deployment that comes before the zone's.
    """
    if catalog is not None:
        return catalog
    if pulumi.runtime.is_dry_run():
        return cast(str, UNKNOWN)
    raise pulumi.RunError(
        f"R-REF-003 · access packages · no catalogue in `{zone}` · a zone that was deployed since `access_packages`"
        f" is on · run `estate up {zone}` first"
    )

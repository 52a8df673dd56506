"""MySQL."""

import pulumi
import pulumi_random as random

from components.services.mysql import MySql, MySqlArgs
from config.models import services as models
from stacks.services.site import Site


def build(site: Site, key: str, wanted: models.MySql) -> MySql:
    """Build it."""
    return MySql(
        key,
        MySqlArgs(
            **site.common(key, wanted.type),
            server_name=site.name(key),
            identity_name=site.name(key, "identity"),
            tenant_id=site.tenant_id,
            administrator=site.administrator,
            version=wanted.version,
            sku=wanted.sku,
            storage_gb=wanted.storage_gb,
            backup_retention_days=wanted.backup_retention_days,
            high_availability=wanted.high_availability or _standby(site, wanted.sku),
            databases=wanted.databases,
        ),
        pulumi.ResourceOptions.merge(site.opts, pulumi.ResourceOptions(providers=[random.Provider(f"{key}-random")])),
    )


def _standby(site: Site, sku: str) -> str:
    """The standby of a server whose configuration leaves it open."""
    if site.people_write or sku.startswith("Standard_B"):
        return "Disabled"
    return "ZoneRedundant" if site.availability_zones else "SameZone"

"""PostgreSQL."""

from components.services.postgresql import PostgreSql, PostgreSqlArgs
from config.models import services as models
from stacks.services.site import Site


def build(site: Site, key: str, wanted: models.PostgreSql) -> PostgreSql:
    """Build it."""
    return PostgreSql(
        key,
        PostgreSqlArgs(
            **site.common(key, wanted.type),
            server_name=site.name(key),
            tenant_id=site.tenant_id,
            administrator=site.administrator,
            version=wanted.version,
            sku=wanted.sku,
            storage_gb=wanted.storage_gb,
            backup_retention_days=wanted.backup_retention_days,
            databases=wanted.databases,
        ),
        site.opts,
    )

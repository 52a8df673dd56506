"""Azure SQL Database."""

from components.services.sql_database import SqlDatabase, SqlDatabaseArgs
from config.models import services as models
from stacks.services.site import Site


def build(site: Site, key: str, wanted: models.SqlDatabase) -> SqlDatabase:
    """Build it."""
    return SqlDatabase(
        key,
        SqlDatabaseArgs(
            **site.common(key, wanted.type),
            server_name=site.name(key),
            database_name=site.name(key, "database"),
            tenant_id=site.tenant_id,
            administrator=site.administrator,
            log_analytics_workspace_resource_id=site.log_analytics_workspace_id,
            sku=wanted.sku,
            max_size_gb=wanted.max_size_gb,
            zone_redundant=wanted.zone_redundant,
            backup_redundancy=wanted.backup_redundancy,
        ),
        site.opts,
    )

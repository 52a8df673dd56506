"""Databases, caches and search."""

import pulumi
import pulumi_random as random

from components.services.ai_search import AiSearch, AiSearchArgs
from components.services.cosmos_db import CosmosDb, CosmosDbArgs
from components.services.mysql import MySql, MySqlArgs
from components.services.postgresql import PostgreSql, PostgreSqlArgs
from components.services.redis import Redis, RedisArgs
from components.services.sql_database import SqlDatabase, SqlDatabaseArgs
from config.models import services as models
from stacks.services.site import Site


def sql_database(site: Site, key: str, wanted: models.SqlDatabase) -> SqlDatabase:
    """Azure SQL Database."""
    return SqlDatabase(
        key,
        SqlDatabaseArgs(
            **site.common(key, wanted.type),
            server_name=site.name(key),
            database_name=site.name(key, "database"),
            tenant_id=site.tenant_id,
            administrator=site.administrator,
            sku=wanted.sku,
            max_size_gb=wanted.max_size_gb,
            zone_redundant=wanted.zone_redundant,
            backup_redundancy=wanted.backup_redundancy,
        ),
        site.opts,
    )


def postgresql(site: Site, key: str, wanted: models.PostgreSql) -> PostgreSql:
    """PostgreSQL."""
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


def mysql(site: Site, key: str, wanted: models.MySql) -> MySql:
    """MySQL."""
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


def cosmos_db(site: Site, key: str, wanted: models.CosmosDb) -> CosmosDb:
    """Cosmos DB."""
    return CosmosDb(
        key,
        CosmosDbArgs(
            **site.common(key, wanted.type),
            account_name=site.name(key),
            serverless=wanted.serverless,
            max_request_units=wanted.max_request_units,
            consistency=wanted.consistency,
            databases=wanted.databases,
        ),
        site.opts,
    )


def redis(site: Site, key: str, wanted: models.Redis) -> Redis:
    """Managed Redis."""
    args = RedisArgs(**site.common(key, wanted.type), instance_name=site.name(key), sku=wanted.sku)
    return Redis(key, args, site.opts)


def ai_search(site: Site, key: str, wanted: models.AiSearch) -> AiSearch:
    """AI Search."""
    return AiSearch(
        key,
        AiSearchArgs(
            **site.common(key, wanted.type),
            search_name=site.name(key),
            sku=wanted.sku,
            replicas=wanted.replicas,
            partitions=wanted.partitions,
        ),
        site.opts,
    )
